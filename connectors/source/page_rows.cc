#include "connectors/source/page_rows.h"

#include <utility>

#include "connectors/request/call.h"
#include "sql/instant.h"
#include "sql/periods.h"

namespace awscost::source {
namespace {

// An edge of the window as period columns show it, whatever way start_date was written.
std::string edge_text(const std::string& edge, sql::Granularity granularity) {
  const auto instant = sql::parse_instant(edge);
  return instant ? sql::period_text(*instant, granularity) : edge;
}

}  // namespace

PageRows::PageRows(const Operation& operation, const sql::Scan& scan, std::string parent, wire::Connector& connector,
                   const page::RowsDecoded& rows_decoded)
    : scan_(scan),
      parent_(std::move(parent)),
      pages_(
          operation, scan,
          [&operation, &scan, this](std::string_view token, int page) {
            return request::call(operation, scan, {.parent = parent_, .token = token, .page = page});
          },
          connector, rows_decoded) {}

bool PageRows::next(const sql::Interrupted& interrupted) {
  if (next_row_ == rows_in_page_) {
    if (!pages_.next(interrupted)) return false;
    rows_in_page_ = pages_.rows().rows();
    next_row_ = 0;
  }
  pages_.rows().move_to(next_row_++);
  return true;
}

// What AWS does not repeat in its answer is known from the question.
sql::Cell PageRows::cell(int column) {
  switch (scan_.table->columns[static_cast<std::size_t>(column)].role) {
    case sql::Role::kParent:
      return std::string_view(parent_);
    case sql::Role::kWindowStart:
      text_ = edge_text(scan_.window->start, scan_.granularity);
      return std::string_view(text_);
    case sql::Role::kWindowEnd:
      text_ = edge_text(scan_.window->end, scan_.granularity);
      return std::string_view(text_);
    default:
      return pages_.rows().cell(column);
  }
}

}  // namespace awscost::source
