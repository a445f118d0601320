// Senders for tests that answer by a function or from a list and record their questions, with a statement over them.
//
// Example:
//
//   std::string first_body(const asking::Question& question) {
//     ScriptedSender sender(std::vector<wire::Reply>{answer("{}")});
//     sender.statement().send(question, {});
//     return sender.calls.front().body;
//   }
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "connectors/asking/kept/kept_answers.h"
#include "connectors/asking/question/question.h"
#include "connectors/asking/statement/statement.h"
#include "connectors/wire/call.h"
#include "tests/asking/support/destined.h"

namespace awscost::test {

wire::Reply answer(std::string body);  // status 200
wire::Reply refusal(int status, std::string body);

// A sender with a statement over it; every destination resolves at once.
class StatementSender : public asking::Sender {
  Nobody nobody_;

 public:
  StatementSender() { begin_statement(); }

  asking::Statement& statement() { return *statement_; }
  // Ends the statement before, whose rows must be gone.
  asking::Statement& begin_statement();

  FixedResolver resolver{nobody_};
  kept::KeptAnswers* kept = nullptr;  // of the statements that begin from now on; replies are kept there

 private:
  std::unique_ptr<asking::Statement> statement_;
};

// Answers one question after the other by a function; what that throws becomes the outcome.
class AnsweringSender : public StatementSender {
 public:
  using Answering = std::function<wire::Reply(const asking::Question&)>;
  explicit AnsweringSender(Answering answering) : answering_(std::move(answering)) {}

  void send_all(std::span<const asking::Question> questions, const sql::Interrupted& interrupted,
                const asking::Answered& answered) override;

  std::vector<asking::Question> questions;
  std::vector<wire::Call> calls;  // of these questions

 private:
  Answering answering_;
};

// The answer to the nth question has row n.
class ScriptedSender : public AnsweringSender {
 public:
  // One step for each question; a further question throws, which fails the test.
  using Step = std::function<wire::Reply()>;

  explicit ScriptedSender(std::vector<wire::Reply> replies);
  explicit ScriptedSender(std::vector<Step> steps);
};

}  // namespace awscost::test
