#include "connectors/asking/check/in_sql.h"

#include <span>
#include <string>
#include <utility>

#include "sql/error.h"

namespace awscost::check {

sql::Function check_function(Parts parts) {
  return {
      .name = "awscost_check",
      .min_arguments = 0,
      .max_arguments = 1,
      .risk = sql::Risk::kDirectOnly,
      .doc =
          "Says line by line whose credentials are used, for which account, Region and endpoint, what may be spent, "
          "and what to do next; lines that begin with ! have to be mended. Free: it asks STS alone. The argument is "
          "a profile; without it, the one in force.",
      .call = [parts = std::move(parts)](std::span<const sql::Value> arguments) -> sql::Value {
        if (arguments.empty()) return check(parts, "");
        const std::string* profile = sql::if_text(arguments[0]);
        if (profile == nullptr || profile->empty()) {
          throw sql::Error("awscost_check(" + sql::literal(arguments[0]) +
                           "): the argument is the name of a profile, as in SELECT awscost_check('prod'); without "
                           "it, SELECT awscost_check() checks the one in force.");
        }
        return check(parts, *profile);
      },
      .example = "awscost_check()"};
}

}  // namespace awscost::check
