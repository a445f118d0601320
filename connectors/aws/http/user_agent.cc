#include "connectors/aws/http/user_agent.h"

#include <algorithm>

namespace awscost::http {
namespace {

constexpr std::string_view kProduct = "sqlite-awscost/0.1";

bool is_token_character(char c) {
  constexpr std::string_view kSigns = "!#$%&'*+-.^_`|~";
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         kSigns.find(c) != std::string_view::npos;
}

}  // namespace

std::string user_agent(std::string_view app_id) {
  constexpr std::size_t kLongestName = 50;
  if (app_id.empty()) return std::string(kProduct);
  std::string clean(app_id.substr(0, kLongestName));
  std::replace_if(
      clean.begin(), clean.end(), [](char c) { return !is_token_character(c); }, '-');
  return std::string(kProduct) + " app/" + clean;
}

}  // namespace awscost::http
