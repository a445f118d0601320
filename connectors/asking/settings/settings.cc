#include "connectors/asking/settings/settings.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>
#include <utility>

#include "connectors/asking/settings/value_text.h"
#include "sql/error.h"
#include "sql/text/instant.h"
#include "sql/text/nearest.h"

namespace awscost::settings {
namespace {

std::string_view nearest(std::string_view name) {
  std::array<std::string_view, kSettings.size()> names;
  std::transform(kSettings.begin(), kSettings.end(), names.begin(),
                 [](const Setting& setting) { return setting.name; });
  return text::nearest(name, names);
}

sql::Error unknown(const std::string& name, const std::string& where) {
  return sql::Error(where + "there is no setting " + sql::literal(name) + "; did you mean '" +
                    std::string(nearest(name)) + "'? SELECT name FROM awscost_settings lists all of them.");
}

sql::Error not_right(const Setting& setting, const sql::Value& value, const std::string& where) {
  return sql::Error(where + ": " + std::string(setting.name) + " is " + sql::literal(value) + "; write " +
                    right_form(setting) + ".");
}

// What `check` throws becomes an error of the call.
void run_check(const Check& check, const Setting& setting, const std::string& text) {
  try {
    check(setting, text);
  } catch (const std::runtime_error& error) {
    throw sql::Error("awscost_config: " + std::string(setting.name) + " is " + sql::literal(text) + ". " +
                     error.what());
  }
}

std::string variable(const Setting& setting) {
  std::string name = "AWSCOST_";
  for (const char c : setting.name) name += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return name;
}

// The shortest text that reads back as the same number, so that 2.5 stays "2.5".
std::string text_of(double number) {
  std::array<char, 400> text;  // the longest double without exponent has 309 digits before the point
  const auto end = std::to_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  return end.ec == std::errc() ? std::string(text.data(), end.ptr) : std::string("a number out of range");
}

std::optional<std::string> text_of(const sql::Value& value) {
  if (const std::string* text = sql::if_text(value)) return *text;
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return std::to_string(*integer);
  if (const auto* real = std::get_if<double>(&value)) return text_of(*real);
  return std::nullopt;
}

// Empty where neither XDG_CONFIG_HOME nor HOME is set.
std::string file_path(const Lookup& environment) {
  constexpr const char* kName = "/awscost/settings.ini";
  // The XDG Base Directory specification says to ignore a relative XDG_CONFIG_HOME.
  const auto config = environment("XDG_CONFIG_HOME");
  if (config && config->starts_with('/')) return *config + kName;
  const auto home = environment("HOME");
  return home && !home->empty() ? *home + "/.config" + kName : std::string();
}

}  // namespace

const Setting& find_setting(std::string_view name) {
  const std::size_t index = index_of(name);
  if (index == kSettings.size()) throw unknown(std::string(name), "awscost_config: ");
  return kSettings[index];
}

Settings::Settings(Surroundings surroundings) : surroundings_(std::move(surroundings)) {}

const Settings::File& Settings::file() const {
  if (file_) return *file_;
  File file{.path = file_path(surroundings_.environment), .lines = {}};
  const auto text = file.path.empty() ? std::nullopt : surroundings_.read_file(file.path.c_str());
  if (text) file.lines = parse_ini(*text, file.path);
  for (const IniLine& line : file.lines) {
    if (index_of(line.name) == kSettings.size()) {
      throw unknown(line.name, file.path + ":" + std::to_string(line.number) + ": ");
    }
  }
  return file_.emplace(std::move(file));
}

std::optional<std::string> Settings::from_environment(const Setting& setting) const {
  auto value = surroundings_.environment(variable(setting).c_str());
  if (!value || value->empty()) return std::nullopt;
  if (!is_valid(setting, *value)) throw not_right(setting, *value, variable(setting));
  return value;
}

const IniLine* Settings::from_file(const Setting& setting) const {
  const File& read = file();
  const auto line = std::find_if(read.lines.begin(), read.lines.end(),
                                 [&](const IniLine& candidate) { return candidate.name == setting.name; });
  if (line == read.lines.end()) return nullptr;
  if (!is_valid(setting, line->value)) {
    throw not_right(setting, line->value, read.path + ":" + std::to_string(line->number));
  }
  return &*line;
}

InForce Settings::in_force(const Setting& setting) const {
  if (const auto call = calls_.find(setting.name); call != calls_.end()) return {call->second, Source::kCall};
  if (auto value = from_environment(setting)) return {*std::move(value), Source::kEnvironment};
  if (const IniLine* line = from_file(setting)) return {line->value, Source::kFile};
  return {std::string(setting.fallback), Source::kDefault};
}

void Settings::set(const Setting& setting, const sql::Value& value, const Check& check) {
  if (sql::is_null(value)) {
    calls_.erase(setting.name);
    ++revision_;
    return;
  }
  auto text = text_of(value);
  if (!text || !is_valid(setting, *text)) throw not_right(setting, value, "awscost_config");
  if (check) run_check(check, setting, *text);
  calls_.insert_or_assign(setting.name, *std::move(text));
  ++times_set_[setting.name];
  ++revision_;
}

std::uint64_t Settings::revision() const {
  return revision_ + (surroundings_.environment_state ? surroundings_.environment_state() : 0);
}

std::uint64_t Settings::times_set(const Setting& setting) const {
  const auto found = times_set_.find(setting.name);
  return found == times_set_.end() ? 0 : found->second;
}

std::int64_t Settings::integer(Key<Type::kInteger> key) const {
  return read_integer(in_force(key.setting()).value).value();
}

std::int64_t Settings::dollars(Key<Type::kDollars> key) const {
  return read_dollars(in_force(key.setting()).value).value();
}

std::optional<std::int64_t> Settings::dollar_limit(Key<Type::kAnyDollars> key) const {
  return read_dollars(in_force(key.setting()).value);
}

std::chrono::milliseconds Settings::milliseconds(Key<Type::kMilliseconds> key) const {
  return std::chrono::milliseconds(read_integer(in_force(key.setting()).value).value());
}

std::string Settings::choice(Key<Type::kChoice> key) const {
  return in_force(key.setting()).value;
}

std::string Settings::path(Key<Type::kPath> key) const {
  return in_force(key.setting()).value;
}

std::string Settings::output(Key<Type::kOutput> key) const {
  return in_force(key.setting()).value;
}

std::string Settings::text(Key<Type::kText> key) const {
  return in_force(key.setting()).value;
}

std::optional<std::chrono::sys_seconds> Settings::fixed_now() const {
  constexpr Key<Type::kTime> kNow = "now";
  const std::string value = in_force(kNow.setting()).value;
  return value.empty() ? std::nullopt : text::parse_instant(value);
}

std::chrono::sys_seconds Settings::now() const {
  const auto fixed = fixed_now();
  return fixed ? *fixed : surroundings_.clock();
}

}  // namespace awscost::settings
