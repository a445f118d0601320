#include "connectors/asking/settings/in_sql.h"

#include <array>
#include <utility>

#include "sql/error.h"
#include "sql/stored_rows.h"
#include "sql/table.h"

namespace awscost::settings {
namespace {

constexpr std::array kColumns = {
    sql::Column{.name = "name", .doc = "What awscost_config calls it."},
    sql::Column{.name = "value", .doc = "The value in force."},
    sql::Column{.name = "source",
                .doc = "Where the value comes from: call (awscost_config), environment (AWSCOST_ and the name in "
                       "capitals), file (settings.ini) or default."},
    sql::Column{.name = "description", .doc = "What the setting decides."},
};

constexpr sql::Table kTable{
    .name = "awscost_settings", .doc = "The settings of this connection, one row each.", .columns = kColumns};
static_assert(sql::well_formed(kTable));

std::string to_text(Source source) {
  switch (source) {
    case Source::kCall:
      return "call";
    case Source::kEnvironment:
      return "environment";
    case Source::kFile:
      return "file";
    case Source::kDefault:
      return "default";
  }
  return {};
}

std::vector<sql::StoredRow> rows(const Settings& settings) {
  std::vector<sql::StoredRow> out;
  for (const Setting& setting : kSettings) {
    const InForce now = settings.in_force(setting);
    out.push_back({std::string(setting.name), now.value, to_text(now.source), std::string(setting.description)});
  }
  return out;
}

const Setting& named(const sql::Value& argument) {
  if (const std::string* name = sql::if_text(argument)) return find_setting(*name);
  throw sql::Error("awscost_config(" + sql::literal(argument) +
                   "): the first argument is a setting's name, as in awscost_config('budget').");
}

}  // namespace

std::unique_ptr<sql::Source> settings_table(const Settings& settings) {
  return std::make_unique<sql::StoredSource>(kTable, [&settings] { return rows(settings); });
}

std::vector<sql::Function> functions(Settings& settings, Check check) {
  return {
      {.name = "awscost_config",
       .min_arguments = 1,
       .max_arguments = 1,
       .risk = sql::Risk::kReads,
       .doc = "The value of a setting that is in force: awscost_config('budget').",
       .call = [&settings](std::span<const sql::Value> arguments) -> sql::Value {
         return settings.in_force(named(arguments[0])).value;
       },
       .example = "awscost_config('name')"},
      {.name = "awscost_config",
       .min_arguments = 2,
       .max_arguments = 2,
       .risk = sql::Risk::kDirectOnly,
       .doc = "Sets a setting for this connection and returns its value: awscost_config('budget', '2.50'). NULL goes "
              "back to what the environment, the settings file or the default says.",
       .call = [&settings, check = std::move(check)](std::span<const sql::Value> arguments) -> sql::Value {
         const Setting& setting = named(arguments[0]);
         settings.set(setting, arguments[1], check);
         return settings.in_force(setting).value;
       },
       .example = "awscost_config('name', 'value')"}};
}

}  // namespace awscost::settings
