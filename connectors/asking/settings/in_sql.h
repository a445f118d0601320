// Settings as SQL sees them: the table `awscost_settings` and the function `awscost_config`.
//
//   SELECT awscost_config('budget')            '1.00', the value in force
//   SELECT awscost_config('budget', '2.50')    sets it for this connection and returns it; NULL: back to the default
//   SELECT name, value, source FROM awscost_settings
#pragma once

#include <memory>
#include <vector>

#include "connectors/asking/settings/settings.h"
#include "sql/function.h"
#include "sql/source.h"

namespace awscost::settings {

// Both refer to `settings`, which outlives them. `check` is asked about each value that awscost_config is to set.
std::unique_ptr<sql::Source> settings_table(const Settings& settings);
std::vector<sql::Function> functions(Settings& settings, Check check = {});

}  // namespace awscost::settings
