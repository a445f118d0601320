#include "connectors/asking/check/caller_identity.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "connectors/wire/error.h"
#include "connectors/wire/query_xml.h"
#include "sql/error.h"
#include "sql/text/displayable.h"
#include "sql/text/words.h"

namespace awscost::check {
namespace {

constexpr std::size_t kMost = 2048;  // bytes of an ARN, and of AWS's words
constexpr std::string_view kForeign = " Check AWS_ENDPOINT_URL_STS, AWS_ENDPOINT_URL and any proxy on the way.";

std::string_view cure(std::string_view code) {
  struct Cure {
    std::string_view code;
    std::string_view words;
  };
  constexpr std::string_view kClock =
      " Set this computer's clock by network time; if it is right, the secret key does not belong to the access key.";
  constexpr std::string_view kSignIn = " The session has ended: sign in again, as by aws sso login.";
  constexpr std::array<Cure, 6> kCures = {
      {{"InvalidClientTokenId",
        " AWS does not know these keys: they are mistyped, deactivated, of another partition, or lack their session "
        "token. Write valid ones where the credentials come from (the line credentials)."},
       {"SignatureDoesNotMatch", kClock},
       {"RequestExpired", kClock},
       {"ExpiredToken", kSignIn},
       {"ExpiredTokenException", kSignIn},
       {"RegionDisabledException", " Set AWS_REGION to a Region in which STS is active, such as us-east-1."}}};
  const auto* known = std::find_if(kCures.begin(), kCures.end(), [&](const Cure& each) { return each.code == code; });
  return known == kCures.end() ? std::string_view() : known->words;
}

}  // namespace

wire::Call caller_identity_call() {
  return {.service = "sts",
          .operation = "GetCallerIdentity",
          .headers = {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}},
          .body = "Action=GetCallerIdentity&Version=2011-06-15"};
}

CallerIdentity read_caller_identity(const wire::Reply& reply) {
  const auto member = [&](std::string_view name) {
    return text::displayable(
        wire::query_text(reply.body, {"GetCallerIdentityResponse", "GetCallerIdentityResult", name}), kMost);
  };
  CallerIdentity identity{.account = member("Account"), .arn = member("Arn")};
  if (identity.account.empty() || identity.arn.empty()) {
    throw sql::Error("What answered sts:GetCallerIdentity is not STS: its answer names no account." +
                     std::string(kForeign));
  }
  return identity;
}

std::string refusal_of_caller(const wire::Reply& reply) {
  const wire::AwsError error = wire::read_error(reply);
  const std::string start = "STS refused sts:GetCallerIdentity (HTTP " + std::to_string(reply.status);
  if (!error.is_from_aws) return start + ", and the answer has no error code)." + std::string(kForeign);
  const std::string words = error.message.empty() ? "STS gave no reason" : error.message;
  return text::with_full_stop(start + ", " + text::displayable(error.code, kMost) +
                              "): " + text::displayable(words, kMost)) +
         std::string(cure(error.code));
}

}  // namespace awscost::check
