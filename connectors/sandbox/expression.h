// The Filter of a cost query: parsed by the service's rules, then evaluated on lines.
//
// How: parse_expression() checks a JSON Expression and returns a tree. A Matcher resolves the tree's texts to an
// account's text numbers once, so that evaluating a line compares numbers.
//
//   {"Not":{"Tags":{"Key":"env","Values":["prod"]}}}   matches lines with another env and lines without env
//
// Example:
//
//   bool is_lambda(const Account& account, const Line& line) {
//     const Expression lambda{.root = Expression::Root::kDimensions,
//                             .dimension = Dimension::kService,
//                             .values = {"AWS Lambda"}};
//     return Matcher(lambda, account)(line);
//   }
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "connectors/sandbox/account.h"
#include "connectors/sandbox/structure.h"

namespace awscost::sandbox {

struct Expression {
  enum class Root { kAnd, kOr, kNot, kDimensions, kTags, kCostCategories };
  Root root = Root::kAnd;
  std::vector<Expression> operands;  // of And, Or, Not
  Dimension dimension{};             // of Dimensions
  std::string key;                   // of Tags and CostCategories; empty: any key
  std::vector<std::string> values;   // one of them must match; empty: lines without `key`
};

// Throws ApiError. RESOURCE_ID is allowed only with `with_resources`.
Expression parse_expression(const Structure& source, bool with_resources);

// All leaves of `expression` for `dimension`, at any depth.
std::vector<const Expression*> leaves(const Expression& expression, Dimension dimension);

class Matcher {
 public:
  Matcher(const Expression& expression, const Account& account);
  bool operator()(const Line& line) const;

 private:
  bool holds_label(const std::vector<Label>& labels) const;

  Expression::Root root_;
  std::vector<Matcher> operands_;
  Dimension dimension_;
  bool any_key_ = false;        // a leaf without a key matches lines without any label
  std::optional<TextId> key_;   // nullopt: no line has this key
  std::vector<TextId> values_;  // only values that the account knows
  bool absent_ = false;         // matches lines without the key
};

}  // namespace awscost::sandbox
