#include "connectors/tables/request/filter_functions.h"

#include <string>
#include <string_view>
#include <utility>

#include "connectors/tables/request/dimension_keys.h"
#include "connectors/tables/request/expression.h"
#include "sql/error.h"
#include "sql/predicate.h"

namespace awscost::request {
namespace {

using sql::KeyType;
using sql::Predicate;
using sql::Value;
using Arguments = std::span<const Value>;

std::string argument(std::string_view function, std::size_t index) {
  return std::string(function) + ": argument " + std::to_string(index + 1);
}

const std::string& text_at(std::string_view function, Arguments arguments, std::size_t index) {
  const Value& value = arguments[index];
  if (const std::string* text = sql::if_text(value)) return *text;
  if (sql::is_null(value)) {
    throw sql::Error(argument(function, index) + " is NULL; write a text, or leave the argument out.");
  }
  throw sql::Error(argument(function, index) + " is " + sql::literal(value) +
                   "; write a text in single quotes (printf('%012d', id) keeps the zeros of an account id).");
}

// An unknown name goes out as it is, and AWS judges it.
std::string dimension_as_the_api(std::string_view function, const std::string& name) {
  const std::string_view key = dimension_key(name);
  if (!key.empty()) return std::string(key);
  if (likely_dimension_key(name).empty()) return name;
  throw sql::Error(argument(function, 0) + " is " + sql::literal(name) + ", which is no dimension; write one of " +
                   dimension_key_list() + ".");
}

// One leaf for the texts, and another one for a NULL of a tag or cost category.
Predicate leaf_of(std::string_view function, KeyType type, Arguments arguments) {
  std::string key = text_at(function, arguments, 0);
  if (type == KeyType::kDimension) key = dimension_as_the_api(function, key);
  if (key.empty()) throw sql::Error(argument(function, 0) + " is empty; write the key.");
  std::vector<std::string> values;
  bool absent = false;
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    if (type != KeyType::kDimension && sql::is_null(arguments[i])) {
      absent = true;
    } else {
      values.push_back(text_at(function, arguments, i));
    }
  }
  std::vector<Predicate> either;
  if (!values.empty()) either.push_back(sql::leaf(type, key, std::move(values)));
  if (absent) either.push_back(sql::absent(type, key));
  return sql::disjunction(std::move(either));
}

std::vector<Predicate> operands_of(std::string_view function, Arguments arguments) {
  std::vector<Predicate> operands;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    operands.push_back(parse_expression(text_at(function, arguments, i), argument(function, i)));
  }
  return operands;
}

sql::Function leaf_function(std::string_view name, KeyType type, std::string_view doc, std::string_view example) {
  return {.name = name,
          .min_arguments = 2,
          .max_arguments = -1,
          .risk = sql::Risk::kInnocuous,
          .doc = doc,
          .call = [name, type](Arguments arguments) -> Value {
            return to_expression(sql::canonical(leaf_of(name, type, arguments)));
          },
          .example = example};
}

sql::Function joining_function(std::string_view name, int max_arguments, std::string_view doc, std::string_view example,
                               Predicate (*join)(std::vector<Predicate>)) {
  return {.name = name,
          .min_arguments = 1,
          .max_arguments = max_arguments,
          .risk = sql::Risk::kInnocuous,
          .doc = doc,
          .call = [name, join](Arguments arguments) -> Value {
            return to_expression(sql::canonical(join(operands_of(name, arguments))));
          },
          .example = example};
}

Predicate not_the_first(std::vector<Predicate> operands) {
  return sql::negation(std::move(operands.front()));
}

}  // namespace

std::vector<sql::Function> filter_functions() {
  return {
      leaf_function("awscost_dimension", KeyType::kDimension,
                    "An Expression for `filter`: the dimension (as AWS or as its column spells it) has one of the "
                    "values.",
                    "awscost_dimension('REGION', 'eu-west-3', 'us-east-1')"),
      leaf_function("awscost_tag", KeyType::kTag,
                    "An Expression for `filter`: the tag has one of the values; NULL stands for costs without it.",
                    "awscost_tag('env', 'prod', NULL)"),
      leaf_function("awscost_cost_category", KeyType::kCostCategory,
                    "An Expression for `filter`: the cost category has one of the values; NULL stands for costs "
                    "without it.",
                    "awscost_cost_category('Unit', 'Shop')"),
      joining_function("awscost_not", 1, "The Expression that is true where its argument is not.",
                       "awscost_not(awscost_dimension('RECORD_TYPE', 'Tax'))", not_the_first),
      joining_function("awscost_all", -1, "The Expression that is true where all its arguments are.",
                       "awscost_all(awscost_tag('env', 'prod'), awscost_dimension('REGION', 'eu-west-3'))",
                       sql::conjunction),
      joining_function("awscost_any", -1, "The Expression that is true where one of its arguments is.",
                       "awscost_any(awscost_tag('env', 'prod'), awscost_dimension('RECORD_TYPE', 'Tax'))",
                       sql::disjunction),
  };
}

}  // namespace awscost::request
