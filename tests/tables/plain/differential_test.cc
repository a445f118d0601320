// The fast reader against Boost.JSON alone: the same rows or the same sentence, for every page of the corpus and for what
// mutations make of it; and the vector form against the scalar one.
//
//   AWSCOST_PLAIN_PAGES=1000000 AWSCOST_PLAIN_SEED=7 build/release/tests/tables/plain/plain_test --gtest_filter='*Mutated*'
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "connectors/tables/page/decode.h"
#include "connectors/tables/plain/plain.h"
#include "tests/support/mutation/mutation.h"
#include "tests/tables/plain/corpus.h"

namespace awscost {
namespace {

using page::Document;
using page::Scalar;
using page::Shape;

using Decode = void (*)(const Shape& shape, std::string body, Document& document);

// The sentence, or empty.
std::string failure(Decode decode, const Shape& shape, const std::string& body, Document& document) {
  try {
    decode(shape, body, document);
  } catch (const page::DecodeError& error) {
    return error.what();
  }
  return {};
}

bool same(const Scalar& one, const Scalar& other) {
  if (one.kind != other.kind || one.size != other.size) return false;
  return one.kind == Scalar::Kind::kIndex || one.text() == other.text();
}

// Empty where both hold the same.
std::string difference(const Document& one, const Document& other) {
  if (one.members != other.members) return "members";
  if (one.levels.size() != other.levels.size()) return "levels";
  for (std::size_t i = 0; i < one.levels.size(); ++i) {
    const std::string level = "level " + std::to_string(i);
    if (one.levels[i].parents != other.levels[i].parents) return "parents of " + level;
    if (one.levels[i].cells.size() != other.levels[i].cells.size()) return "cells of " + level;
    for (std::size_t cell = 0; cell < one.levels[i].cells.size(); ++cell) {
      if (!same(one.levels[i].cells[cell], other.levels[i].cells[cell])) {
        return "cell " + std::to_string(cell) + " of " + level;
      }
    }
  }
  return {};
}

struct Counts {
  std::size_t plain = 0;   // read without Boost.JSON
  std::size_t judged = 0;  // read by it in the end
  std::size_t wrong = 0;   // refused by it
};

class Differential : public testing::Test {
 protected:
  // False where the two differ, with a message.
  bool agree(const Shape& shape, const std::string& body, Counts& counts) {
    const std::string ours = failure(page::decode, shape, body, fast_);
    const std::string theirs = failure(page::decode_by_events, shape, body, slow_);
    EXPECT_EQ(ours, theirs);
    const std::string differing = theirs.empty() ? difference(fast_, slow_) : "";
    EXPECT_EQ(differing, "");
    const bool vector = plain_with<plain::Bytes>(shape, body, form_);
    const bool scalar = plain_with<plain::ScalarBytes>(shape, body, other_form_);
    EXPECT_EQ(vector, scalar);
    const std::string between_forms = vector && scalar ? difference(form_, other_form_) : "";
    EXPECT_EQ(between_forms, "");
    EXPECT_TRUE(!vector || theirs.empty()) << "a page that is wrong is no plain one";
    ++(vector ? counts.plain : theirs.empty() ? counts.judged : counts.wrong);
    return ours == theirs && differing.empty() && vector == scalar && between_forms.empty() &&
           !(vector && !theirs.empty());
  }

  template <class Form>
  static bool plain_with(const Shape& shape, const std::string& body, Document& document) {
    document.body = body;
    document.members = 0;
    document.levels.assign(shape.levels().size(), {});
    for (std::size_t i = 0; i < document.levels.size(); ++i) document.levels[i].slots = shape.levels()[i].slots;
    return plain::read_with<Form>(shape, document);
  }

  const std::vector<test::CorpusPage> corpus_ = test::corpus();
  Document fast_, slow_, form_, other_form_;
};

std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : std::strtoull(value, nullptr, 10);
}

// Only an escape, or JSON that is kept as text, makes a page of the corpus Boost.JSON's.
TEST_F(Differential, EveryPageOfTheCorpusIsReadAlike) {
  Counts counts;
  std::size_t expected = 0;
  for (const test::CorpusPage& page : corpus_) {
    SCOPED_TRACE(page.name);
    const Shape& shape = page.layout->shape();
    EXPECT_TRUE(agree(shape, page.body, counts)) << page.body;
    expected += page.body.find('\\') == std::string::npos && !shape.keeps_json() ? 1 : 0;
    EXPECT_EQ(counts.plain, expected) << page.body;
  }
  EXPECT_GT(counts.plain, corpus_.size() / 2);
  EXPECT_GT(counts.judged, 0u);
  EXPECT_EQ(counts.wrong, 0u);
}

TEST_F(Differential, MutatedPagesAreReadAlikeOrRefusedAlike) {
  const std::uint64_t pages = from_environment("AWSCOST_PLAIN_PAGES", 20'000);
  const std::uint64_t seed = from_environment("AWSCOST_PLAIN_SEED", 1);
  test::Mutations mutations(seed);
  Counts counts;
  for (std::uint64_t i = 0; i < pages; ++i) {
    const test::CorpusPage& page = corpus_[mutations.below(corpus_.size())];
    std::string body = page.body;
    mutations.apply(body);
    ASSERT_TRUE(agree(page.layout->shape(), body, counts))
        << page.name << ", page " << i << " of seed " << seed << ": " << body;
  }
  std::printf("%zu pages were plain, %zu others right, %zu wrong\n", counts.plain, counts.judged, counts.wrong);
  // Each kind is met often, or the test would show little.
  EXPECT_GT(counts.plain, pages / 20);
  EXPECT_GT(counts.judged, pages / 50);
  EXPECT_GT(counts.wrong, pages / 5);
}

}  // namespace
}  // namespace awscost
