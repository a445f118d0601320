#include "tests/tables/assembly/scripted_sender.h"

#include <stdexcept>

#include "connectors/asking/question/reporter.h"

namespace awscost::test {
namespace {

std::vector<ScriptedSender::Step> steps_of(std::vector<wire::Reply> replies) {
  std::vector<ScriptedSender::Step> steps;
  for (wire::Reply& reply : replies) steps.emplace_back([reply = std::move(reply)] { return reply; });
  return steps;
}

}  // namespace

wire::Reply answer(std::string body) {
  wire::Reply reply;
  reply.status = 200;
  reply.headers = {{"x-amzn-RequestId", "id-1"}};
  reply.body = std::move(body);
  return reply;
}

wire::Reply refusal(int status, std::string body) {
  wire::Reply reply = answer(std::move(body));
  reply.status = status;
  return reply;
}

asking::Statement& StatementSender::begin_statement() {
  statement_ = std::make_unique<asking::Statement>(
      asking::Statement::Options{.sender = *this, .resolver = resolver, .kept = kept});
  return *statement_;
}

void AnsweringSender::send_all(std::span<const asking::Question> asked, const sql::Interrupted& interrupted,
                               const asking::Answered& answered) {
  asking::Reporter reporter(answered, interrupted);
  bool stopped = false;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    stopped = stopped || reporter.wants_to_stop();
    asking::Answer answer = asking::not_sent();
    if (!stopped) {
      questions.push_back(asked[i]);
      calls.push_back(asked[i].call);
      answer.row = questions.size();
      try {
        answer.outcome = answering_(asked[i]);
        if (kept != nullptr && asked[i].may_be_kept) {
          answer.kept_as = kept->keep(asked[i], *wire::reply_of(answer.outcome));
        }
      } catch (...) {
        answer.outcome = wire::caught();
      }
    }
    stopped = stopped || wire::is_interrupt(answer.outcome);
    reporter.report(i, std::move(answer));
  }
  reporter.end();
}

ScriptedSender::ScriptedSender(std::vector<wire::Reply> replies) : ScriptedSender(steps_of(std::move(replies))) {}

ScriptedSender::ScriptedSender(std::vector<Step> steps)
    : AnsweringSender([this, steps = std::move(steps)](const asking::Question& question) {
        if (questions.size() > steps.size()) {
          throw std::logic_error("a request that the script does not expect: " + question.call.body);
        }
        return steps[questions.size() - 1]();
      }) {}

}  // namespace awscost::test
