#include "connectors/tables/pieces/serving.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace awscost::pieces {
namespace {

// Dimensions of which every charge has exactly one value.
constexpr std::array<std::string_view, 6> kParting = {"SERVICE",    "REGION",    "LINKED_ACCOUNT",
                                                      "USAGE_TYPE", "OPERATION", "RECORD_TYPE"};

bool parts_the_bill(const Key& key) {
  return key.type == "DIMENSION" && std::find(kParting.begin(), kParting.end(), key.name) != kParting.end();
}

bool are_costs(const std::vector<std::string>& metrics) {
  return std::all_of(metrics.begin(), metrics.end(), [](std::string_view metric) { return metric.ends_with("Cost"); });
}

bool is_part(const std::vector<std::string>& part, const std::vector<std::string>& whole) {
  return std::includes(whole.begin(), whole.end(), part.begin(), part.end());
}

// What the empty text means as a filter no key tells.
bool tells(const Bound& bound) {
  return !bound.absent &&
         std::none_of(bound.values.begin(), bound.values.end(), [](const std::string& value) { return value.empty(); });
}

// Whether the rows of what the question binds are among the answer's and can be told there.
bool serves_bound(const Bound& bound, const CostsAsked& answer) {
  const Bound* of_answer = answer.bound_to(bound.key);
  if (of_answer != nullptr && *of_answer == bound) return true;
  if (!answer.has_key(bound.key) || !tells(bound)) return false;
  return of_answer == nullptr || is_part(bound.values, of_answer->values);
}

bool serves_bounds(const CostsAsked& question, const CostsAsked& answer) {
  const auto asked_for = [&](const Bound& bound) { return question.bound_to(bound.key) != nullptr; };
  return std::all_of(answer.bound.begin(), answer.bound.end(), asked_for) &&
         std::all_of(question.bound.begin(), question.bound.end(),
                     [&](const Bound& bound) { return serves_bound(bound, answer); });
}

bool serves_metrics(const CostsAsked& question, const CostsAsked& answer) {
  return std::all_of(question.metrics.begin(), question.metrics.end(), [&](const std::string& metric) {
    return std::find(answer.metrics.begin(), answer.metrics.end(), metric) != answer.metrics.end();
  });
}

std::vector<Key> dropped_keys(const CostsAsked& question, const CostsAsked& answer) {
  std::vector<Key> dropped;
  std::copy_if(answer.group_by.begin(), answer.group_by.end(), std::back_inserter(dropped),
               [&](const Key& key) { return !question.has_key(key); });
  return dropped;
}

bool is_one_value(const CostsAsked& question, const Key& key) {
  const Bound* bound = question.bound_to(key);
  return bound != nullptr && tells(*bound) && bound->values.size() == 1;
}

// Sums are exact for costs; rows of which no figure is read are only told apart. Of a key with one value no sum is made.
bool may_be_added_up(const CostsAsked& question, const CostsAsked& answer, const std::vector<Key>& dropped) {
  if (!question.adds_up || question.by_resource || question.tells_of_keys || !are_costs(question.metrics)) return false;
  if (question.metrics.empty()) return true;
  if (question.by_cost_category || answer.by_cost_category) return false;
  return std::all_of(dropped.begin(), dropped.end(),
                     [&](const Key& key) { return parts_the_bill(key) || is_one_value(question, key); });
}

bool is_same_question(const CostsAsked& question, const CostsAsked& answer) {
  return question.granularity == answer.granularity && question.group_by == answer.group_by &&
         question.bound.size() == answer.bound.size() &&
         std::all_of(question.bound.begin(), question.bound.end(), [&](const Bound& bound) {
           const Bound* other = answer.bound_to(bound.key);
           return other != nullptr && *other == bound;
         });
}

}  // namespace

Serving serving(const CostsAsked& question, const CostsAsked& answer) {
  if (question.subject != answer.subject || !serves_metrics(question, answer)) return Serving::kNone;
  if (is_same_question(question, answer)) return Serving::kRows;
  if (answer.may_be_cut || !answer.sent_end.empty() || !serves_bounds(question, answer)) return Serving::kNone;
  const bool has_keys = std::all_of(question.group_by.begin(), question.group_by.end(),
                                    [&](const Key& key) { return answer.has_key(key); });
  if (!has_keys) return Serving::kNone;
  const bool from_days =
      question.granularity == sql::Granularity::kMonthly && answer.granularity == sql::Granularity::kDaily;
  if (question.granularity != answer.granularity && !from_days) return Serving::kNone;
  // What a JSON object about the keys shows depends on which they are, and in which order.
  if (question.tells_of_keys && question.group_by != answer.group_by) return Serving::kNone;
  const std::vector<Key> dropped = dropped_keys(question, answer);
  const bool are_told =
      std::all_of(dropped.begin(), dropped.end(), [&](const Key& key) { return is_one_value(question, key); });
  // Ungrouped, a period without costs is a row of zeros, which no group is.
  const bool shows_silence = question.group_by.empty() && !answer.group_by.empty();
  if (!from_days && are_told && !shows_silence) return Serving::kRows;
  return may_be_added_up(question, answer, dropped) ? Serving::kAddedUp : Serving::kNone;
}

}  // namespace awscost::pieces
