// Compressed answers: libcurl unpacks them, and their unpacked size is bounded.
#include <curl/curl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <charconv>
#include <string>
#include <string_view>

#include "connectors/aws/http/curl.h"
#include "tests/support/imposter.h"

namespace awscost::http {
namespace {

using support::Imposter;
using testing::HasSubstr;

std::string from_hex(std::string_view digits) {
  std::string bytes;
  for (; digits.size() >= 2; digits.remove_prefix(2)) {
    unsigned char byte = 0;
    std::from_chars(digits.data(), digits.data() + 2, byte, 16);
    bytes += static_cast<char>(byte);
  }
  return bytes;
}

constexpr std::string_view kPlain = R"({"a":1})";

// 16 MiB of blanks, compressed by gzip -9 and then again.
constexpr std::string_view kBomb =
    "1f8b08000000000002ffedda310e01511486d199a110053a85c26bed40240a91a835934c2716a11f51aad981c22e5885d883"
    "4a4d8667118ac939d557dff2cf1dee5b4994558feb3646190eef51ffdc4e000000809a2befbb461a2354b7c53207000000ea"
    "6edded347fa3c06b35983907000000d4de693a0e710be83dabcd3cf328010000007f70c927c7a2f846fa017b63095dc93f00"
    "00";
constexpr std::size_t kBombBytes = std::size_t{16} * 1024 * 1024;

class CurlEncodingTest : public testing::Test {
 protected:
  wire::Reply answer_to(const std::string& encoding, std::string_view hex, const Limits& limits = {}) {
    imposter_.reply_with({.headers = {{"Content-Encoding", encoding}}, .body = from_hex(hex)});
    return curl_.exchange({.method = "POST", .url = imposter_.url(), .body = "{}"}, limits, {});
  }
  bool is_asked_for(const std::string& encoding) {
    curl_.exchange({.method = "GET", .url = imposter_.url()}, {}, {});
    return (imposter_.requests().back().header("accept-encoding") + ",").find(encoding + ",") != std::string::npos;
  }

  Imposter imposter_;
  Curl curl_;
};

TEST_F(CurlEncodingTest, DeflateWithAndWithoutZlibsFrame) {
  EXPECT_TRUE(is_asked_for("deflate"));
  EXPECT_EQ(answer_to("deflate", "78daab564a54b232ac0500082a0209").body, kPlain);
  EXPECT_EQ(answer_to("deflate", "ab564a54b232ac0500").body, kPlain);
}

TEST_F(CurlEncodingTest, Brotli) {
  if ((curl_version_info(CURLVERSION_NOW)->features & CURL_VERSION_BROTLI) == 0) GTEST_SKIP() << "libcurl without it";
  EXPECT_TRUE(is_asked_for("br"));
  EXPECT_EQ(answer_to("br", "6000107b2261223a317d03").body, kPlain);  // one block, stored
}

TEST_F(CurlEncodingTest, Zstandard) {
  if ((curl_version_info(CURLVERSION_NOW)->features & CURL_VERSION_ZSTD) == 0) GTEST_SKIP() << "libcurl without it";
  EXPECT_TRUE(is_asked_for("zstd"));
  EXPECT_EQ(answer_to("zstd", "28b52ffd00683900007b2261223a317d").body, kPlain);  // printf '{"a":1}' | zstd --no-check
}

TEST_F(CurlEncodingTest, ABombIsStoppedAtTheLimit) {
  EXPECT_EQ(answer_to("gzip, gzip", kBomb, {.max_body_bytes = kBombBytes}).body.size(), kBombBytes);
  try {
    answer_to("gzip, gzip", kBomb, {.max_body_bytes = 1'000'000});
    FAIL() << "the answer was accepted";
  } catch (const wire::SendError& error) {
    EXPECT_TRUE(error.maybe_charged());
    EXPECT_THAT(error.what(), HasSubstr("larger than 1000000 bytes"));
  }
  EXPECT_EQ(answer_to("identity", "7b7d").body, "{}") << "the next answer is read as usual";
}

TEST_F(CurlEncodingTest, AnUnknownEncodingIsAnError) {
  EXPECT_THROW(answer_to("compress-token-9", "7b7d"), wire::SendError);
}

}  // namespace
}  // namespace awscost::http
