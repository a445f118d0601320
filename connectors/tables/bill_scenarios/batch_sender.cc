#include "connectors/tables/bill_scenarios/batch_sender.h"

#include <memory>
#include <utility>
#include <variant>

#include "connectors/aws/retries/policy.h"
#include "connectors/tables/bill_scenarios/answer.h"
#include "connectors/wire/error.h"
#include "sql/text/displayable.h"
#include "sql/text/words.h"

namespace awscost::bill_scenarios {
namespace {

constexpr std::size_t kMostWords = 300;

const std::string kUntold = "No conclusive answer came";

// "ConflictException: it is LOCKED."
std::string sentence(const std::string& code, const std::string& message) {
  return text::with_full_stop(
      text::displayable(code + (code.empty() || message.empty() ? "" : ": ") + message, kMostWords));
}

LineResult told_by(const wire::Reply& reply, const wire::AwsError& error) {
  if (error.is_from_aws) {
    return {.error_code = error.code, .error_message = error.message, .request_id = error.request_id};
  }
  return {.error_message =
              sentence("HTTP status " + std::to_string(reply.status) + " without an AWS error code", error.message),
          .request_id = error.request_id};
}

// " to 3 attempts", " to the request of profile 'prod'"; empty for one attempt without a profile.
std::string to_what(const Batch& batch, int attempts) {
  const std::string whose = of_profile(batch.first());
  if (attempts > 1) return " to " + std::to_string(attempts) + " attempts" + whose;
  return whose.empty() ? "" : " to the request" + whose;
}

std::vector<LineResult> all_lines(const Batch& batch, const LineResult& result) {
  return std::vector<LineResult>(batch.lines.size(), result);
}

}  // namespace

BatchSender::BatchSender(asking::Statement& statement, const asking::Limits& limits,
                         const sql::Interrupted& interrupted)
    : statement_(statement), limits_(limits), asked_to_stop_(interrupted) {}

void BatchSender::stop(std::string reason) {
  stopped_ = true;
  reason_ = std::move(reason);
}

std::vector<LineResult> BatchSender::send(const Batch& batch) {
  if (!stopped_ && asked_to_stop_()) {
    interrupted_ = true;
    stop("The statement was interrupted.");
  }
  if (stopped_) return all_lines(batch, {.error_message = reason_});
  Attempts so_far{.question = question_of(batch)};
  std::vector<LineResult> results = attempt(batch, so_far);
  if (results.empty()) results = attempt(batch, so_far);
  if (results.empty()) results = given_up(batch, so_far, untold(batch, so_far));
  return results;
}

asking::Question BatchSender::question_of(const Batch& batch) const {
  auto destination = std::make_shared<asking::Destination>(*batch.first().destination);
  destination->limits = limits_;
  return {.destination = std::move(destination), .call = batch.call()};
}

// Empty where repeating the same bytes may still get an answer.
std::vector<LineResult> BatchSender::attempt(const Batch& batch, Attempts& so_far) {
  const asking::Answer answer = statement_.send_anew(so_far.question, asked_to_stop_);
  so_far.question.attempt = answer.attempts + 1;
  so_far.question.row = answer.row;
  so_far.lost = so_far.lost || answer.unsettled;
  const wire::Reply* reply = wire::reply_of(answer.outcome);
  return reply == nullptr ? failed(batch, answer.outcome, so_far) : answered(batch, *reply, so_far);
}

std::vector<LineResult> BatchSender::answered(const Batch& batch, const wire::Reply& reply, Attempts& so_far) {
  if (!wire::is_success(reply)) return refused(batch, reply, so_far);
  if (auto results = read_answer(batch, reply, so_far.lost)) return *std::move(results);
  so_far.lost = true;
  so_far.last = {.error_message = "The answer (HTTP status " + std::to_string(reply.status) +
                                  ") is not AWS's answer to a batch of changes.",
                 .request_id = wire::request_id(reply)};
  return {};
}

std::vector<LineResult> BatchSender::failed(const Batch& batch, const wire::Outcome& outcome, Attempts& so_far) {
  so_far.lost = so_far.lost || wire::maybe_charged(outcome);
  if (wire::is_interrupt(outcome)) {
    interrupted_ = true;
    return given_up(batch, so_far, "The statement was interrupted.");
  }
  const std::string words = wire::words_of(outcome);
  so_far.last = {.error_message = words};
  const bool unanswered = so_far.lost && std::holds_alternative<wire::SendError>(outcome);
  return given_up(batch, so_far, (unanswered ? kUntold + to_what(batch, 1) + ": " : "") + words);
}

// AWS refused the whole request. If an earlier attempt was lost, the lines are unknown: that attempt may have caused
// the refusal.
std::vector<LineResult> BatchSender::refused(const Batch& batch, const wire::Reply& reply, Attempts& so_far) {
  const wire::AwsError error = wire::read_error(reply);
  so_far.last = told_by(reply, error);
  if (retries::leaves_open(reply)) {
    so_far.lost = true;
    if (retries::classify(reply) == retries::RetryReason::kNone) return {};  // the statement did not send it again
    return given_up(batch, so_far, untold(batch, so_far));
  }
  const int attempts = so_far.question.attempt - 1;
  const std::string after = attempts > 1 ? " after " + std::to_string(attempts) + " attempts" : "";
  return given_up(
      batch, so_far,
      "AWS refused a whole request" + of_profile(batch.first()) + after + ": " + sentence(error.code, error.message));
}

// "No conclusive answer came to 3 attempts: ..."
std::string BatchSender::untold(const Batch& batch, const Attempts& so_far) {
  return kUntold + to_what(batch, so_far.question.attempt - 1) + ": " +
         sentence(so_far.last.error_code, so_far.last.error_message);
}

std::vector<LineResult> BatchSender::given_up(const Batch& batch, const Attempts& so_far, std::string reason) {
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
