#include "connectors/aws/clock_skew.h"

#include <algorithm>
#include <array>
#include <string>

#include "connectors/http/date.h"

namespace awscost::aws {
namespace {

// A signature counts for five minutes around AWS's time; SDKs correct from four on.
constexpr std::chrono::minutes kTolerated{4};

// The first three say it is the clock. The others say that the signature is wrong, which a wrong clock is one reason
// for.
constexpr std::array<std::string_view, 6> kCodes = {"RequestTimeTooSkewed",      "RequestExpired",
                                                    "RequestInTheFuture",        "SignatureDoesNotMatch",
                                                    "InvalidSignatureException", "AuthFailure"};

}  // namespace

bool ClockSkew::learn(const wire::Reply& refusal, std::string_view code, std::chrono::sys_seconds local) {
  if (std::find(kCodes.begin(), kCodes.end(), code) == kCodes.end()) return false;
  const auto theirs = http::parse_date(std::string(wire::header(refusal, "date")));
  if (!theirs || std::chrono::abs(*theirs - corrected(local)) <= kTolerated) return false;
  seconds_ = (*theirs - local).count();
  return true;
}

}  // namespace awscost::aws
