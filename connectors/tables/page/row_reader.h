// The rows of a page and their cells, as the columns of a table show them.
//
// All places are compiled once, when a scan opens (Layout). To read a cell is then an index and a conversion: texts
// borrow from the page, numbers are converted on demand, nothing is allocated and no names are compared.
//
// Example:
//
//   std::size_t count_nulls(RowReader& reader, std::size_t column) {
//     std::size_t count = 0;
//     for (std::size_t row = 0; row < reader.rows(); ++row) {
//       reader.move_to(row);
//       count += std::holds_alternative<sql::Null>(reader.cell(column)) ? 1 : 0;
//     }
//     return count;
//   }
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "connectors/tables/operations/operation.h"
#include "connectors/tables/page/coverage.h"
#include "connectors/tables/page/layout.h"
#include "connectors/tables/page/refusal.h"
#include "connectors/tables/shape/document.h"
#include "connectors/wire/call.h"
#include "connectors/wire/error.h"
#include "sql/scan.h"
#include "sql/value.h"

namespace awscost::page {

class RowReader {
 public:
  // Both outlive the reader.
  RowReader(const Operation& operation, const sql::Scan& scan);
  RowReader(const RowReader&) = delete;
  RowReader& operator=(const RowReader&) = delete;

  // Answers about another parent are then an error.
  void expect_parent(std::string parent) { parent_ = std::move(parent); }

  // Takes the answer of a page (status 200); pages come in their order, `page` from 1. Throws sql::Error where the
  // answer is not what the operation promises: no row is shown before the whole page has been read.
  void read(wire::Reply reply, int page);

  std::size_t rows() const { return stands_in_ ? 1 : document_.levels[layout_.row_level()].count(); }
  // The token of the next page; empty: this is the last page.
  std::string_view token() const;

  // What the pages before have brought, for the sentence of a query that ends between two pages (coverage.h).
  std::string so_far() const { return coverage_.sentence(asked_of(scan_)); }

  // What the pages so far tell about the answer.
  const Coverage& coverage() const { return coverage_; }

  void move_to(std::size_t row);
  // Valid until the next move_to() or read(). Throws sql::Error where the value does not fit the column.
  sql::Cell cell(std::size_t column);

 private:
  const Scalar& at(const Place& place) const { return elements_[place.level][place.slot]; }
  wire::AwsError error_in(const wire::Reply& reply) const;
  [[noreturn]] void fail_with(const wire::AwsError& error) const;
  void require_no_error(const wire::Reply& reply) const;
  void require_parent() const;
  void stand_in();
  sql::Cell real(const Scalar& scalar, std::size_t column) const;
  sql::Cell whole(const Scalar& scalar, std::size_t column) const;
  sql::Cell amount(const Scalar& scalar, std::size_t column) const;
  sql::Cell instant(const Reading& reading, std::size_t column);
  sql::Cell period(const Reading& reading);
  sql::Cell index_period(const Reading& reading);
  sql::Cell window(const Reading& reading);
  sql::Cell prefixed_key(const Reading& reading) const;
  sql::Cell currency() const;
  sql::Cell lookup(const Reading& reading);
  sql::Cell lookup_all(const Reading& reading);
  const Scalar* looked_up(const Place& place, std::string_view value) const;
  void index_lookups();
  const std::string& day_after_first(std::size_t days);
  [[noreturn]] void fail(const std::string& clause) const;
  [[noreturn]] void fail(std::size_t column, std::string_view text, std::string_view which) const;

  const Operation& operation_;
  const sql::Scan& scan_;
  Layout layout_;
  Coverage coverage_;

  Document document_;
  std::string parent_;  // empty: it is not checked
  std::string request_id_;
  int page_ = 0;
  bool had_rows_ = false;                // the pages before had rows
  bool stands_in_ = false;               // RowShape::or_one: the one row is no element of the answer
  std::vector<Scalar> absent_;           // the cells of that row
  std::vector<const Scalar*> elements_;  // by level: the element of the present row, and those it lies in
  std::optional<std::size_t> around_;    // the index of the one that the present row lies in
  std::unordered_map<std::string_view, std::size_t> lookups_;
  // Texts that are not in the page, which cells borrow from: periods and instants, a JSON object.
  struct Made {
    const Scalar* of = nullptr;
    std::string text;
  };
  std::vector<Made> made_;
  std::vector<std::string> days_;  // period texts, by position from the first day
  const Scalar* days_of_ = nullptr;
  std::string object_;
};

}  // namespace awscost::page
