// The settings of one connection: finds each value in its sources and validates it.
//
// Sources, first wins: awscost_config('name', 'value'); the environment variable AWSCOST_<NAME> (an empty one counts as
// not set); the file awscost/settings.ini in $XDG_CONFIG_HOME, else in ~/.config; the default. A value is validated
// when it is read, never at load. An unknown name in the file is an error for every setting that is looked up there,
// because it may be a misspelt budget.
//
// Example:
//
//   std::int64_t raised_budget(Settings& settings) {
//     settings.set(find_setting("budget"), std::string("2.50"));
//     return settings.dollars("budget");  // 2'500'000
//   }
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/asking/settings/ini.h"
#include "connectors/asking/settings/setting.h"
#include "connectors/asking/settings/surroundings.h"
#include "sql/value.h"

namespace awscost::settings {

enum class Source : std::uint8_t { kCall, kEnvironment, kFile, kDefault };

struct InForce {
  std::string value;
  Source source = Source::kDefault;
};

// The setting with that name. Throws sql::Error with the nearest name where there is none.
const Setting& find_setting(std::string_view name);

// Tests a value beyond its form, such as whether the file can be opened. Throws std::runtime_error where it cannot be
// used.
using Check = std::function<void(const Setting& setting, const std::string& value)>;

// Not for several threads at once: belongs to one SQLite connection and is used under its mutex.
class Settings {
 public:
  explicit Settings(Surroundings surroundings);

  // The value in force. Throws sql::Error that names the variable or the file's line where it is not valid.
  InForce in_force(const Setting& setting) const;

  // Takes TEXT and numbers; NULL removes the value, so that the next source counts again. Throws sql::Error where the
  // value is not valid or `check` throws; the setting then stays as it was.
  void set(const Setting& setting, const sql::Value& value, const Check& check = {});

  std::int64_t integer(Key<Type::kInteger> key) const;
  std::int64_t dollars(Key<Type::kDollars> key) const;                         // micro-dollars: 1.00 is 1'000'000
  std::optional<std::int64_t> dollar_limit(Key<Type::kAnyDollars> key) const;  // nothing: there is none
  std::chrono::milliseconds milliseconds(Key<Type::kMilliseconds> key) const;
  std::string choice(Key<Type::kChoice> key) const;
  std::string path(Key<Type::kPath> key) const;      // empty: none
  std::string output(Key<Type::kOutput> key) const;  // empty: none
  std::string text(Key<Type::kText> key) const;      // empty: none

  // The setting `now`, else the real clock.
  std::chrono::sys_seconds now() const;
  // The setting `now`; nothing where it is not set.
  std::optional<std::chrono::sys_seconds> fixed_now() const;

  // Another number after every set(), and after a change of the environment; a cache of what follows from settings
  // compares it.
  std::uint64_t revision() const;
  // How often set() gave the setting a value.
  std::uint64_t times_set(const Setting& setting) const;

 private:
  struct File {
    std::string path;
    std::vector<IniLine> lines;
  };

  const File& file() const;
  std::optional<std::string> from_environment(const Setting& setting) const;
  const IniLine* from_file(const Setting& setting) const;

  Surroundings surroundings_;
  std::map<std::string_view, std::string> calls_;             // by name
  std::map<std::string_view, std::uint64_t> times_set_ = {};  // likewise
  std::uint64_t revision_ = 1;
  mutable std::optional<File> file_;  // read when first needed, then kept
};

}  // namespace awscost::settings
