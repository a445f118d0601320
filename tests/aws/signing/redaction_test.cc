// Secrets in a refusal are removed in every escaped form, and nothing else is changed.
#include "connectors/aws/signing/redaction.h"

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <string>

namespace awscost::signing {
namespace {

constexpr std::string_view kKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

std::string struck(std::string_view text, std::string_view secret = kKey) {
  return redacted(text, std::array{secret});
}

TEST(Redaction, RemovesASecretWhereverItStands) {
  EXPECT_EQ(struck("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"), "[redacted]");
  EXPECT_EQ(struck("a wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY, wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY."),
            "a [redacted], [redacted].");
  EXPECT_EQ(struck("nothing of it"), "nothing of it");
  EXPECT_EQ(struck(""), "");
}

TEST(Redaction, RemovesTheEscapedFormsOfASecret) {
  for (const char* form : {
           R"(wJalrXUtnFEMI\/K7MDENG+bPxRfiCYEXAMPLEKEY)",  // JSON
           R"(wJalrXUtnFEMI\u002fK7MDENG\u002BbPxRfiCYEXAMPLEKEY)",
           R"(wJalrXUtnFEMI\\u002fK7MDENG+bPxRfiCYEXAMPLEKEY)",  // JSON in JSON
           "wJalrXUtnFEMI&#47;K7MDENG&#x2B;bPxRfiCYEXAMPLEKEY",  // XML
           "wJalrXUtnFEMI&amp;#47;K7MDENG+bPxRfiCYEXAMPLEKEY",   // XML in XML
           "wJalrXUtnFEMI%2FK7MDENG%2bbPxRfiCYEXAMPLEKEY",       // a form's field
           "wJalrXUtnFEMI%252FK7MDENG%252BbPxRfiCYEXAMPLEKEY",   // ... in a form's field
           R"(\x77JalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY)",
       }) {
    EXPECT_EQ(struck("<" + std::string(form) + ">"), "<[redacted]>") << form;
  }
  const std::string_view quoted = R"(ab"cd&ef<gh'ij)";
  EXPECT_EQ(struck("(ab&quot;cd&amp;ef&lt;gh&apos;ij)", quoted), "([redacted])");
}

// A message may be cut short.
TEST(Redaction, RemovesPiecesOfSixteenCharactersAndMore) {
  EXPECT_EQ(struck("wJalrXUtnFEMI/K7MDENG…"), "[redacted]…");
  EXPECT_EQ(struck("…DENG+bPxRfiCYEXAMPLEKEY"), "…[redacted]");
  EXPECT_EQ(struck("wJalrXUtnFEMI/K7"), "[redacted]");
  EXPECT_EQ(struck("wJalrXUtnFEMI/K"), "wJalrXUtnFEMI/K") << "15 characters";
  EXPECT_EQ(struck("wJalrXUtnFEMI/K7-MDENG+bPxRfiCYEXA"), "[redacted]-[redacted]");
}

// Secrets of 8 to 15 characters are removed as a whole. Shorter ones are words: emulators take "test" for a key.
TEST(Redaction, ShortSecretsAreWords) {
  EXPECT_EQ(struck("not secret-8!", "secret-8"), "not [redacted]!");
  EXPECT_EQ(struck("the test failed", "test"), "the test failed");
  EXPECT_EQ(struck("secret-", "secret-8"), "secret-");
}

TEST(Redaction, SecretsThatTouchOrOverlapBecomeOneMark) {
  const std::array secrets = {std::string_view("first-secret"), std::string_view("second-secret"),
                              std::string_view("secretsecond")};
  EXPECT_EQ(redacted("<first-secretsecond-secret>", secrets), "<[redacted]>");
  EXPECT_EQ(redacted("<first-secret second-secret>", secrets), "<[redacted] [redacted]>");
}

TEST(Redaction, TheRestKeepsItsEscapedForm) {
  EXPECT_EQ(struck(R"({"message":"50 % of \"wJalrXUtnFEMI\/K7MDENG+bPxRfiCYEXAMPLEKEY\" \u00e9 \"","n":1})"),
            R"({"message":"50 % of \"[redacted]\" \u00e9 \"","n":1})");
  EXPECT_EQ(struck(R"(\ \q \u12 \uZZZZ \x % %4 %zz & &; &#; &#x; &#xZ; &unknown; &#99999999999; \)"),
            R"(\ \q \u12 \uZZZZ \x % %4 %zz & &; &#; &#x; &#xZ; &unknown; &#99999999999; \)");
}

// A secret may hold what looks like an escaped form.
TEST(Redaction, ASecretThatLooksEscapedIsFound) {
  EXPECT_EQ(struck("<abc%2Fdef%25ghi&amp;jkl>", "abc%2Fdef%25ghi&amp;jkl"), "<[redacted]>");
  EXPECT_EQ(struck(R"(<abc\ndef\\ghi>)", R"(abc\ndef\\ghi)"), "<[redacted]>");
}

TEST(Redaction, CutsATextThatIsTooLong) {
  const std::string filler(kLongestRefusal - 5, '.');
  EXPECT_EQ(struck(filler + "12345" + std::string(kKey)), filler + "12345");
  EXPECT_EQ(redacted(filler + "12345678", {}), filler + "12345") << "also without secrets";
}

// The server chooses the text: pieces that almost match, nested escapes, many openings.
TEST(Redaction, TakesLinearTime) {
  const auto repeated = [](std::string_view piece) {
    std::string text;
    while (text.size() < kLongestRefusal) text += piece;
    return text;
  };
  const std::string long_token = repeated("abcdefghijklmno/").substr(0, 8192);
  const auto begin = std::chrono::steady_clock::now();
  for (const std::string_view piece :
       {"wJalrXUtnFEMI/K", "\\\\", "%25", "&amp;", "&#", "\\u005c", "abcdefghijklmno/"}) {
    redacted(repeated(piece), std::array{kKey, std::string_view(long_token)});
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20))
      << "linear time takes some milliseconds each"
         " quadratic: minutes";
}

TEST(Redaction, CleansHeadersAndBodyOfAReply) {
  wire::Reply reply{.status = 403,
                    .headers = {{"x-amzn-ErrorType", "Denied"}, {"x-echo", std::string(kKey)}},
                    .body = "{\"message\":\"" + std::string(kKey) + "\"}"};
  redact(reply, std::array{kKey});
  EXPECT_EQ(wire::header(reply, "x-amzn-ErrorType"), "Denied");
  EXPECT_EQ(wire::header(reply, "x-echo"), "[redacted]");
  EXPECT_EQ(reply.body, R"({"message":"[redacted]"})");
}

}  // namespace
}  // namespace awscost::signing
