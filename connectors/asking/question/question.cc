#include "connectors/asking/question/question.h"

#include <boost/json.hpp>
#include <optional>
#include <utility>

namespace awscost::asking {

Answer Sender::send(const Question& question, const sql::Interrupted& interrupted) {
  std::optional<Answer> answer;
  send_all({&question, 1}, interrupted, [&answer](std::size_t, Answer only) { answer = std::move(only); });
  return std::move(answer).value();
}

std::string label(const Question& question) {
  std::string text = question.call.service + ":" + question.call.operation;
  if (question.page > 1) text += " page " + std::to_string(question.page);
  if (question.attempt > 1) text += " attempt " + std::to_string(question.attempt);
  const std::string& profile = question.destination->profile;
  return profile.empty() ? text : text + " profile " + profile;
}

std::string request_text(const Question& question) {
  namespace json = boost::json;
  const wire::Call& call = question.call;
  if (!call.body.empty()) return call.body;
  json::array query;
  for (const auto& [name, value] : call.query) query.push_back({name, value});
  json::object request{{"path", call.path}, {"query", std::move(query)}};
  const std::string& region = question.destination->whom.region;
  if (!region.empty()) request["region"] = region;
  return json::serialize(request);
}

Answer not_sent() {
  return {.outcome = sql::InterruptError(false)};
}

}  // namespace awscost::asking
