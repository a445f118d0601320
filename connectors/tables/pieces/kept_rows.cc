#include "connectors/tables/pieces/kept_rows.h"

#include <algorithm>
#include <utility>

#include "connectors/tables/pieces/added_up.h"
#include "connectors/tables/pieces/wider_scan.h"
#include "sql/error.h"

namespace awscost::pieces {
namespace {

using sql::Role;

sql::Scan read_as(const sql::Scan& scan, const Piece& piece) {
  if (piece.serving == Serving::kRows) return wider_scan(scan, *piece.answer);
  sql::Scan sums = scan;
  sums.window = piece.window;
  return sums;
}

}  // namespace

KeptRows::KeptRows(const Operation& operation, const sql::Scan& scan, const Piece& piece, kept::KeptAnswers& kept,
                   std::shared_ptr<const asking::Destination> destination)
    : operation_(operation),
      scan_(scan),
      piece_(piece),
      kept_(kept),
      destination_(std::move(destination)),
      read_as_(read_as(scan, piece)),
      reader_(operation, read_as_),
      from_(sql::period_text(piece.window.start, scan.granularity)),
      to_(sql::period_text(piece.window.end, scan.granularity)),
      period_start_(sql::find(*scan.table, Role::kPeriodStart).value()) {
  const auto& columns = scan.table->columns;
  shown_by_ = groups_shown_by(scan, read_as_);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const bool is_told = sql::is_dimension(columns[i].role) && read_as_.is_key(i);
    if (piece.serving == Serving::kRows && is_told && scan.selections[i].bound) checked_.push_back(i);
  }
}

bool KeptRows::begin(const sql::Interrupted& interrupted) {
  has_page_ = next_page(interrupted);
  return has_page_;
}

bool KeptRows::next(const sql::Interrupted& interrupted) {
  if (page_ == 0) has_page_ = next_page(interrupted);
  while (has_page_) {
    while (next_row_ < reader_.rows()) {
      reader_.move_to(next_row_++);
      if (piece_.serving == Serving::kAddedUp || is_wanted()) return true;
    }
    has_page_ = next_page(interrupted);
  }
  return false;
}

// The next page that may have rows of the piece; false after the last one, or where the first is gone.
bool KeptRows::next_page(const sql::Interrupted& interrupted) {
  if (interrupted && interrupted()) throw sql::InterruptError(false);
  next_row_ = 0;
  if (piece_.serving == Serving::kAddedUp) {
    if (page_++ > 0) return false;
    auto sums = added_up(operation_, scan_, piece_, kept_, interrupted);
    if (!sums) return false;
    reader_.read(*std::move(sums), 1);
    return true;
  }
  const std::vector<std::string>& ends = piece_.answer->asked.page_ends;
  while (page_ < piece_.answer->kept.pages && !is_beyond()) {
    const auto number = static_cast<std::size_t>(page_++);
    const bool is_before = number < ends.size() && sql::period_text(ends[number], scan_.granularity) <= from_;
    if (is_before && number + 1 < ends.size()) continue;
    return read_page();
  }
  return false;
}

// Whether the page before went past the piece.
bool KeptRows::is_beyond() const {
  const std::vector<std::string>& ends = piece_.answer->asked.page_ends;
  const auto before = static_cast<std::size_t>(page_) - 1;
  return page_ > 0 && before < ends.size() && sql::period_text(ends[before], scan_.granularity) > to_;
}

bool KeptRows::read_page() {
  std::optional<wire::Reply> reply = kept_.page(piece_.answer->kept.id, page_);
  if (reply) {
    // The reader checks that no row comes twice: it begins with the first page that is read.
    reader_.read(*std::move(reply), has_page_ ? page_ : 1);
    if (page_read_) page_read_(reader_, read_as_.group_by);
    return true;
  }
  if (!has_page_) return false;
  throw sql::Error(
      std::string(scan_.table->name) +
      ": a kept answer was dropped while it was read. Run the statement again; the other answers are kept.");
}

bool KeptRows::is_wanted() {
  const sql::Cell cell = reader_.cell(period_start_);
  const std::string_view period = std::get<std::string_view>(cell);
  if (period < from_ || period >= to_) return false;
  return std::all_of(checked_.begin(), checked_.end(),
                     [&](std::size_t column) { return sql::has(scan_.selections[column], reader_.cell(column)); });
}

sql::Cell KeptRows::cell(std::size_t column) {
  if (scan_.table->columns[column].role != Role::kGroup) return reader_.cell(column);
  return shown_by_[column] ? reader_.cell(*shown_by_[column]) : sql::Null();
}

}  // namespace awscost::pieces
