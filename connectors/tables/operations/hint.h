// What an error says after AWS's own words when AWS refuses a request.
//
// A hint stands where its fact belongs: in the declaration of an operation, in the Service for all its operations, or
// below for all of AWS. The first hint that fits is shown, in this order.
// Source of the codes: the service models, and the common errors of AWS services.
//
// Example:
//
//   constexpr Hint kTooOld{.code = "ValidationException", .words = "14 months", .text = "AWS keeps 13 months."};
#pragma once

#include <array>
#include <string_view>

namespace awscost {

struct Hint {
  std::string_view code = {};   // of the error
  std::string_view words = {};  // that its message holds, in lower case; empty: any message
  // Sentences. {iam} stands for the operation's IAM action, {from} for where the credentials came from, in brackets.
  std::string_view text = {};
};

namespace check {

constexpr void hint_text(const Hint& hint) {
  for (const char c : hint.words) {
    if (c >= 'A' && c <= 'Z') throw "a hint's words are compared in lower case";
  }
  if (hint.code.empty()) throw "a hint names the code of an error";
  if (!hint.text.ends_with('.')) throw "a hint is a sentence";
}

}  // namespace check

namespace hints {

inline constexpr std::string_view kBillingPolicy =
    "The policy of these credentials{from} must allow {iam}, and the account must give IAM users access to billing.";
inline constexpr std::string_view kNewKeys =
    "AWS does not, or no longer, accept these credentials{from}: sign in anew (`aws sso login`, `aws login`), or write "
    "new keys where they come from: the file, or AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, for temporary keys, "
    "AWS_SESSION_TOKEN.";
inline constexpr std::string_view kRegion =
    "Requests to a custom endpoint are signed for the region in force: set AWS_REGION to the one it expects.";
inline constexpr std::string_view kSignature = "Check the secret key and the clock of this machine.";
inline constexpr std::string_view kRate =
    "AWS wants fewer requests a second: wait a moment and run the statement again.";

}  // namespace hints

inline constexpr std::array kAwsHints{
    Hint{.code = "AccessDeniedException", .text = hints::kBillingPolicy},
    Hint{.code = "AccessDenied", .text = hints::kBillingPolicy},
    Hint{.code = "UnrecognizedClientException", .text = hints::kNewKeys},
    Hint{.code = "InvalidClientTokenId", .text = hints::kNewKeys},
    Hint{.code = "ExpiredTokenException", .text = hints::kNewKeys},
    Hint{.code = "ExpiredToken", .text = hints::kNewKeys},
    Hint{.code = "InvalidSignatureException", .words = "region", .text = hints::kRegion},
    Hint{.code = "InvalidSignatureException", .text = hints::kSignature},
    Hint{.code = "SignatureDoesNotMatch", .text = hints::kSignature},
    Hint{.code = "LimitExceededException", .text = hints::kRate},
    Hint{.code = "ThrottlingException", .text = hints::kRate},
    Hint{.code = "TooManyRequestsException", .text = hints::kRate},
};

}  // namespace awscost
