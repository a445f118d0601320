#include "connectors/writes/sender.h"

#include <algorithm>
#include <array>
#include <utility>

#include "connectors/wire/error.h"
#include "connectors/writes/answer.h"
#include "sql/displayable.h"
#include "sql/error.h"

namespace awscost::writes {
namespace {

using namespace std::chrono_literals;

constexpr int kMostAttempts = 3;
constexpr std::chrono::milliseconds kFirstDelay = 1s;
constexpr std::chrono::milliseconds kStep = 100ms;

constexpr int kRequestTimeout = 408;
constexpr int kTooManyRequests = 429;
constexpr int kFirstServerError = 500;

constexpr std::size_t kMostWords = 300;

// AWS has looked at the request and put it off: nothing was changed (aws-sdk "standard" retry mode).
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
constexpr std::array<std::string_view, 2> kTimeouts = {"RequestTimeout", "RequestTimeoutException"};

template <class List>
bool has(const List& list, std::string_view code) {
  return std::find(list.begin(), list.end(), code) != list.end();
}

bool is_success(int status) {
  return status >= 200 && status <= 299;
}

// "ConflictException: it is LOCKED."
std::string sentence(const std::string& code, const std::string& message) {
  std::string words = sql::displayable(code + (code.empty() || message.empty() ? "" : ": ") + message, kMostWords);
  if (!words.ends_with('.') && !words.ends_with("…")) words += '.';
  return words;
}

// AWS gives every error of its own a code; what has none comes from a proxy, a gateway or a captive portal on the way,
// perhaps after the request was passed on. wire::read_error puts the status where it found no code.
bool is_from_aws(const wire::Reply& reply, const wire::AwsError& error) {
  return error.code != std::to_string(reply.status);
}

LineResult told_by(const wire::Reply& reply, const wire::AwsError& error) {
  if (is_from_aws(reply, error)) {
    return {.error_code = error.code, .error_message = error.message, .request_id = error.request_id};
  }
  return {.error_message = sentence("HTTP status " + error.code + " without an AWS error code", error.message),
          .request_id = error.request_id};
}

std::vector<LineResult> all_lines(const Batch& batch, const LineResult& result) {
  return std::vector<LineResult>(batch.lines.size(), result);
}

}  // namespace

Sender::Sender(wire::Connector& connector, const Sleep& sleep, const sql::Interrupted& interrupted)
    : connector_(connector), sleep_(sleep), asked_to_stop_(interrupted) {}

void Sender::stop(std::string reason) {
  stopped_ = true;
  reason_ = std::move(reason);
}

std::vector<LineResult> Sender::send(const Batch& batch) {
  if (!stopped_ && asked_to_stop_()) {
    interrupted_ = true;
    stop("The statement was interrupted.");
  }
  if (stopped_) return all_lines(batch, {.error_message = reason_});
  return send_until_answered(batch);
}

std::string Sender::exhausted(const Attempts& so_far) {
  const std::string attempts = std::to_string(kMostAttempts) + " attempts";
  return (so_far.lost ? "No answer that tells what was applied came to " : "AWS put off all ") + attempts + ": " +
         sentence(so_far.last.error_code, so_far.last.error_message);
}

// An attempt without results may be repeated.
std::vector<LineResult> Sender::send_until_answered(const Batch& batch) {
  Attempts so_far;
  for (int attempt_number = 1;; ++attempt_number) {
    std::vector<LineResult> results = attempt(batch, so_far);
    if (!results.empty()) return results;
    if (attempt_number == kMostAttempts) return given_up(batch, so_far, exhausted(so_far));
    if (!wait(attempt_number * kFirstDelay)) {
      interrupted_ = true;
      return given_up(batch, so_far, "The statement was interrupted.");
    }
  }
}

std::vector<LineResult> Sender::attempt(const Batch& batch, Attempts& so_far) {
  try {
    const wire::Reply reply = connector_.send(batch.call(), asked_to_stop_);
    if (!is_success(reply.status)) return refused(batch, reply, so_far);
    if (auto results = read_answer(batch, reply, so_far.lost)) return *std::move(results);
    so_far.lost = true;
    so_far.last = {.error_message = "The answer (HTTP status " + std::to_string(reply.status) +
                                    ") is not what AWS answers to a batch of changes.",
                   .request_id = wire::request_id(reply)};
    return {};
  } catch (const wire::SendError& error) {
    so_far.last = {.error_message = error.what()};
    if (!error.maybe_charged()) return given_up(batch, so_far, error.what());
    so_far.lost = true;
    return {};
  } catch (const wire::InterruptError& error) {
    so_far.lost = so_far.lost || error.maybe_charged();
    interrupted_ = true;
  } catch (const sql::InterruptError&) {
    so_far.lost = true;
    interrupted_ = true;
  } catch (const sql::Error& error) {  // budget or max_requests: nothing was sent
    so_far.last = {.error_message = error.what()};
    return given_up(batch, so_far, error.what());
  } catch (const std::exception& error) {  // no promise how far it got
    so_far.lost = true;
    so_far.last = {.error_message = error.what()};
    return given_up(batch, so_far, error.what());
  }
  return given_up(batch, so_far, "The statement was interrupted.");
}

// AWS refuses the request as a whole. After an attempt that was lost nobody knows what that one did: the state that AWS
// now judges by may be its work.
std::vector<LineResult> Sender::refused(const Batch& batch, const wire::Reply& reply, Attempts& so_far) {
  const wire::AwsError error = wire::read_error(reply);
  so_far.last = told_by(reply, error);
  const bool from_aws = is_from_aws(reply, error);
  if (from_aws && (reply.status == kTooManyRequests || has(kThrottling, error.code))) return {};
  if (!from_aws || reply.status == kRequestTimeout || reply.status >= kFirstServerError || has(kTimeouts, error.code)) {
    so_far.lost = true;
    return {};
  }
  return given_up(batch, so_far, "AWS refused a whole request: " + sentence(error.code, error.message));
}

std::vector<LineResult> Sender::given_up(const Batch& batch, const Attempts& so_far, std::string reason) {
  LineResult result = so_far.last;
  if (so_far.lost) {
    result.outcome = Outcome::kUnknown;
  } else {
    result.outcome = result.error_code.empty() ? Outcome::kNotSent : Outcome::kRefused;
    result.of_request = result.outcome == Outcome::kRefused;
  }
  stop(std::move(reason));
  return all_lines(batch, result);
}

// In short steps, so that Ctrl-C is noticed. False where it was.
bool Sender::wait(std::chrono::milliseconds time) {
  for (; time > 0ms; time -= kStep) {
    if (asked_to_stop_()) return false;
    sleep_(std::min(time, kStep));
  }
  return !asked_to_stop_();
}

}  // namespace awscost::writes
