// Environment variables of this process for the length of a test. libcurl reads its proxies there and nowhere else.
//
//   const Variables proxy({{"https_proxy", "http://127.0.0.1:3128"}, {"no_proxy", nullptr}});   // nullptr: not set
#pragma once

#include <cstdlib>
#include <map>
#include <optional>
#include <string>

namespace awscost::http {

class Variables {
 public:
  explicit Variables(const std::map<std::string, const char*>& values) {
    for (const auto& [name, value] : values) {
      const char* old = std::getenv(name.c_str());
      before_[name] = old == nullptr ? std::nullopt : std::optional<std::string>(old);
      put(name, value);
    }
  }
  ~Variables() {
    for (const auto& [name, value] : before_) put(name, value ? value->c_str() : nullptr);
  }
  Variables(const Variables&) = delete;
  Variables& operator=(const Variables&) = delete;

 private:
  static void put(const std::string& name, const char* value) {
    if (value == nullptr) {
      unsetenv(name.c_str());
    } else {
      setenv(name.c_str(), value, 1);
    }
  }

  std::map<std::string, std::optional<std::string>> before_;
};

}  // namespace awscost::http
