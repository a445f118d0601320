#include "connectors/aws/retries/policy.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "connectors/wire/error.h"
#include "sql/text/displayable.h"

namespace awscost::retries {
namespace {

using std::chrono::milliseconds;

constexpr int kDefaultAttempts = 3;
constexpr std::size_t kLongestQuote = 40;

constexpr int kRequestTimeout = 408;
constexpr int kTooManyRequests = 429;
constexpr int kFirstServerError = 500;
constexpr std::array kServerErrors = {500, 502, 503, 504};

// The SDKs' lists. PriorRequestNotComplete stands in both of botocore's; throttling has the longer backoff.
constexpr std::array<std::string_view, 14> kThrottling = {"Throttling",
                                                          "ThrottlingException",
                                                          "ThrottledException",
                                                          "RequestThrottledException",
                                                          "RequestThrottled",
                                                          "TooManyRequestsException",
                                                          "ProvisionedThroughputExceededException",
                                                          "TransactionInProgressException",
                                                          "RequestLimitExceeded",
                                                          "BandwidthLimitExceeded",
                                                          "LimitExceededException",
                                                          "SlowDown",
                                                          "PriorRequestNotComplete",
                                                          "EC2ThrottledException"};
// STS answers IDPCommunicationError where it did not reach the identity provider of a web identity.
constexpr std::array<std::string_view, 3> kTransient = {"RequestTimeout", "RequestTimeoutException",
                                                        "IDPCommunicationError"};

constexpr milliseconds kThrottlingScale{1'000};
constexpr milliseconds kTransientScale{50};
constexpr milliseconds kLongestDelay{20'000};
constexpr milliseconds kMostLengthening{5'000};  // by x-amz-retry-after

template <class List, class Value>
bool has(const List& list, const Value& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

// A whole number from 0. Nothing for any other text; Retry-After may be a date.
std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

// The delay that the server asks for, within its bounds; 0 where it asks for none. `own`: the backoff without a hint.
milliseconds hinted(const wire::Reply& reply, milliseconds own) {
  if (const auto hint = whole_number(wire::header(reply, "x-amz-retry-after"))) {
    return std::min(milliseconds(*hint), own + kMostLengthening);
  }
  if (const auto hint = whole_number(wire::header(reply, "Retry-After"))) {
    return std::min<std::chrono::seconds>(std::chrono::seconds(*hint),
                                          std::chrono::duration_cast<std::chrono::seconds>(kLongestDelay));
  }
  return milliseconds(0);
}

}  // namespace

RetryReason classify(const wire::Reply& reply) {
  if (wire::is_success(reply)) return RetryReason::kNone;
  const std::string code = wire::read_error(reply).code;
  if (reply.status == kTooManyRequests || has(kThrottling, code)) return RetryReason::kThrottling;
  return has(kServerErrors, reply.status) || has(kTransient, code) ? RetryReason::kTransient : RetryReason::kNone;
}

bool leaves_open(const wire::Reply& reply) {
  if (wire::is_success(reply)) return false;
  if (wire::is_accepted(reply)) return true;
  if (!wire::read_error(reply).is_from_aws) return true;
  const RetryReason reason = classify(reply);
  return reason == RetryReason::kTransient ||
         (reason == RetryReason::kNone && (reply.status == kRequestTimeout || reply.status >= kFirstServerError));
}

RetryReason classify(const wire::SendError& error, bool free_of_charge) {
  switch (error.cause()) {
    case wire::SendError::Cause::kStays:
      return RetryReason::kNone;
    case wire::SendError::Cause::kNotReached:
    case wire::SendError::Cause::kBroken:
      return RetryReason::kTransient;
    case wire::SendError::Cause::kTimeout:
      return free_of_charge ? RetryReason::kTransient : RetryReason::kNone;
  }
  return RetryReason::kNone;
}

milliseconds backoff(RetryReason reason, int attempt, double random, const wire::Reply* reply) {
  const milliseconds scale = reason == RetryReason::kThrottling ? kThrottlingScale : kTransientScale;
  // A double, since with many attempts the power exceeds every integer.
  const double longest =
      std::min(std::ldexp(static_cast<double>(scale.count()), attempt - 1), static_cast<double>(kLongestDelay.count()));
  const milliseconds own(static_cast<std::int64_t>(random * longest));
  return reply == nullptr ? own : std::max(own, hinted(*reply, own));
}

int max_attempts(std::string_view text) {
  if (text.empty()) return kDefaultAttempts;
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc() && end == text.data() + text.size() && number >= 1) return number;
  throw wire::SendError("AWS_MAX_ATTEMPTS (max_attempts of the profile) is '" + text::displayable(text, kLongestQuote) +
                            "', which is not a number of attempts. Nothing was sent. Write a whole number from 1 (no "
                            "retries), or remove it for the default, " +
                            std::to_string(kDefaultAttempts) + ".",
                        false);
}

}  // namespace awscost::retries
