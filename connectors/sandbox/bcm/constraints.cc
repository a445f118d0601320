#include "connectors/sandbox/bcm/constraints.h"

namespace awscost::sandbox {
namespace {

constexpr const char* kUsageText = "[-a-zA-Z0-9.\\-_:, \\/()]*";

}  // namespace

// Checks the length first, so that the regex never runs on a text that is too long.
std::optional<std::string> TextRule::broken_by(std::string_view text) const {
  if (text.size() < min_) return "Member must have length greater than or equal to " + std::to_string(min_);
  if (text.size() > max_) return "Member must have length less than or equal to " + std::to_string(max_);
  if (std::regex_match(text.begin(), text.end(), regex_)) return std::nullopt;
  return "Member must satisfy regular expression pattern: " + pattern_;
}

const TextRule& resource_id() {
  static const TextRule rule(36, 36, "[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}");
  return rule;
}

const TextRule& bill_scenario_name() {
  static const TextRule rule(0, 64, "[a-zA-Z0-9-]+");
  return rule;
}

const TextRule& cost_category_arn() {
  static const TextRule rule(20, 2048, "arn:aws[-a-z0-9]*:ce::[0-9]{12}:costcategory/[a-f0-9-]{36}");
  return rule;
}

const TextRule& client_token() {
  static const TextRule rule(1, 64, "[!-~]+");
  return rule;
}

const TextRule& service_code() {
  static const TextRule rule(0, 32, kUsageText);
  return rule;
}

const TextRule& usage_type() {
  static const TextRule rule(0, 128, kUsageText);
  return rule;
}

const TextRule& operation_name() {
  static const TextRule rule(0, 32, kUsageText);
  return rule;
}

const TextRule& availability_zone() {
  static const TextRule rule(0, 32, kUsageText);
  return rule;
}

const TextRule& usage_group() {
  static const TextRule rule(0, 30, "[a-zA-Z0-9-]*");
  return rule;
}

const TextRule& account_id() {
  static const TextRule rule(12, 12, "[0-9]{12}");
  return rule;
}

const TextRule& entry_key() {
  static const TextRule rule(0, 10, "[a-zA-Z0-9]*");
  return rule;
}

const TextRule& resource_tag_key() {
  static const TextRule rule(1, 128, "[\\w\\s:+=@/-]+");
  return rule;
}

const TextRule& resource_tag_value() {
  static const TextRule rule(0, 256, "[\\w\\s:+=@/-]*");
  return rule;
}

}  // namespace awscost::sandbox
