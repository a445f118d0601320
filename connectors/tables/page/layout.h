// What a scan reads of each page: the Shape of the answer, and for every column where its value stands and how it is
// shown (Reading).
//
// Compiled once when a scan opens, from the operation's declaration, the shape of rows that the question gets, and the
// columns that the statement mentions; what tells rows apart (keys, periods, identity) is always read.
//
//   Layout layout(operation, scan);
//   layout.shape(), layout.reading(column).place
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/tables/operations/operation.h"
#include "connectors/tables/page/document.h"
#include "connectors/tables/page/shape.h"
#include "sql/scan.h"

namespace awscost::page {

enum class How : std::uint8_t {
  kNothing,      // not requested, or no column of the answer: NULL
  kText,         // the text, JSON text included; empty: NULL
  kReal,         // decimal text or JSON number; empty: NULL
  kWhole,        // the same, 64 bits
  kFlag,         // 0 or 1
  kInstant,      // seconds since 1970 or ISO text as YYYY-MM-DD HH:MM:SS
  kDay,          // the same as YYYY-MM-DD
  kIndex,        // the element's position
  kAmount,       // decimal text as REAL
  kExact,        // decimal text untouched
  kPeriod,       // text of an instant in the form of the granularity
  kIndexPeriod,  // the same, `key` days after the first day and the element's position
  kWindowStart,  // of the window asked for
  kWindowEnd,
  kDimensionKey,  // AWS's own text
  kPrefixedKey,   // what follows "<name>$"; empty: NULL
  kCurrency,      // the one unit of the cost metrics
  kLookup,        // a text looked up by one key
  kLookupAll,     // a JSON object of what is looked up by all keys
};

struct Reading {
  How how = How::kNothing;
  Place place = {};
  // kPrefixedKey, kLookup: the position in group_by; kPeriod, kInstant, kDay: which of the made texts.
  std::size_t key = 0;
};

class Layout {
 public:
  // Both outlive it.
  Layout(const Operation& operation, const sql::Scan& scan);

  const Shape& shape() const { return shape_; }
  const RowShape& rows() const { return rows_; }
  std::size_t row_level() const { return row_level_; }
  const Reading& reading(std::size_t column) const { return readings_[column]; }
  const Place& token() const { return token_; }                         // where the operation has one
  const Place& first_day() const { return first_day_; }                 // where rows() has one
  const std::vector<Place>& keys() const { return keys_; }              // of group_by, in its order
  const std::vector<Place>& cost_units() const { return cost_units_; }  // of the requested cost metrics
  // The list that the rows stand in, where an answer may lack it: one that is a page of several has it all the same.
  std::string_view list() const { return list_; }
  bool has_list(const Document& document) const { return (document.members & list_bit_) != 0; }
  bool looks_up() const { return looks_up_; }
  const Place& lookup_value() const { return lookup_value_; }  // the key's value in the looked-up elements
  std::size_t made_texts() const { return made_texts_; }       // how many readings make a text of their own

 private:
  void compile_rows();
  void compile_list();
  Reading compile(std::size_t column);
  Reading compile_period(const sql::Column& column);
  Reading compile_currency();
  Reading compile_metric(const sql::Column& column);
  Reading compile_key(std::optional<std::size_t> position) const;
  Reading compile_result(const sql::Column& column);
  Reading compile_lookup(const sql::Column& column);
  std::string key_path(std::size_t position) const;
  std::string_view wire(const sql::Column& column) const;
  std::string path(const sql::Column& column) const;
  Expect expected(const sql::Column& column) const;
  std::string_view api_key(std::size_t position) const;

  const Operation& operation_;
  const sql::Scan& scan_;
  const RowShape& rows_;
  Shape shape_;
  std::size_t row_level_ = 0;
  std::string_view list_;
  std::uint64_t list_bit_ = 0;
  Place token_;
  Place first_day_;
  std::vector<Place> keys_;
  std::vector<Place> cost_units_;
  std::vector<Reading> readings_;  // by column
  bool looks_up_ = false;
  Place lookup_value_;
  std::size_t made_texts_ = 0;
};

}  // namespace awscost::page
