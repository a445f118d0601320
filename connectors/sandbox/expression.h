// The Filter of a cost query: read with the rules the service enforces, then evaluated over lines.
//
// How: parse_expression() checks one JSON Expression and keeps it as a tree; a Matcher resolves the tree's texts to an
// account's text numbers once, so that a line is judged by comparing numbers.
//
//   {"Not":{"Tags":{"Key":"env","Values":["prod"]}}}   holds for lines with another env and for lines without one
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
  std::string key;                   // of Tags and CostCategories; empty: whatever key
  std::vector<std::string> values;   // any of them; empty: lines without `key`
};

// Throws ApiError. RESOURCE_ID is a key only where the operation knows resources.
Expression parse_expression(const Structure& source, bool with_resources);

// The leaves of `expression` about `dimension`, wherever they stand.
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
  bool any_key_ = false;        // a leaf without key: holds for lines without any label
  std::optional<TextId> key_;   // nothing: no line has this key
  std::vector<TextId> values_;  // those of the leaf's values that some line may have
  bool absent_ = false;         // holds for lines without the key
};

}  // namespace awscost::sandbox
