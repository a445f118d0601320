#include "connectors/tables/assembly/asked_pages.h"

#include <utility>

#include "connectors/tables/assembly/narrowings.h"
#include "connectors/tables/assembly/review.h"
#include "connectors/tables/assembly/view_prices.h"
#include "connectors/tables/page/refusal.h"
#include "connectors/tables/pieces/known.h"
#include "connectors/tables/request/call.h"

namespace awscost::assembly {

AskedPages::AskedPages(const Asking& asking, const sql::Scan& scan, std::string parent, const sql::ColumnSet& also)
    : asking_(asking), scan_(scan), parent_(std::move(parent)), also_(also), pages_(pages_of(scan)) {}

AskedPages::~AskedPages() {
  try {
    if (!pages_->finished() && !is_refused_) describe_broken_off(false);
  } catch (const std::exception&) {  // the answer is then not found again
  }
}

sql::Scan AskedPages::with_all_metrics(const sql::Scan& scan) const {
  sql::Scan all = scan;
  all.mentioned |= also_;
  return all;
}

std::unique_ptr<page::Pages> AskedPages::pages_of(const sql::Scan& scan) const {
  const Operation& operation = asking_.operation;
  const auto make_call = [&operation, &scan, this](std::string_view token) {
    const request::Part part{.parent = parent_, .token = token};
    return request::call(operation, also_.any() ? with_all_metrics(scan) : scan, part);
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

void AskedPages::begin(const sql::Interrupted& interrupted) {
  if (next_page(interrupted)) rows_in_page_ = pages_->rows().rows();
}

bool AskedPages::next(const sql::Interrupted& interrupted) {
  if (next_row_ == rows_in_page_) {
    if (!next_page(interrupted)) return false;
    rows_in_page_ = pages_->rows().rows();
    next_row_ = 0;
  }
  pages_->rows().move_to(next_row_++);
  return true;
}

bool AskedPages::next_page(const sql::Interrupted& interrupted) {
  try {
    const bool has_rows = pages_->next(interrupted);
    if (asking_.page_read != nullptr) {
      if (has_rows) rows_read_ += pages_->rows().rows();
      if (has_rows) ++pages_read_;
      // An answer without rows tells something, too.
      (*asking_.page_read)(scan_, pages_read_, rows_read_, !has_rows || pages_->finished());
    }
    answered_ = true;
    describe_once_finished();
    if (asking_.learnt != nullptr && !whole_) look_through(has_rows, interrupted);
    return has_rows;
  } catch (const page::RefusedError& error) {
    if (answered_ && goes_on_elsewhere(error))
      throw page::RefusedError(std::string(error.what()) + page::kGoOn, error.code());
    if (answered_ || whole_ || !is_narrowed(scan_) || !error.is_about_the_question()) throw;
  }
  whole_ = std::make_unique<sql::Scan>(whole(scan_));
  auto pages = pages_of(*whole_);
  pages->set_destination(pages_->destination());
  pages_ = std::move(pages);
  const bool has_rows = pages_->next(interrupted);
  describe_once_finished();
  return has_rows;
}

void AskedPages::look_through(bool has_rows, const sql::Interrupted& interrupted) {
  if (!review_) review_ = std::make_unique<Review>(asking_, scan_);
  if (has_rows) {
    review_->page(pages_->rows(), pages_->finished(), interrupted);
  } else {
    review_->end(interrupted);
  }
}

// AWS forgets page tokens. What was read until then is kept, so the rest is another question.
bool AskedPages::goes_on_elsewhere(const page::RefusedError& error) {
  if (error.code() != "InvalidNextTokenException" && !error.is_about_the_question()) return false;
  kept::KeptAnswers* kept = asking_.statement.kept();
  if (kept == nullptr || pages_->kept_as() == 0) return false;
  is_refused_ = true;
  if (describe_broken_off(true)) return true;
  kept->drop(pages_->kept_as());
  return false;
}

bool AskedPages::describe_broken_off(bool is_refused) {
  kept::KeptAnswers* kept = asking_.statement.kept();
  if (kept == nullptr || pages_->kept_as() == 0) return false;
  const sql::Scan scan = with_all_metrics(whole_ ? *whole_ : scan_);
  return pieces::describe_broken_off(*kept, pages_->kept_as(), asking_.operation, scan, pages_->rows().coverage(),
                                     is_refused);
}

void AskedPages::describe_once_finished() {
  kept::KeptAnswers* kept = asking_.statement.kept();
  if (kept == nullptr || !pages_->finished() || pages_->kept_as() == 0) return;
  pieces::describe(*kept, pages_->kept_as(), asking_.operation, with_all_metrics(whole_ ? *whole_ : scan_),
                   pages_->rows().coverage());
  asking_.statement.state<pieces::KnownAnswers>(&asking_.statement).look_again();
}

}  // namespace awscost::assembly
