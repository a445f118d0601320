#include "connectors/asking/question/question.h"

#include <algorithm>
#include <boost/json.hpp>
#include <optional>
#include <utility>

namespace awscost::asking {
namespace {

bool is_form(const wire::Call& call) {
  return std::any_of(call.headers.begin(), call.headers.end(), [](const wire::Header& header) {
    return header.value.starts_with("application/x-www-form-urlencoded");
  });
}

// The names and values of our forms hold nothing that is percent-encoded.
std::string form_as_json(std::string_view form) {
  boost::json::object members;
  while (!form.empty()) {
    const std::string_view member = form.substr(0, form.find('&'));
    form.remove_prefix(std::min(member.size() + 1, form.size()));
    const std::size_t equals = std::min(member.find('='), member.size());
    members[member.substr(0, equals)] = member.substr(std::min(equals + 1, member.size()));
  }
  return boost::json::serialize(members);
}

}  // namespace

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
  const wire::Call& call = question.call;
  if (is_form(call)) return form_as_json(call.body);
  if (!call.body.empty()) return call.body;
  boost::json::array query;
  for (const auto& [name, value] : call.query) query.push_back({name, value});
  boost::json::object request{{"path", call.path}, {"query", std::move(query)}};
  const std::string& region = question.destination->whom.region;
  if (!region.empty()) request["region"] = region;
  return boost::json::serialize(request);
}

Answer not_sent() {
  return {.outcome = sql::InterruptError(false)};
}

}  // namespace awscost::asking
