// Canonical forms beyond the published suite.
#include "connectors/aws/signing/canonical.h"

#include <gtest/gtest.h>

namespace awscost::signing {
namespace {

TEST(CanonicalQuery, SortsByEncodedNameThenValue) {
  EXPECT_EQ(canonical_query({}), "");
  EXPECT_EQ(canonical_query({{"b", "2"}, {"a", "z"}, {"a", "y"}, {"A", ""}}), "A=&a=y&a=z&b=2");
  // '-' sorts before '=', but names are compared by themselves: "a" comes before "a-b".
  EXPECT_EQ(canonical_query({{"a-b", "1"}, {"a", "1"}}), "a=1&a-b=1");
  // An encoded letter starts with '%' and sorts before every plain one.
  EXPECT_EQ(canonical_query({{"a", "1"}, {"\xc3\xa9", "2"}}), "%C3%A9=2&a=1");
}

TEST(CanonicalPath, RemovesDotSegmentsAndEncodesOnceMore) {
  const auto normalized = [](std::string_view path) { return canonical_path(path, PathStyle::kNormalized); };
  EXPECT_EQ(normalized(""), "/");
  EXPECT_EQ(normalized("/"), "/");
  EXPECT_EQ(normalized("/../.."), "/");
  EXPECT_EQ(normalized("/a//b/../c/"), "/a/c/");
  EXPECT_EQ(normalized("/tags/arn%3Aaws%3Aapigateway"), "/tags/arn%253Aaws%253Aapigateway");
  EXPECT_EQ(normalized("/a:b"), "/a%3Ab");
  EXPECT_EQ(canonical_path("/a/../b", PathStyle::kVerbatim), "/a/../b");
}

TEST(CanonicalHeaders, LeavesOutWhatProxiesRewriteAndTheSignature) {
  const CanonicalHeaders headers = canonical_headers({{"User-Agent", "x"},
                                                      {"HOST", "example.com"},
                                                      {"Authorization", "x"},
                                                      {"Connection", "close"},
                                                      {"Accept", " application/json\t "},
                                                      {"X-Amzn-Trace-Id", "x"}});
  EXPECT_EQ(headers.text, "accept:application/json\nhost:example.com\n");
  EXPECT_EQ(headers.signed_names, "accept;host");
}

TEST(CanonicalHeaders, JoinsEqualNamesInTheirOrder) {
  const CanonicalHeaders headers = canonical_headers({{"B", "2"}, {"a", ""}, {"b", "1"}});
  EXPECT_EQ(headers.text, "a:\nb:2,1\n");
  EXPECT_EQ(headers.signed_names, "a;b");
}

}  // namespace
}  // namespace awscost::signing
