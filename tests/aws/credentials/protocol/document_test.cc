// Broken JSON: it must not harm the memory that holds secrets, which the address sanitizer checks.
#include "connectors/aws/credentials/protocol/document.h"

#include <gtest/gtest.h>

#include <string_view>

namespace awscost::credentials {
namespace {

constexpr std::string_view kWhole = R"({"AccessKeyId": "AKIDEXAMPLE", "Long": "a text that is longer than any that )"
                                    R"(is kept in place", "Nested": {"Numbers": [1, 2.5, true, null]}})";

TEST(Document, ReadsAnObject) {
  const auto document = read_document(kWhole);
  ASSERT_TRUE(document.has_value());
  EXPECT_EQ(text_in(*document, "AccessKeyId"), "AKIDEXAMPLE");
}

TEST(Document, TextThatEndsAfterAKeyIsNotAnObject) {
  EXPECT_FALSE(read_document(R"({"AccessKeyId":)").has_value());
  EXPECT_FALSE(read_document(R"({"AccessKeyId")").has_value());
}

TEST(Document, TextThatEndsAnywhereIsNotAnObject) {
  for (std::size_t size = 0; size < kWhole.size(); ++size) {
    EXPECT_FALSE(read_document(kWhole.substr(0, size)).has_value()) << size;
  }
}

}  // namespace
}  // namespace awscost::credentials
