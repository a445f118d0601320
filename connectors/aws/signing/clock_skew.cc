#include "connectors/aws/signing/clock_skew.h"

#include <algorithm>
#include <array>

namespace awscost::signing {
namespace {

// A signature is valid for five minutes around AWS's time; the SDKs correct the clock from four minutes on.
constexpr std::chrono::minutes kTolerated{4};

// The first three mean the clock. The others mean a wrong signature, for which a wrong clock is one reason.
constexpr std::array<std::string_view, 6> kCodes = {"RequestTimeTooSkewed",      "RequestExpired",
                                                    "RequestInTheFuture",        "SignatureDoesNotMatch",
                                                    "InvalidSignatureException", "AuthFailure"};

}  // namespace

bool ClockSkew::learn(std::string_view code, std::optional<std::chrono::sys_seconds> theirs,
                      const RefusalTimes& times) {
  if (std::find(kCodes.begin(), kCodes.end(), code) == kCodes.end()) return false;
  if (!theirs || std::chrono::abs(*theirs - times.signed_at) <= kTolerated) return false;
  seconds_ = (*theirs - times.local).count();
  return true;
}

}  // namespace awscost::signing
