#include "connectors/tables/assembly/page_rows.h"

#include <utility>

#include "connectors/tables/assembly/varied.h"
#include "connectors/tables/page/refusal.h"
#include "connectors/tables/request/call.h"

namespace awscost::assembly {

PageRows::PageRows(const Operation& operation, const sql::Scan& scan, std::string parent, wire::Connector& connector,
                   const page::RowsDecoded& rows_decoded)
    : operation_(operation),
      scan_(scan),
      parent_(std::move(parent)),
      connector_(connector),
      rows_decoded_(rows_decoded),
      pages_(ask(scan)) {}

std::unique_ptr<page::Pages> PageRows::ask(const sql::Scan& scan) {
  const auto make_call = [&scan, this](std::string_view token, int page) {
    return request::call(operation_, scan, {.parent = parent_, .token = token, .page = page});
  };
  return std::make_unique<page::Pages>(operation_, scan, make_call, connector_, rows_decoded_);
}

void PageRows::begin(const sql::Interrupted& interrupted) {
  if (next_page(interrupted)) rows_in_page_ = pages_->rows().rows();
}

bool PageRows::next(const sql::Interrupted& interrupted) {
  if (next_row_ == rows_in_page_) {
    if (!next_page(interrupted)) return false;
    rows_in_page_ = pages_->rows().rows();
    next_row_ = 0;
  }
  pages_->rows().move_to(next_row_++);
  return true;
}

bool PageRows::next_page(const sql::Interrupted& interrupted) {
  try {
    const bool has_rows = pages_->next(interrupted);
    answered_ = true;
    return has_rows;
  } catch (const page::RefusedError& error) {
    if (answered_ || whole_ || !is_narrowed(scan_) || !error.is_about_the_question()) throw;
  }
  whole_ = std::make_unique<sql::Scan>(whole(scan_));
  pages_ = ask(*whole_);
  return pages_->next(interrupted);
}

// AWS does not repeat whose list it sends, nor to whom.
sql::Cell PageRows::cell(std::size_t column) {
  const sql::Column& declared = scan_.table->columns[column];
  if (declared.role == sql::Role::kParent) return std::string_view(parent_);
  if (sql::is_input(declared.role)) {
    const auto text = scan_.input(column);
    return text ? sql::Cell(*text) : sql::Cell();
  }
  return pages_->rows().cell(column);
}

}  // namespace awscost::assembly
