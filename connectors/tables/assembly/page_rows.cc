#include "connectors/tables/assembly/page_rows.h"

#include <utility>

#include "connectors/tables/assembly/narrowings.h"
#include "connectors/tables/assembly/review.h"
#include "connectors/tables/assembly/view_prices.h"
#include "connectors/tables/page/refusal.h"
#include "connectors/tables/request/call.h"

namespace awscost::assembly {

PageRows::PageRows(const Asking& asking, const sql::Scan& scan, std::string parent)
    : asking_(asking), scan_(scan), parent_(std::move(parent)), pages_(pages_of(scan)) {}

PageRows::~PageRows() = default;

std::unique_ptr<page::Pages> PageRows::pages_of(const sql::Scan& scan) const {
  const Operation& operation = asking_.operation;
  const auto make_call = [&operation, &scan, this](std::string_view token) {
    return request::call(operation, scan, {.parent = parent_, .token = token});
  };
  auto pages = std::make_unique<page::Pages>(operation, scan, request::whom(operation, scan), make_call,
                                             asking_.statement, asking_.rows_decoded);
  if (asking_.prices != nullptr && !operation.price_by_view.input.empty()) {
    pages->set_price_of([this, &scan](const asking::Destination& destination, const sql::Interrupted& interrupted) {
      return asking_.prices->price_of(asking_, scan, destination, interrupted);
    });
  }
  pages->rows().expect_parent(parent_);
  return pages;
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
    if (asking_.page_read != nullptr) {
      if (has_rows) rows_read_ += pages_->rows().rows();
      if (has_rows) ++pages_read_;
      // An answer without rows tells something, too.
      (*asking_.page_read)(scan_, pages_read_, rows_read_, !has_rows || pages_->finished());
    }
    answered_ = true;
    if (asking_.learnt != nullptr && !whole_) look_through(has_rows, interrupted);
    return has_rows;
  } catch (const page::RefusedError& error) {
    if (answered_ || whole_ || !is_narrowed(scan_) || !error.is_about_the_question()) throw;
  }
  whole_ = std::make_unique<sql::Scan>(whole(scan_));
  auto pages = pages_of(*whole_);
  pages->set_destination(pages_->destination());
  pages_ = std::move(pages);
  return pages_->next(interrupted);
}

void PageRows::look_through(bool has_rows, const sql::Interrupted& interrupted) {
  if (!review_) review_ = std::make_unique<Review>(asking_, scan_);
  if (has_rows) {
    review_->page(pages_->rows(), pages_->finished(), interrupted);
  } else {
    review_->end(interrupted);
  }
}

// AWS does not repeat the parent or the inputs in its reply.
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
