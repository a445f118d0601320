// The rows of a page and their cells, as the columns of a table show them.
//
// Compiled once when a scan opens: which parts of the answer are used (Shape), and for every column where its value
// stands and how it is shown (Reading). Reading a cell is then an index and a conversion: texts borrow from the page,
// amounts become REAL on demand, nothing is allocated and no name is compared.
//
//   RowReader reader(operation, scan);
//   reader.read(std::move(reply), 1);
//   for (std::size_t row = 0; row < reader.rows(); ++row) { reader.move_to(row); reader.cell(column); }
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "connectors/operations/operation.h"
#include "connectors/page/document.h"
#include "connectors/page/shape.h"
#include "connectors/wire/call.h"
#include "sql/scan.h"
#include "sql/value.h"

namespace awscost::page {

class RowReader {
 public:
  // Both outlive the reader.
  RowReader(const Operation& operation, const sql::Scan& scan);
  RowReader(const RowReader&) = delete;
  RowReader& operator=(const RowReader&) = delete;

  // Takes a page's answer (status 2xx). Throws sql::Error where it is not what the operation promises: no row of a page
  // is shown before all of it has been understood.
  void read(wire::Reply reply, int page);

  std::size_t rows() const { return document_.levels[row_level_].count(); }
  // The token of the next page; empty: this was the last.
  std::string_view token() const;

  void move_to(std::size_t row);
  // Valid until the next move_to() or read(). Throws sql::Error where a value is not what the column promises.
  sql::Cell cell(int column);

 private:
  enum class How : std::uint8_t {
    kNothing,       // not requested, or no column of the answer: NULL
    kText,          // the text; empty: NULL
    kFlag,          // 0 or 1
    kAmount,        // decimal text as REAL
    kExact,         // decimal text untouched
    kPeriod,        // text of an instant in the form of the granularity
    kDimensionKey,  // AWS's own text
    kPrefixedKey,   // what follows "<name>$"; empty: NULL
    kCurrency,      // the one unit of the cost metrics
    kLookup,        // a text looked up by one key
    kLookupAll,     // a JSON object of what is looked up by all keys
  };
  struct Reading {
    How how = How::kNothing;
    Place place = {};
    std::size_t key = 0;  // kPrefixedKey, kLookup: the position in group_by; kPeriod: which of periods_
  };

  void compile_rows(const RowShape& shape);
  Reading compile(int column, const RowShape& shape);
  Reading compile_currency(const RowShape& shape);
  Reading compile_metric(const sql::Column& column, const RowShape& shape);
  Reading compile_key(std::size_t position) const;
  Reading compile_result(const sql::Column& column);
  Reading compile_lookup(const sql::Column& column);
  std::string_view api_key(std::size_t position) const;

  const Scalar& at(const Place& place) const { return elements_[place.level][place.slot]; }
  sql::Cell period(const Reading& reading);
  sql::Cell amount(const Scalar& scalar, int column) const;
  sql::Cell prefixed_key(const Reading& reading) const;
  sql::Cell currency() const;
  sql::Cell lookup(const Reading& reading);
  sql::Cell lookup_all(const Reading& reading);
  const Scalar* looked_up(const Place& place, std::string_view value) const;
  void index_lookups();
  [[noreturn]] void fail(const std::string& clause) const;

  const Operation& operation_;
  const sql::Scan& scan_;
  Shape shape_;
  std::size_t row_level_ = 0;
  Place token_;
  std::vector<Place> keys_;        // of group_by, in its order
  std::vector<Place> cost_units_;  // of the requested cost metrics, where `currency` is used
  std::vector<Reading> readings_;  // by column
  bool looks_up_ = false;
  Place lookup_value_;  // the key's value in the looked-up elements

  Document document_;
  std::string request_id_;
  int page_ = 0;
  std::vector<const Scalar*> elements_;  // by level: the present row's, and those it lies in
  std::unordered_map<std::string_view, std::size_t> lookups_;
  // What a cell borrows from when it is not in the page: the two ends of a period, a JSON object.
  struct Period {
    const Scalar* of = nullptr;
    std::string text;
  };
  Period periods_[2];
  std::string object_;
};

}  // namespace awscost::page
