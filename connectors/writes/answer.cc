#include "connectors/writes/answer.h"

#include <boost/json.hpp>
#include <string_view>
#include <unordered_map>

#include "connectors/wire/error.h"

namespace awscost::writes {
namespace {

namespace json = boost::json;

std::string_view text(const json::object& members, std::string_view name) {
  const json::value* value = members.if_contains(name);
  return value != nullptr && value->is_string() ? std::string_view(value->get_string()) : std::string_view();
}

// An empty body is an empty object.
std::optional<json::object> read_object(std::string_view body) {
  if (body.empty()) return json::object();
  boost::system::error_code failed;
  json::value parsed = json::parse(body, failed);
  if (failed || !parsed.is_object()) return std::nullopt;
  return std::move(parsed.get_object());
}

template <class Each>
void each_object(const json::object& answer, std::string_view name, Each each) {
  const json::value* list = answer.if_contains(name);
  if (list == nullptr || !list->is_array()) return;
  for (const json::value& element : list->get_array()) {
    if (element.is_object()) each(element.get_object());
  }
}

// Does the refusal tell that an earlier attempt without an answer was refused too? A creation's token makes AWS repeat
// its first answer. An update of a line that is not there, or of a value that is not allowed, never worked. The rest
// may be the earlier attempt's own doing: a delete finds the line gone.
bool settles_earlier_attempts(Action action, std::string_view code) {
  if (action == Action::kCreate) return true;
  return action == Action::kUpdate && (code == "BAD_REQUEST" || code == "NOT_FOUND");
}

}  // namespace

std::optional<std::vector<LineResult>> read_answer(const Batch& batch, const wire::Reply& reply, bool repeated) {
  const std::optional<json::object> answer = read_object(reply.body);
  if (!answer) return std::nullopt;
  const Outcome unmentioned = batch.action == Action::kDelete ? Outcome::kApplied : Outcome::kUnknown;
  std::vector<LineResult> results(batch.lines.size(), {.outcome = unmentioned, .request_id = wire::request_id(reply)});
  if (unmentioned == Outcome::kUnknown) {
    for (LineResult& line : results) line.error_message = "AWS's answer does not speak of the line.";
  }
  std::unordered_map<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < batch.names.size(); ++i) places.emplace(batch.names[i], i);
  const std::string_view name = batch.action == Action::kCreate ? "key" : "id";
  const auto each_line = [&](std::string_view list, auto tell) {
    each_object(*answer, list, [&](const json::object& members) {
      const auto place = places.find(text(members, name));
      if (place != places.end()) tell(results[place->second], members);
    });
  };
  each_line("items", [&](LineResult& line, const json::object& members) {
    line.outcome = Outcome::kApplied;
    line.error_message.clear();
    if (batch.action == Action::kCreate) line.new_id = text(members, "id");
  });
  each_line("errors", [&](LineResult& line, const json::object& members) {
    line.error_code = text(members, "errorCode");
    line.error_message = text(members, "errorMessage");
    const bool known = !repeated || settles_earlier_attempts(batch.action, line.error_code);
    line.outcome = known ? Outcome::kRefused : Outcome::kUnknown;
    line.new_id.clear();
  });
  return results;
}

}  // namespace awscost::writes
