#include "connectors/tables/catalog/policies.h"

#include <cctype>
#include <map>
#include <set>
#include <string_view>

#include "sql/text/words.h"

namespace awscost::catalog {
namespace {

struct Grant {
  std::set<std::string> actions;
  std::set<std::string> resources;
};

// By the action's prefix.
using Grants = std::map<std::string, Grant>;

// /usageplans/{usageplanId}/usage -> arn:aws:apigateway:*::/usageplans/*/usage
std::string resource_of(std::string_view prefix, std::string_view path) {
  if (prefix != "apigateway") return "*";
  std::string resource = "arn:aws:apigateway:*::";
  for (std::size_t at = 0; at < path.size(); ++at) {
    if (path[at] == '{') at = path.find('}', at);
    resource += path[at] == '}' ? '*' : path[at];
  }
  return resource;
}

void allow(std::string_view actions, const Operation& operation, Grants& grants) {
  for (const std::string_view action : text::comma_separated(actions)) {
    if (action.empty()) continue;
    const std::string prefix(action.substr(0, action.find(':')));
    grants[prefix].actions.emplace(action);
    grants[prefix].resources.insert(resource_of(prefix, operation.http.path));
  }
}

void allow(const Operation& operation, Allowed allowed, Grants& grants) {
  allow(operation.iam_action, operation, grants);
  if (allowed == Allowed::kReadsAndWrites) allow(operation.iam_writes, operation, grants);
  for (const Operation* other :
       {operation.parents.list, operation.price_by_view.source_views, operation.tag_backfills}) {
    if (other != nullptr) allow(other->iam_action, *other, grants);
  }
}

std::string list(const std::set<std::string>& texts) {
  std::string list;
  for (const std::string& text : texts) list += (list.empty() ? "\n        \"" : ",\n        \"") + text + '"';
  return "[" + list + "\n      ]";
}

// bcm-pricing-calculator -> BcmPricingCalculator: a Sid has letters and digits alone.
std::string sid(std::string_view prefix) {
  std::string sid;
  bool begins = true;
  for (const char c : prefix) {
    if (c != '-') sid += begins ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
    begins = c == '-';
  }
  return sid;
}

}  // namespace

std::string policy(std::span<const Entry> entries, Allowed allowed) {
  Grants grants;
  for (const Entry& entry : entries) {
    if (entry.operation != nullptr) allow(*entry.operation, allowed, grants);
  }
  if (grants.empty()) return {};
  std::string statements;
  for (const auto& [prefix, grant] : grants) {
    statements += statements.empty() ? "" : ",";
    statements +=
        "\n    {\n      \"Sid\": \"" + sid(prefix) +
        "\",\n      \"Effect\": \"Allow\",\n      \"Action\": " + list(grant.actions) +
        ",\n      \"Resource\": " + (grant.resources.contains("*") ? std::string("\"*\"") : list(grant.resources)) +
        "\n    }";
  }
  return "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [" + statements + "\n  ]\n}\n";
}

}  // namespace awscost::catalog
