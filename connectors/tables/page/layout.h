// What a scan reads of each page: the Shape of the answer, and for every column where its value stands and how it is
// shown (Reading).
//
// It is compiled once, when a scan opens, from the operation's declaration, the shape of rows that the question gets,
// and the columns that the statement mentions. Keys, periods and identity columns are always read, as they tell rows
// apart.
//
// Example:
//
//   bool is_read(const Operation& operation, const sql::Scan& scan, std::size_t column) {
//     return Layout(operation, scan).reading(column).how != How::kNothing;
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/tables/operations/operation.h"
#include "connectors/tables/shape/document.h"
#include "connectors/tables/shape/shape.h"
#include "sql/scan.h"

namespace awscost::page {

enum class How : std::uint8_t {
  kNothing,      // not requested, or not in the answer: NULL
  kText,         // a text or JSON text; empty: NULL
  kReal,         // decimal text or JSON number; empty: NULL
  kWhole,        // the same, 64 bits
  kFlag,         // 0 or 1
  kInstant,      // seconds since 1970 or ISO text as YYYY-MM-DD HH:MM:SS
  kDay,          // the same as YYYY-MM-DD
  kIndex,        // the element's position
  kAmount,       // decimal text as REAL
  kExact,        // decimal text, as it was sent
  kPeriod,       // an instant in the text form of the granularity
  kIndexPeriod,  // likewise: the first day, plus the element's position and `key` days
  kWindowStart,  // of the window of the request
  kWindowEnd,
  kDimensionKey,  // the text that AWS sends
  kPrefixedKey,   // what follows "<name>$"; empty: NULL
  kCurrency,      // the one unit of the metrics that are money
  kLookup,        // a text, looked up by one key
  kLookupAll,     // a JSON object of the values looked up by all keys
};

struct Reading {
  How how = How::kNothing;
  Place place = {};
  // kPrefixedKey, kLookup: the position in group_by. kPeriod, kInstant, kDay, kWindowStart, kWindowEnd: the number of
  // the text that is made for it.
  std::size_t key = 0;
};

struct PeriodPlaces {
  Place start;
  Place end;
};

// What tells the rows of an answer apart, besides their period.
struct Identity {
  std::size_t level = 0;      // whose elements it tells apart: of rows, or of the keys whose days are rows
  bool below_period = false;  // the elements lie in those of the periods; else they are the same
  std::vector<Place> places;  // of `level`: the keys of group_by, and identity columns that are texts
};

class Layout {
 public:
  // Both outlive the layout.
  Layout(const Operation& operation, const sql::Scan& scan);

  const Shape& shape() const { return shape_; }
  const RowShape& rows() const { return rows_; }
  std::size_t row_level() const { return row_level_; }
  const Reading& reading(std::size_t column) const { return readings_[column]; }
  const Place& token() const { return token_; }  // if the operation has one
  // The id of the parent, and the type of the answer, which an error has.
  const std::optional<Place>& parent() const { return parent_; }
  const Place& type() const { return type_; }
  std::uint64_t type_bit() const { return shape_.bit_of("__type"); }
  const Place& first_day() const { return first_day_; }  // if rows() has one
  // Of periods that stand in the answer; nothing where a period is a position, or the table has none.
  const std::optional<PeriodPlaces>& periods() const { return periods_; }
  // Whether AWS may still change the period; nothing where the answer does not say.
  const std::optional<Place>& may_change() const { return may_change_; }
  const std::optional<Place>& day_index() const { return day_index_; }  // of periods that are a position
  // Nothing where rows may come twice: in lists without periods.
  const std::optional<Identity>& identity() const { return identity_; }
  const std::vector<Place>& keys() const { return keys_; }              // in the order of group_by
  const std::vector<Place>& cost_units() const { return cost_units_; }  // of the requested metrics that are money
  // The list of the rows, where the only page of an answer may omit it. On one page of several it is required.
  std::string_view list() const { return list_; }
  bool has_list(const Document& document) const { return (document.members & list_bit_) != 0; }
  bool looks_up() const { return looks_up_; }
  const Place& lookup_value() const { return lookup_value_; }  // the value by which elements are looked up
  std::size_t made_texts() const { return made_texts_; }       // the number of readings that make a text

 private:
  void compile_rows();
  void compile_elements();
  void compile_list();
  void compile_identity();
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
  std::optional<Place> parent_;
  Place type_;
  Place first_day_;
  std::optional<PeriodPlaces> periods_;
  std::optional<Place> may_change_;
  std::optional<Place> day_index_;
  std::optional<Identity> identity_;
  std::vector<Place> keys_;
  std::vector<Place> cost_units_;
  std::vector<Reading> readings_;  // by column
  bool looks_up_ = false;
  Place lookup_value_;
  std::size_t made_texts_ = 0;
};

}  // namespace awscost::page
