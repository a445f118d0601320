#include "connectors/sandbox/expression.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "connectors/sandbox/api_error.h"

namespace awscost::sandbox {
namespace {

using Root = Expression::Root;

struct RootName {
  std::string_view name;
  Root root;
};
constexpr std::array<RootName, 6> kRoots = {{
    {"And", Root::kAnd},
    {"Or", Root::kOr},
    {"Not", Root::kNot},
    {"Dimensions", Root::kDimensions},
    {"Tags", Root::kTags},
    {"CostCategories", Root::kCostCategories},
}};

constexpr std::array<std::string_view, 8> kMatchOptions = {
    "EQUALS",   "ABSENT",         "STARTS_WITH",      "ENDS_WITH",
    "CONTAINS", "CASE_SENSITIVE", "CASE_INSENSITIVE", "GREATER_THAN_OR_EQUAL"};

RootName root_of(const Structure& source) {
  const RootName* found = nullptr;
  for (const RootName& candidate : kRoots) {
    if (!source.has(candidate.name)) continue;
    if (found != nullptr) {
      throw validation(
          "Expression has more than one roots. Only one root operator is allowed for each expression: And, Or, Not, "
          "Dimensions, Tags, CostCategories");
    }
    found = &candidate;
  }
  if (found == nullptr) {
    throw validation(
        "Expression has zero roots. Only one root operator is allowed for each expression: And, Or, Not, Dimensions, "
        "Tags, CostCategories");
  }
  return *found;
}

// Cost queries support EQUALS, CASE_SENSITIVE and ABSENT only. The other MatchOptions are for cost-category rules.
// Returns whether ABSENT is present.
bool check_match_options(const Structure& leaf, bool may_be_absent) {
  bool absent = false;
  for (const std::string& option : leaf.texts("MatchOptions")) {
    if (std::find(kMatchOptions.begin(), kMatchOptions.end(), option) == kMatchOptions.end()) {
      throw not_in_enum(option, leaf.path("MatchOptions"),
                        "EQUALS, ABSENT, STARTS_WITH, ENDS_WITH, CONTAINS, CASE_SENSITIVE, CASE_INSENSITIVE, "
                        "GREATER_THAN_OR_EQUAL");
    }
    if (option == "ABSENT" && may_be_absent) {
      absent = true;
    } else if (option != "EQUALS" && option != "CASE_SENSITIVE") {
      throw validation("Match option " + option + " is not supported for this filter. Valid values are " +
                       (may_be_absent ? "EQUALS, ABSENT, CASE_SENSITIVE" : "EQUALS, CASE_SENSITIVE"));
    }
  }
  return absent;
}

Expression dimension_leaf(const Structure& leaf, bool with_resources) {
  Expression expression{.root = Root::kDimensions, .operands = {}, .key = leaf.required_text("Key"), .values = {}};
  const auto dimension = find_dimension(expression.key);
  if (!dimension && !is_foreign_dimension(expression.key)) {
    throw not_in_enum(expression.key, leaf.path("Key"), dimension_enum());
  }
  if (!dimension || (*dimension == Dimension::kResourceId && !with_resources)) {
    throw validation("Dimension " + expression.key + " is not allowed.");
  }
  check_match_options(leaf, false);
  expression.dimension = *dimension;
  expression.values = leaf.texts("Values");
  if (expression.values.empty()) throw validation("Values must not be empty for dimension " + expression.key + ".");
  return expression;
}

// A leaf without Values matches lines without the key. A leaf without Key and Values matches lines without any key.
Expression label_leaf(Root root, const Structure& leaf) {
  Expression expression{
      .root = root, .operands = {}, .key = leaf.text("Key").value_or(""), .values = leaf.texts("Values")};
  const bool absent = check_match_options(leaf, true);
  if (absent && !expression.values.empty()) throw validation("Match option ABSENT does not take Values.");
  if (expression.key.empty() && !expression.values.empty())
    throw validation("Key must not be empty where Values are given.");
  return expression;
}

std::vector<Expression> operands(const Structure& source, const RootName& root, bool with_resources) {
  std::vector<Expression> result;
  if (root.root == Root::kNot) {
    result.push_back(parse_expression(*source.structure("Not"), with_resources));
    return result;
  }
  for (const Structure& operand : source.structures(root.name)) {
    result.push_back(parse_expression(operand, with_resources));
  }
  if (result.size() < 2) throw validation(std::string(root.name) + " expression must have at least 2 operands");
  return result;
}

void collect_leaves(const Expression& expression, Dimension dimension, std::vector<const Expression*>& found) {
  if (expression.root == Root::kDimensions && expression.dimension == dimension) found.push_back(&expression);
  for (const Expression& operand : expression.operands) collect_leaves(operand, dimension, found);
}

}  // namespace

Expression parse_expression(const Structure& source, bool with_resources) {
  const RootName root = root_of(source);
  switch (root.root) {
    case Root::kDimensions:
      return dimension_leaf(*source.structure(root.name), with_resources);
    case Root::kTags:
    case Root::kCostCategories:
      return label_leaf(root.root, *source.structure(root.name));
    default:
      return Expression{.root = root.root, .operands = operands(source, root, with_resources), .key = {}, .values = {}};
  }
}

std::vector<const Expression*> leaves(const Expression& expression, Dimension dimension) {
  std::vector<const Expression*> found;
  collect_leaves(expression, dimension, found);
  return found;
}

Matcher::Matcher(const Expression& expression, const Account& account)
    : root_(expression.root), dimension_(expression.dimension), any_key_(expression.key.empty()) {
  for (const Expression& operand : expression.operands) operands_.emplace_back(operand, account);
  if (!any_key_) key_ = account.find(expression.key);
  absent_ = expression.values.empty();
  for (const std::string& value : expression.values) {
    // Whether AWS finds its own NoRegion as a filter value is doubtful ("often doesn't work as expected"): here it
    // matches nothing, so that a client that relies on it loses rows.
    if (root_ == Root::kDimensions && value == absent_text(dimension_)) continue;
    // In Cost Explorer's value lists, the empty value of a tag or category means "no tag".
    if (value.empty()) absent_ = true;
    if (const auto id = account.find(value)) values_.push_back(*id);
  }
}

bool Matcher::operator()(const Line& line) const {
  const auto holds = [&line](const Matcher& operand) { return operand(line); };
  switch (root_) {
    case Root::kAnd:
      return std::all_of(operands_.begin(), operands_.end(), holds);
    case Root::kOr:
      return std::any_of(operands_.begin(), operands_.end(), holds);
    case Root::kNot:
      return !operands_.front()(line);
    case Root::kDimensions:
      return std::find(values_.begin(), values_.end(), line.value(dimension_)) != values_.end();
    case Root::kTags:
      return holds_label(line.tags);
    case Root::kCostCategories:
      return holds_label(line.cost_categories);
  }
  return false;
}

bool Matcher::holds_label(const std::vector<Label>& labels) const {
  if (any_key_) return labels.empty();
  const auto value = key_ ? find_label(labels, *key_) : std::nullopt;
  if (!value) return absent_;
  return std::find(values_.begin(), values_.end(), *value) != values_.end();
}

}  // namespace awscost::sandbox
