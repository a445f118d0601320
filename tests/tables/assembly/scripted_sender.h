// What stands below a statement in tests: senders that answer by a function or from a list and remember what they were
// asked, and the statement over them.
//
//   ScriptedSender sender({answer("…"), throttled});
//   source.open(scan, sender.statement());
//   EXPECT_EQ(sender.calls.size(), 2u);
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "connectors/asking/question/question.h"
#include "connectors/asking/statement/statement.h"
#include "connectors/wire/call.h"
#include "tests/asking/support/destined.h"

namespace awscost::test {

wire::Reply answer(std::string body);  // status 200
wire::Reply refusal(int status, std::string body);

// A sender with a statement over it, which finds whom it asks at once.
class StatementSender : public asking::Sender {
  Nobody nobody_;

 public:
  StatementSender() { begin_statement(); }

  asking::Statement& statement() { return *statement_; }
  // The one before ends: its rows must be gone.
  asking::Statement& begin_statement();

  FixedResolver resolver{nobody_};

 private:
  std::unique_ptr<asking::Statement> statement_;
};

// Answers one question after the other by a function; what it throws becomes the outcome.
class AnsweringSender : public StatementSender {
 public:
  using Answering = std::function<wire::Reply(const asking::Question&)>;
  explicit AnsweringSender(Answering answering) : answering_(std::move(answering)) {}

  void send_all(std::span<const asking::Question> questions, const sql::Interrupted& interrupted,
                const asking::Answered& answered) override;

  std::vector<asking::Question> questions;
  std::vector<wire::Call> calls;  // of these

 private:
  Answering answering_;
};

// The answer to the nth question has row n.
class ScriptedSender : public AnsweringSender {
 public:
  // One step a question; a question beyond the last fails the test by an exception.
  using Step = std::function<wire::Reply()>;

  explicit ScriptedSender(std::vector<wire::Reply> replies);
  explicit ScriptedSender(std::vector<Step> steps);
};

}  // namespace awscost::test
