// The rows of one paged list that AWS is asked for: one scan of an operation, for one parent where it has parents. Once
// its last page is read, the kept answer is described (connectors/tables/pieces).
//
// AWS refuses a narrowed request for a plan, key or service that it does not know. The whole list is read instead, and
// SQLite finds no row in it, because a condition on a result is never an error. A refusal is free.
//
// Example:
//
//   std::size_t count(AskedPages& rows, const sql::Interrupted& interrupted) {
//     std::size_t count = 0;
//     while (rows.next(interrupted)) ++count;
//     return count;
//   }
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "connectors/asking/statement/asked_rows.h"
#include "connectors/asking/statement/statement.h"
#include "connectors/tables/operations/operation.h"
#include "connectors/tables/page/pages.h"
#include "connectors/tables/page/refusal.h"
#include "sql/source.h"

namespace awscost::assembly {

class ViewPrices;
class Review;
struct Learnt;

// Told about each page that a scan has read: how many, their rows together, and whether it is the last.
using PageRead = std::function<void(const sql::Scan& scan, std::size_t pages, std::size_t rows, bool last)>;

// The parts that the rows refer to; they outlive the rows.
struct Asking {
  const Operation& operation;
  asking::Statement& statement;
  const page::RowsDecoded& rows_decoded;
  ViewPrices* prices = nullptr;  // null: the operation has one price
  const PageRead* page_read = nullptr;
  Learnt* learnt = nullptr;  // null: answers are not looked through (review.h)
};

class AskedPages : public asking::AskedRows {
 public:
  // `scan` outlives the rows. `parent`: the id of the list's parent, or empty. Throws sql::Error where no request can
  // be built from the scan; sends nothing yet. `also`: metrics that are asked for and not read here.
  AskedPages(const Asking& asking, const sql::Scan& scan, std::string parent, const sql::ColumnSet& also = {});

  AskedPages(const AskedPages&) = delete;
  AskedPages& operator=(const AskedPages&) = delete;
  // Pages that were read and not followed to the end are described as far as they go.
  ~AskedPages() override;

  bool next(const sql::Interrupted& interrupted) override;
  // Of results and keys.
  sql::Cell cell(std::size_t column) override { return pages_->rows().cell(column); }

  std::shared_ptr<const asking::Destination> destination() const override { return pages_->destination(); }

  bool next_asks() const override { return next_row_ == rows_in_page_ && !pages_->finished(); }

  page::Pages& pages() { return *pages_; }
  const page::Pages& pages() const { return *pages_; }

  // Reads the first page now, before the first next(), and throws its errors.
  void begin(const sql::Interrupted& interrupted);

 private:
  bool next_page(const sql::Interrupted& interrupted);
  sql::Scan with_all_metrics(const sql::Scan& scan) const;
  void look_through(bool has_rows, const sql::Interrupted& interrupted);
  void describe_once_finished();
  bool describe_broken_off(bool is_refused);
  bool goes_on_elsewhere(const page::RefusedError& error);
  std::unique_ptr<page::Pages> pages_of(const sql::Scan& scan) const;

  Asking asking_;
  const sql::Scan& scan_;
  std::string parent_;
  sql::ColumnSet also_;
  std::unique_ptr<sql::Scan> whole_;  // read after AWS refused the narrowed request
  std::unique_ptr<page::Pages> pages_;
  std::unique_ptr<Review> review_;
  bool answered_ = false;
  bool is_refused_ = false;  // AWS does not go on with what it began
  std::size_t next_row_ = 0;
  std::size_t rows_in_page_ = 0;
  std::size_t pages_read_ = 0;
  std::size_t rows_read_ = 0;
};

}  // namespace awscost::assembly
