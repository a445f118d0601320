#include "connectors/tables/bill_scenarios/sender.h"

#include <utility>

#include "connectors/aws/retries/policy.h"
#include "connectors/tables/bill_scenarios/answer.h"
#include "connectors/wire/error.h"
#include "sql/error.h"
#include "sql/text/displayable.h"

namespace awscost::bill_scenarios {
namespace {

constexpr std::size_t kMostWords = 300;

const std::string kUntold = "No answer that tells what was applied came";

// "ConflictException: it is LOCKED."
std::string sentence(const std::string& code, const std::string& message) {
  std::string words = text::displayable(code + (code.empty() || message.empty() ? "" : ": ") + message, kMostWords);
  if (!words.ends_with('.') && !words.ends_with("…")) words += '.';
  return words;
}

LineResult told_by(const wire::Reply& reply, const wire::AwsError& error) {
  if (error.is_from_aws) {
    return {.error_code = error.code, .error_message = error.message, .request_id = error.request_id};
  }
  return {.error_message =
              sentence("HTTP status " + std::to_string(reply.status) + " without an AWS error code", error.message),
          .request_id = error.request_id};
}

// " to 3 attempts", " to the request of profile 'prod'"; empty where there is nothing to tell.
std::string to_what(const Batch& batch, int attempts) {
  const std::string whose = of_profile(batch.first());
  if (attempts > 1) return " to " + std::to_string(attempts) + " attempts" + whose;
  return whose.empty() ? "" : " to the request" + whose;
}

std::vector<LineResult> all_lines(const Batch& batch, const LineResult& result) {
  return std::vector<LineResult>(batch.lines.size(), result);
}

}  // namespace

Sender::Sender(wire::Connector& connector, const sql::Interrupted& interrupted)
    : connector_(connector), asked_to_stop_(interrupted) {}

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
  Attempts so_far{.call = batch.call()};
  std::vector<LineResult> results = attempt(batch, so_far);
  if (results.empty()) results = attempt(batch, so_far);
  if (results.empty()) results = given_up(batch, so_far, untold(batch, so_far));
  return results;
}

// Without results where the same bytes may still get an answer.
std::vector<LineResult> Sender::attempt(const Batch& batch, Attempts& so_far) {
  try {
    const wire::Reply reply = connector_.send(so_far.call, asked_to_stop_);
    so_far.call.attempt = reply.attempts + 1;
    so_far.call.request = reply.request;
    so_far.lost = so_far.lost || reply.unsettled;
    if (!wire::is_success(reply)) return refused(batch, reply, so_far);
    if (auto results = read_answer(batch, reply, so_far.lost)) return *std::move(results);
    so_far.lost = true;
    so_far.last = {.error_message = "The answer (HTTP status " + std::to_string(reply.status) +
                                    ") is not what AWS answers to a batch of changes.",
                   .request_id = wire::request_id(reply)};
    return {};
  } catch (const wire::SendError& error) {
    so_far.lost = so_far.lost || error.maybe_charged() || error.unsettled();
    so_far.last = {.error_message = error.what()};
    return given_up(batch, so_far, (so_far.lost ? kUntold + to_what(batch, 1) + ": " : "") + error.what());
  } catch (const sql::InterruptError& error) {
    so_far.lost = so_far.lost || error.maybe_charged();
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
  if (retries::leaves_open(reply)) {
    so_far.lost = true;
    if (retries::classify(reply) == retries::RetryReason::kNone) return {};  // the connector did not send it again
    return given_up(batch, so_far, untold(batch, so_far));
  }
  const std::string after = reply.attempts > 1 ? " after " + std::to_string(reply.attempts) + " attempts" : "";
  return given_up(
      batch, so_far,
      "AWS refused a whole request" + of_profile(batch.first()) + after + ": " + sentence(error.code, error.message));
}

// "No answer that tells what was applied came to 3 attempts: …"
std::string Sender::untold(const Batch& batch, const Attempts& so_far) {
  return kUntold + to_what(batch, so_far.call.attempt - 1) + ": " +
         sentence(so_far.last.error_code, so_far.last.error_message);
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

}  // namespace awscost::bill_scenarios
