// Every target keeps its promises for its seeds, and for mutations of them: a few in the suite, as many as
// AWSCOST_MUTATIONS says. What a fuzzer once found belongs into the tests of its room, and its bytes here.
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "target.h"
#include "tests/support/mutation/mutation.h"

namespace awscost::fuzz {
namespace {

std::uint64_t mutations_wanted() {
  static const std::uint64_t wanted = [] {
    const char* text = std::getenv("AWSCOST_MUTATIONS");
    return text == nullptr ? std::uint64_t{300} : std::stoull(text);
  }();
  return wanted;
}

void expect_kept(const Target& target, const std::string& bytes) {
  try {
    target.run(bytes);
  } catch (const std::exception& error) {
    ADD_FAILURE() << target.name << ": " << error.what() << "\n" << testing::PrintToString(bytes);
  }
}

class Fuzz : public testing::TestWithParam<const Target*> {};

TEST_P(Fuzz, KeepsItsPromises) {
  const std::uint64_t wanted = mutations_wanted();
  const std::vector<std::string> seeds = GetParam()->seeds();
  ASSERT_FALSE(seeds.empty());
  for (const std::string& seed : seeds) expect_kept(*GetParam(), seed);
  constexpr std::uint64_t kSeed = 20261121;
  test::Mutations mutations(kSeed);
  for (std::uint64_t i = 0; i < wanted && !HasFailure(); ++i) {
    std::string bytes = seeds[i % seeds.size()];
    if (mutations.below(3) == 0) mutations.splice(bytes, seeds[mutations.below(seeds.size())]);
    mutations.apply(bytes);
    expect_kept(*GetParam(), bytes);
  }
}

INSTANTIATE_TEST_SUITE_P(Of, Fuzz, testing::ValuesIn(all_targets()),
                         [](const auto& target) { return std::string(target.param->name); });

}  // namespace
}  // namespace awscost::fuzz
