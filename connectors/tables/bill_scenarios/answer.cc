#include "connectors/tables/bill_scenarios/answer.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <string_view>
#include <unordered_map>

#include "connectors/tables/request/repeated_member.h"
#include "connectors/wire/error.h"

namespace awscost::bill_scenarios {
namespace {

namespace json = boost::json;

// Positions in the batch by the lines' ids or keys.
struct Places {
  explicit Places(const Batch& batch) : member(batch.action == Action::kCreate ? "key" : "id") {
    for (std::size_t i = 0; i < batch.names.size(); ++i) by_name.emplace(batch.names[i], i);
  }
  std::string_view member;
  std::unordered_map<std::string_view, std::size_t> by_name;
};

std::string_view text(const json::object& members, std::string_view name) {
  const json::value* value = members.if_contains(name);
  return value != nullptr && value->is_string() ? std::string_view(value->get_string()) : std::string_view();
}

// AWS or a proxy may report an error although the status is 2xx.
bool reports_error(const wire::Reply& reply, const json::object& answer) {
  constexpr std::array kMembers = {"__type", "code", "Code", "message", "Message", "error", "Error", "errorCode"};
  return !wire::header(reply, "x-amzn-errortype").empty() ||
         std::any_of(kMembers.begin(), kMembers.end(), [&](const char* name) { return answer.contains(name); });
}

// Absent and null are the same to AWS.
bool is_list_or_absent(const json::object& answer, std::string_view name) {
  const json::value* list = answer.if_contains(name);
  return list == nullptr || list->is_null() || list->is_array();
}

std::optional<json::object> read_object(const wire::Reply& reply) {
  boost::system::error_code failed;
  json::value parsed = json::parse(reply.body, failed);
  if (failed || !parsed.is_object()) return std::nullopt;
  // Boost.JSON keeps the last of two members with one name, but the first may be AWS's.
  if (request::repeated_member(reply.body)) return std::nullopt;
  json::object& answer = parsed.get_object();
  if (reports_error(reply, answer) || !is_list_or_absent(answer, "items") || !is_list_or_absent(answer, "errors")) {
    return std::nullopt;
  }
  return std::move(answer);
}

// Calls visit(place, element) for each element. Returns the first one that matches no line of the batch, or null.
template <class Visit>
const json::value* each_line(const json::object& answer, std::string_view list_name, const Places& places,
                             Visit visit) {
  const json::value* list = answer.if_contains(list_name);
  if (list == nullptr || !list->is_array()) return nullptr;
  const json::value* foreign = nullptr;
  for (const json::value& element : list->get_array()) {
    const json::object* members = element.if_object();
    const auto place = members == nullptr ? places.by_name.end() : places.by_name.find(text(*members, places.member));
    if (place != places.by_name.end()) {
      visit(place->second, *members);
    } else if (foreign == nullptr) {
      foreign = &element;
    }
  }
  return foreign;
}

void make_unknown(LineResult& line, std::string_view why) {
  line.outcome = Outcome::kUnknown;
  line.error_message = why;
  line.new_id.clear();
}

// AWS gives an id only once. Which of the lines it belongs to is not known.
void require_own_ids(std::vector<LineResult>& results) {
  std::unordered_map<std::string, std::size_t> lines_of;
  for (const LineResult& line : results) {
    if (!line.new_id.empty()) ++lines_of[line.new_id];
  }
  for (LineResult& line : results) {
    if (!line.new_id.empty() && lines_of[line.new_id] > 1) {
      make_unknown(line, "AWS's answer gives one id to several new lines.");
    }
  }
}

// An error that names no line of the batch is about one of those that the answer does not mention. False where it
// mentions all of them: it then contradicts itself.
bool give_to_unmentioned(const json::value& error, std::vector<LineResult>& results,
                         const std::vector<bool>& mentioned) {
  bool any = false;
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (mentioned[i]) continue;
    any = true;
    const json::object* members = error.if_object();
    if (members == nullptr) continue;
    results[i].error_code = text(*members, "errorCode");
    results[i].error_message = text(*members, "errorMessage");
  }
  return any;
}

// True where the refusal shows that an earlier attempt without an answer was refused too. A creation's token makes AWS
// repeat its first answer. An update of a missing line or with a forbidden value never worked. Other refusals may
// follow from the earlier attempt: a second delete finds the line gone.
bool covers_earlier_attempts(Action action, std::string_view code) {
  if (action == Action::kCreate) return true;
  return action == Action::kUpdate && (code == "BAD_REQUEST" || code == "NOT_FOUND");
}

}  // namespace

std::optional<std::vector<LineResult>> read_answer(const Batch& batch, const wire::Reply& reply, bool repeated) {
  const std::optional<json::object> answer = read_object(reply);
  if (!answer) return std::nullopt;
  const bool silence_is_success = batch.action == Action::kDelete;
  const Places places(batch);
  std::vector<LineResult> results(batch.lines.size(),
                                  {.outcome = silence_is_success ? Outcome::kApplied : Outcome::kUnknown,
                                   .error_message = silence_is_success ? "" : "AWS's answer does not mention the line.",
                                   .request_id = wire::request_id(reply)});
  std::vector<bool> mentioned(batch.lines.size());
  if (!silence_is_success) {
    each_line(*answer, "items", places, [&](std::size_t place, const json::object& members) {
      LineResult& line = results[place];
      const std::string_view id = batch.action == Action::kCreate ? text(members, "id") : "";
      const bool contradicted = mentioned[place] && line.new_id != id;
      mentioned[place] = true;
      line.outcome = Outcome::kApplied;
      line.error_message.clear();
      line.new_id = id;
      if (contradicted) make_unknown(line, "AWS's answer gives two ids to the line.");
    });
    require_own_ids(results);
  }
  const std::vector<bool> in_items = mentioned;
  const json::value* foreign =
      each_line(*answer, "errors", places, [&](std::size_t place, const json::object& members) {
        LineResult& line = results[place];
        const bool contradicted = in_items[place];
        mentioned[place] = true;
        line.error_code = text(members, "errorCode");
        line.error_message = text(members, "errorMessage");
        const bool known = !contradicted && (!repeated || covers_earlier_attempts(batch.action, line.error_code));
        line.outcome = known ? Outcome::kRefused : Outcome::kUnknown;
        line.new_id.clear();
      });
  if (foreign == nullptr) return results;
  // Of a delete, silence about a line is success, so any line may be the one that failed.
  if (silence_is_success || !give_to_unmentioned(*foreign, results, mentioned)) return std::nullopt;
  return results;
}

}  // namespace awscost::bill_scenarios
