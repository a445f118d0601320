// A sender that records which questions were sent together, for the tests of several profiles.
//
//   recorder.sent  ->  {"dev+prod", "dev page 2", "dev p1+dev p2"}, one text for each send_all
//
// Example:
//
//   bool is_one_round(const Recorder& recorder) {
//     return recorder.sent.size() == 1;
//   }
#pragma once

#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "sql/error.h"
#include "tests/tables/assembly/scripted_sender.h"

namespace awscost::assembly {

inline const std::string& profile_of(const asking::Question& question) {
  return question.destination->whom.profile;
}

// Answers by a function of the question.
class Recorder : public test::StatementSender {
 public:
  using Answering = std::function<wire::Reply(const asking::Question&)>;
  explicit Recorder(Answering answering) : answering_(std::move(answering)) {}

  // Answers in reverse order, as if the first answer were slow.
  void send_all(std::span<const asking::Question> questions, const sql::Interrupted& interrupted,
                const asking::Answered& answered) override {
    if (questions.empty()) return;
    std::string together;
    for (const asking::Question& question : questions) together += (together.empty() ? "" : "+") + name_of(question);
    sent.push_back(together);
    for (std::size_t i = questions.size(); i-- > 0;) {
      if (interrupted()) {
        answered(i, asking::not_sent());
      } else if (refuses_to_send && refuses_to_send(questions[i])) {
        answered(i, {.outcome = sql::Error("over budget")});
      } else {
        answered(i, {.outcome = outcome_of(questions[i])});
        ++answers;
      }
    }
  }

  // The profiles whose credentials were checked before anything was sent, one text for each search.
  std::vector<std::string> checked() const {
    std::vector<std::string> out;
    for (const test::FixedResolver::SearchRecord& search : resolver.searches) {
      if (search.search != asking::Search::kUntilOneFails) continue;
      std::string together;
      for (const asking::Whom& whom : search.whom) together += (together.empty() ? "" : "+") + whom.profile;
      out.push_back(together);
    }
    return out;
  }

  std::vector<std::string> sent;
  int answers = 0;
  std::function<bool(const asking::Question&)> refuses_to_send;

 private:
  static std::string name_of(const asking::Question& question) {
    const asking::Whom& whom = question.destination->whom;
    std::string name = whom.profile.empty() ? "-" : whom.profile;
    if (!whom.region.empty()) name += "@" + whom.region;
    const std::string& path = question.call.path;
    if (path.starts_with("/usageplans/")) name += " " + path.substr(12, path.find('/', 12) - 12);
    if (path == "/usageplans") name += " plans";
    if (question.page > 1) name += " page " + std::to_string(question.page);
    return name;
  }

  wire::Outcome outcome_of(const asking::Question& question) const {
    try {
      return answering_(question);
    } catch (const wire::SendError& error) {
      return error;
    }
  }

  Answering answering_;
};

}  // namespace awscost::assembly
