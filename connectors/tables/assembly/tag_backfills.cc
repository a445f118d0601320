#include "connectors/tables/assembly/tag_backfills.h"

#include <algorithm>

#include "connectors/tables/assembly/lists.h"
#include "connectors/tables/assembly/page_rows.h"
#include "sql/error.h"

namespace awscost::assembly {

std::optional<text::Seconds> last_tag_backfill(const Asking& asking, const sql::Scan& scan,
                                               const sql::Interrupted& interrupted) {
  const Operation* history = asking.operation.tag_backfills;
  if (history == nullptr) return std::nullopt;
  const sql::Scan list = scan_of_list(*history, scan);
  try {
    PageRows rows({*history, asking.statement, asking.rows_decoded}, list, "");
    text::Seconds last{};
    while (rows.next(interrupted)) {
      for (std::size_t column = 0; column < history->table.columns.size(); ++column) {
        if (history->table.columns[column].type != sql::Type::kInstant) continue;
        const sql::Cell cell = rows.cell(column);
        const auto* text = std::get_if<std::string_view>(&cell);
        const auto instant = text == nullptr ? std::nullopt : text::parse_instant(*text);
        if (instant) last = std::max(last, *instant);
      }
    }
    return last;
  } catch (const sql::Error&) {
    return std::nullopt;
  }
}

}  // namespace awscost::assembly
