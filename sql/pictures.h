// Pictures in a column: a bar for each row, and a line for a group.
//
//   SELECT service, awscost_bar(sum(unblended_cost), 5000, 20) ...                        ████████▌
//   SELECT service, awscost_sparkline(unblended_cost) ... GROUP BY 1                       ▁▂▂▃▅▇█▇
//
// A bar is made of blocks of an eighth of a character. A sparkline has a character for each row, in the order in which
// SQLite reads the rows: `FROM (SELECT ... ORDER BY day)` puts them in order.
//
// Example:
//
//   std::string half() {
//     return bar(50, 100, 10);
//   }
#pragma once

#include <cstdint>
#include <string>

#include "sql/function.h"

namespace awscost::sql {

// A bar of at most `width` characters, 1 to 1000, for a value of at most `most`. Empty where the value is not above 0.
std::string bar(double value, double most, std::int64_t width);

// awscost_bar(value, most[, width]): a width of 20 where none is given. NULL where the value is NULL.
Function bar_function();

// awscost_sparkline(value): from the least to the greatest value; a blank for NULL. At most 10,000 rows.
Aggregate sparkline();

}  // namespace awscost::sql
