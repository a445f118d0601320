// The settings of one connection: where each value comes from, and whether it is right.
//
// Owns: the values set by awscost_config, and reading the environment and the settings file. Does not own: what the
// settings mean to their users.
//
// Sources, first wins: awscost_config('name', 'value'); the environment variable AWSCOST_<NAME> (an empty one counts as
// not set); the file awscost/settings.ini in $XDG_CONFIG_HOME, else in ~/.config; the default. A value is validated
// when it is read, never at load. A line of the file that is no setting at all ends every read that gets as far as the
// file: it may be a misspelt budget.
//
//   Settings settings(process_surroundings());
//   settings.set("budget", std::string("2.50"));
//   settings.dollars("budget") == 2'500'000
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

// Asked by whoever uses a setting whether a value would do, beyond its form: whether a file can be opened. Throws where
// it would not.
using Check = std::function<void(const Setting& setting, const std::string& value)>;

// Not for several threads at once: belongs to one SQLite connection and is used under its mutex.
class Settings {
 public:
  explicit Settings(Surroundings surroundings);

  // The value in force. Throws sql::Error, naming the variable or the file's line, where it is not right.
  InForce in_force(const Setting& setting) const;

  // For this connection, from now on. TEXT and numbers are taken, NULL goes back to the lower source. Throws sql::Error
  // with the right forms, or what `check` throws of a value of the right form; the setting is then what it was.
  void set(const Setting& setting, const sql::Value& value, const Check& check = {});

  std::int64_t integer(Key<Type::kInteger> key) const;
  std::int64_t dollars(Key<Type::kDollars> key) const;  // micro-dollars: 1.00 is 1'000'000
  std::chrono::milliseconds milliseconds(Key<Type::kMilliseconds> key) const;
  std::string choice(Key<Type::kChoice> key) const;
  std::string path(Key<Type::kPath> key) const;      // empty: none
  std::string output(Key<Type::kOutput> key) const;  // empty: none
  std::string text(Key<Type::kText> key) const;      // empty: none

  // The setting `now`, else the real clock.
  std::chrono::sys_seconds now() const;
  // The setting `now` alone; nothing where it is not set.
  std::optional<std::chrono::sys_seconds> fixed_now() const;

  // Another number after each set(): whoever keeps what follows from settings looks here first.
  std::uint64_t revision() const { return revision_; }

 private:
  struct File {
    std::string path;
    std::vector<IniLine> lines;
  };

  const File& file() const;
  std::optional<std::string> from_environment(const Setting& setting) const;
  const IniLine* from_file(const Setting& setting) const;

  Surroundings surroundings_;
  std::map<std::string_view, std::string> calls_;  // by name
  std::uint64_t revision_ = 1;
  mutable std::optional<File> file_;  // read when first needed, then kept
};

}  // namespace awscost::settings
