#include "connectors/aws/http/user_agent.h"

#include <sys/utsname.h>

#include <algorithm>

namespace awscost::http {
namespace {

constexpr std::string_view kProduct = "sqlite-awscost/0.1";

bool is_token_character(char c) {
  constexpr std::string_view kSigns = "!$%&'*+-.^_`|~";
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         kSigns.find(c) != std::string_view::npos;
}

std::string clean(std::string_view text) {
  std::string result(text);
  std::replace_if(
      result.begin(), result.end(), [](char c) { return !is_token_character(c); }, '-');
  return result;
}

// "os/linux#6.1.0", "os/macos#23.1.0"; a system that the SDKs have no word for is "os/other md/NAME#RELEASE".
std::string operating_system(const System& system) {
  const std::string release = system.release.empty() ? "" : "#" + clean(system.release);
  if (system.name == "Linux") return "os/linux" + release;
  if (system.name == "Darwin") return "os/macos" + release;
  return system.name.empty() ? "os/other" : "os/other md/" + clean(system.name) + release;
}

}  // namespace

System this_system() {
  struct utsname names {};
  if (::uname(&names) != 0) return {};
  return {.name = names.sysname, .release = names.release, .machine = names.machine};
}

std::string user_agent(std::string_view app_id, const System& system) {
  constexpr std::size_t kLongestName = 50;
  std::string text(kProduct);
  text += " ua/2.1 " + operating_system(system);
  if (!system.machine.empty()) text += " md/arch#" + clean(system.machine);
  text += " lang/c++#20 m/E cfg/retry-mode#standard";
  if (!app_id.empty()) text += " app/" + clean(app_id.substr(0, kLongestName));
  return text;
}

}  // namespace awscost::http
