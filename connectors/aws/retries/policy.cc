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

constexpr int kUsualAttempts = 3;
constexpr std::size_t kMostOfAValue = 40;  // quoted in a message

constexpr int kRequestTimeout = 408;
constexpr int kTooManyRequests = 429;
constexpr int kFirstServerError = 500;
constexpr std::array kServerErrors = {500, 502, 503, 504};

// The lists of the SDKs' standard mode. PriorRequestNotComplete stands in both of botocore's; the longer pause wins.
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
// The last is sts's: an identity provider did not answer it.
constexpr std::array<std::string_view, 3> kTransient = {"RequestTimeout", "RequestTimeoutException",
                                                        "IDPCommunicationError"};

constexpr milliseconds kThrottledScale{1'000};
constexpr milliseconds kTransientScale{50};
constexpr milliseconds kLongestPause{20'000};
constexpr milliseconds kMostLengthening{5'000};  // by x-amz-retry-after

constexpr int kTokens = 500;
constexpr int kThrottledCost = 5;
constexpr int kTransientCost = 14;

template <class List, class Value>
bool has(const List& list, const Value& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

// A whole number that is not negative; nothing for anything else, a date as Retry-After may be included.
std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

// What the server asks for, as far as it is followed; 0 where it asks for nothing that can be read.
milliseconds hinted(const wire::Reply& reply, milliseconds own) {
  if (const auto hint = whole_number(wire::header(reply, "x-amz-retry-after"))) {
    return std::min(milliseconds(*hint), own + kMostLengthening);
  }
  if (const auto hint = whole_number(wire::header(reply, "Retry-After"))) {
    return std::min<std::chrono::seconds>(std::chrono::seconds(*hint),
                                          std::chrono::duration_cast<std::chrono::seconds>(kLongestPause));
  }
  return milliseconds(0);
}

int cost_of(Kind kind) {
  return kind == Kind::kThrottled ? kThrottledCost : kTransientCost;
}

}  // namespace

Kind kind_of(const wire::Reply& reply) {
  if (wire::is_success(reply)) return Kind::kFinal;
  const std::string code = wire::read_error(reply).code;
  if (reply.status == kTooManyRequests || has(kThrottling, code)) return Kind::kThrottled;
  return has(kServerErrors, reply.status) || has(kTransient, code) ? Kind::kTransient : Kind::kFinal;
}

bool leaves_open(const wire::Reply& reply) {
  if (wire::is_success(reply)) return false;
  if (!wire::read_error(reply).is_from_aws) return true;
  const Kind kind = kind_of(reply);
  return kind == Kind::kTransient ||
         (kind == Kind::kFinal && (reply.status == kRequestTimeout || reply.status >= kFirstServerError));
}

Kind kind_of(const wire::SendError& error, bool free_of_charge) {
  switch (error.cause()) {
    case wire::SendError::Cause::kStays:
      return Kind::kFinal;
    case wire::SendError::Cause::kNotReached:
    case wire::SendError::Cause::kBroken:
      return Kind::kTransient;
    case wire::SendError::Cause::kTimeout:
      return free_of_charge ? Kind::kTransient : Kind::kFinal;
  }
  return Kind::kFinal;
}

milliseconds pause(Kind kind, int attempt, double random, const wire::Reply* reply) {
  const milliseconds scale = kind == Kind::kThrottled ? kThrottledScale : kTransientScale;
  // As a double: with many attempts the power outgrows every integer.
  const double longest =
      std::min(std::ldexp(static_cast<double>(scale.count()), attempt - 1), static_cast<double>(kLongestPause.count()));
  const milliseconds own(static_cast<std::int64_t>(random * longest));
  return reply == nullptr ? own : std::max(own, hinted(*reply, own));
}

int max_attempts(std::string_view text) {
  if (text.empty()) return kUsualAttempts;
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc() && end == text.data() + text.size() && number >= 1) return number;
  throw wire::SendError("AWS_MAX_ATTEMPTS (max_attempts of the profile) is '" + text::displayable(text, kMostOfAValue) +
                            "', which is no number of attempts. Nothing was sent. Write a whole number from 1, which "
                            "sends nothing twice, or leave it out: then there are " +
                            std::to_string(kUsualAttempts) + ".",
                        false);
}

bool Quota::take(std::string_view service, Kind kind) {
  const std::lock_guard lock(mutex_);
  int& left = left_.try_emplace(std::string(service), kTokens).first->second;
  if (left < cost_of(kind)) return false;
  left -= cost_of(kind);
  return true;
}

void Quota::succeeded(std::string_view service, Kind last) {
  const std::lock_guard lock(mutex_);
  int& left = left_.try_emplace(std::string(service), kTokens).first->second;
  left = std::min(kTokens, left + (last == Kind::kFinal ? 1 : cost_of(last)));
}

}  // namespace awscost::retries
