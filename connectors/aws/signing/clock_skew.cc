#include "connectors/aws/signing/clock_skew.h"

#include <algorithm>
#include <array>

namespace awscost::signing {
namespace {

// A signature counts for five minutes around AWS's time; SDKs correct from four on.
constexpr std::chrono::minutes kTolerated{4};

// The first three say it is the clock. The others say that the signature is wrong, which a wrong clock is one reason
// for.
constexpr std::array<std::string_view, 6> kCodes = {"RequestTimeTooSkewed",      "RequestExpired",
                                                    "RequestInTheFuture",        "SignatureDoesNotMatch",
                                                    "InvalidSignatureException", "AuthFailure"};

}  // namespace

bool ClockSkew::learn(std::string_view code, std::optional<std::chrono::sys_seconds> theirs, const Refused& refused) {
  if (std::find(kCodes.begin(), kCodes.end(), code) == kCodes.end()) return false;
  if (!theirs || std::chrono::abs(*theirs - refused.signed_at) <= kTolerated) return false;
  seconds_ = (*theirs - refused.local).count();
  return true;
}

}  // namespace awscost::signing
