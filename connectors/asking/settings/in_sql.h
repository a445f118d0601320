// Settings as SQL sees them: the table `awscost_settings` and the function `awscost_config`.
//
//   SELECT awscost_config('budget')            '1.00', the value in force
//   SELECT awscost_config('budget', '2.50')    sets it for this connection and returns it; NULL undoes that
//   SELECT name, value, source FROM awscost_settings
//
// Example:
//
//   std::string_view table_name(const Settings& settings) {
//     return settings_table(settings)->table().name;
//   }
#pragma once

#include <memory>
#include <vector>

#include "connectors/asking/settings/settings.h"
#include "sql/function.h"
#include "sql/source.h"

namespace awscost::settings {

// Both refer to `settings`, which outlives them. `check` is called before awscost_config sets a value.
std::unique_ptr<sql::Source> settings_table(const Settings& settings);
std::vector<sql::Function> functions(Settings& settings, Check check = {});

}  // namespace awscost::settings
