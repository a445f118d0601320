#include "connectors/tables/page/layout.h"

#include <algorithm>

#include "connectors/tables/operations/path.h"
#include "sql/metrics.h"
#include "sql/text/digits.h"

namespace awscost::page {
namespace {

using sql::Column;
using sql::KeyType;
using sql::Role;
using sql::Type;

constexpr std::string_view kIndexStep = "{index}";

std::string join(std::string_view path, std::string_view member, std::string_view leaf) {
  return std::string(path).append("/").append(member).append("/").append(leaf);
}

// How many columns with the role of `column` stand before it.
std::size_t ordinal(const sql::Table& table, std::size_t column) {
  const auto before = table.columns.first(column);
  return static_cast<std::size_t>(std::count_if(
      before.begin(), before.end(), [&](const Column& other) { return other.role == table.columns[column].role; }));
}

// The first step of the column's place: /DimensionValueAttributes[Value=LINKED_ACCOUNT]/Attributes/description
PathStep lookup_step(const Column& column) {
  if (column.role != Role::kResult || !column.wire.starts_with('/')) return {};
  std::string_view path = column.wire;
  return take_step(path);
}

// Instants and days may come as seconds since 1970.
bool may_come_as_number(Type type) {
  return text::is_number(type) || type == Type::kInstant || type == Type::kDay;
}

// All columns of a tuple are read, mentioned or not, because together they give its length.
bool stands_in_a_tuple(const Column& column, std::string_view wire) {
  const std::string_view last = wire.substr(wire.rfind('/') + 1);
  return column.role == Role::kResult && !last.empty() && last.front() >= '0' && last.front() <= '9';
}

const RowShape& rows_of(const Operation& operation, const sql::Scan& scan) {
  const auto given = sql::find(operation.table, operation.given_input);
  if (given && scan.input(*given)) return operation.given_rows;
  return scan.group_by.keys.empty() ? operation.rows : operation.grouped_rows;
}

// The part of the rows' path that every answer must have. Metric rows must be present; AWS may omit an empty nested
// list (a modification without quantities), and it does not document how it sends an empty map. (On one page of
// several, the list is required: compile_list.)
std::string_view promised(const RowShape& rows) {
  if (rows.or_one || rows.may_be_absent) return {};
  if (!rows.metrics.empty()) return rows.each;
  std::string_view path = rows.each;
  while (!path.empty()) {
    const PathStep::Kind kind = take_step(path).kind;
    if (kind == PathStep::Kind::kEachEntry) return {};
    if (kind == PathStep::Kind::kEach) break;
  }
  return rows.each.substr(0, rows.each.size() - path.size());
}

How shown(Type type) {
  switch (type) {
    case Type::kReal:
      return How::kReal;
    case Type::kInteger:
    case Type::kBigint:
      return How::kWhole;
    case Type::kBoolean:
      return How::kFlag;
    case Type::kInstant:
      return How::kInstant;
    case Type::kDay:
      return How::kDay;
    case Type::kText:
    case Type::kJson:
      break;
  }
  return How::kText;
}

}  // namespace

Layout::Layout(const Operation& operation, const sql::Scan& scan)
    : operation_(operation), scan_(scan), rows_(rows_of(operation, scan)) {
  compile_rows();
  compile_elements();
  readings_.resize(operation.table.columns.size());
  for (std::size_t i = 0; i < readings_.size(); ++i) readings_[i] = compile(i);
  compile_identity();
}

// The parts that are read whatever is mentioned: conditions and row identity need the keys.
void Layout::compile_rows() {
  shape_.add(promised(rows_), Expect::kEach, Presence::kRequired);
  row_level_ = shape_.add(rows_.each, Expect::kEach, Presence::kOptional).level;
  compile_list();
  for (std::size_t i = 0; i < scan_.group_by.keys.size(); ++i) {
    keys_.push_back(shape_.add(key_path(i), Expect::kText, Presence::kRequired));
  }
  if (!operation_.paging.response_token.empty()) {
    token_ = shape_.add(operation_.paging.response_token, Expect::kText, Presence::kOptional);
  }
  type_ = shape_.add("/__type", Expect::kText, Presence::kOptional);
  if (const std::string_view echo = operation_.parents.echo; !echo.empty()) {
    parent_ = shape_.add(echo, Expect::kText, Presence::kOptional);
  }
  if (!operation_.may_change.empty()) {
    may_change_ = shape_.add(operation_.may_change, Expect::kBoolean, Presence::kOptional);
  }
  if (!rows_.first_day.empty()) first_day_ = shape_.add(rows_.first_day, Expect::kText, Presence::kOptional);
}

// A statement may mention no column of the rows' own, such as count(*): what is no row is still none.
void Layout::compile_elements() {
  for (const Column& column : operation_.table.columns) {
    if (column.role != Role::kResult || wire(column).empty() || rows_.each.empty()) continue;
    const std::string path = this->path(column);
    if (!path.starts_with(rows_.each)) continue;
    const std::string_view within = std::string_view(path).substr(rows_.each.size());
    const bool is_whole = within == "/{value}";
    if (is_whole) shape_.add(path, expected(column), Presence::kOptional);
    const bool is_member = within.size() > 1 && within.front() == '/' && within[1] != '{' && !text::is_digit(within[1]);
    if (is_member) shape_.add(rows_.each, Expect::kObject, Presence::kOptional);
    if (is_whole || is_member) return;
  }
}

// Where the value of that key of group_by stands.
std::string Layout::key_path(std::size_t position) const {
  std::string keys(rows_.keys);
  switch (rows_.key_form) {
    case KeyForm::kTexts:
      return keys + "/" + std::to_string(position);
    case KeyForm::kKeyAndValue:
      return keys + "/Value";
    case KeyForm::kByName:
      return keys + "/" + std::string(api_key(position));
  }
  return keys;
}

// The only page of an answer may omit an empty list. On one page of several the list is required: without it, the
// answer would be short unnoticed.
void Layout::compile_list() {
  std::string_view path = rows_.each;
  if (path.empty() || rows_.or_one || !promised(rows_).empty()) return;
  const PathStep step = take_step(path);
  if (step.kind != PathStep::Kind::kEach && step.kind != PathStep::Kind::kEachEntry) return;
  list_ = step.name;
  list_bit_ = shape_.bit_of(list_);
}

void Layout::compile_identity() {
  Identity identity{.level = row_level_};
  for (const Place& key : keys_) identity.places.push_back(key);
  for (std::size_t i = 0; i < readings_.size(); ++i) {
    if (operation_.table.columns[i].identity && readings_[i].how == How::kText) {
      identity.places.push_back(readings_[i].place);
    }
  }
  if (day_index_ && !identity.places.empty()) identity.level = identity.places.front().level;
  if (periods_) identity.below_period = periods_->start.level != identity.level;
  const bool together = std::all_of(identity.places.begin(), identity.places.end(),
                                    [&](const Place& place) { return place.level == identity.level; });
  const bool in_periods = periods_ && periods_->start.level == periods_->end.level &&
                          (!identity.below_period || (shape_.levels()[identity.level].parent == periods_->start.level &&
                                                      !identity.places.empty()));
  if (together && (in_periods || (day_index_ && !identity.places.empty()))) identity_ = std::move(identity);
}

Reading Layout::compile(std::size_t index) {
  const Column& column = operation_.table.columns[index];
  if (sql::is_period(column.role)) return compile_period(column);
  if (column.role == Role::kGroup) return compile_key(ordinal(operation_.table, index));
  if (sql::is_dimension(column.role)) return compile_key(scan_.group_by.position(index));
  const bool mentioned = scan_.mentioned.test(index);
  if (!mentioned && !column.identity && !stands_in_a_tuple(column, wire(column))) return {};
  if (column.role == Role::kCurrency) return compile_currency();
  if (sql::is_metric_family(column.role)) return compile_metric(column);
  if (column.role == Role::kWindowStart) return {.how = How::kWindowStart, .key = made_texts_++};
  if (column.role == Role::kWindowEnd) return {.how = How::kWindowEnd, .key = made_texts_++};
  return column.role == Role::kResult ? compile_result(column) : Reading{};
}

Reading Layout::compile_period(const Column& column) {
  const bool counted = wire(column).ends_with(kIndexStep);
  Reading reading{.how = counted ? How::kIndexPeriod : How::kPeriod};
  reading.place = shape_.add(path(column), Expect::kText, counted ? Presence::kOptional : Presence::kRequired);
  reading.key = counted ? (column.role == Role::kPeriodEnd ? 1 : 0) : made_texts_++;
  if (counted) {
    day_index_ = reading.place;
    return reading;
  }
  if (!periods_) periods_ = PeriodPlaces{reading.place, reading.place};
  (column.role == Role::kPeriodEnd ? periods_->end : periods_->start) = reading.place;
  return reading;
}

Reading Layout::compile_key(std::optional<std::size_t> position) const {
  if (!position || *position >= keys_.size()) return {};
  const KeyType type = scan_.group_by.keys[*position].type;
  const bool prefixed = type == KeyType::kTag || type == KeyType::kCostCategory;
  return {.how = prefixed ? How::kPrefixedKey : How::kDimensionKey, .place = keys_[*position], .key = *position};
}

Reading Layout::compile_currency() {
  for (const Column* metric : sql::requested_metrics(operation_.table, scan_.mentioned)) {
    if (!metric->is_money) continue;
    cost_units_.push_back(shape_.add(join(rows_.metrics, metric->wire, "Unit"), Expect::kText, Presence::kRequired));
  }
  return {.how = How::kCurrency};
}

Reading Layout::compile_metric(const Column& column) {
  const std::string_view metric = sql::metric_of(column);
  if (column.role == Role::kMetricUnit) {
    return {.how = How::kText,
            .place = shape_.add(join(rows_.metrics, metric, "Unit"), Expect::kText, Presence::kRequired)};
  }
  return {.how = column.role == Role::kMetric ? How::kAmount : How::kExact,
          .place = shape_.add(join(rows_.metrics, metric, "Amount"), Expect::kText, Presence::kRequired)};
}

Reading Layout::compile_result(const Column& column) {
  if (wire(column).empty()) return {};  // the column has a place only in grouped rows
  if (lookup_step(column).kind == PathStep::Kind::kLookup) return compile_lookup(column);
  const bool index = wire(column).ends_with(kIndexStep);
  Reading reading{.how = index ? How::kIndex : shown(column.type),
                  .place = shape_.add(path(column), expected(column), Presence::kOptional)};
  if (reading.how == How::kInstant || reading.how == How::kDay) reading.key = made_texts_++;
  return reading;
}

Reading Layout::compile_lookup(const Column& column) {
  const PathStep step = lookup_step(column);
  if (keys_.empty()) return {};
  Reading reading{.how = How::kLookupAll};
  if (!step.key.empty()) {
    reading.how = How::kLookup;
    while (reading.key < keys_.size() && api_key(reading.key) != step.key) ++reading.key;
    if (reading.key == keys_.size()) return {};
  }
  const std::string elements = "/" + std::string(step.name) + "[" + std::string(step.match) + "]";
  lookup_value_ = shape_.add(elements + "/" + std::string(step.match), Expect::kText, Presence::kOptional);
  reading.place = shape_.add(column.wire, step.key.empty() ? Expect::kJson : Expect::kText, Presence::kOptional);
  looks_up_ = true;
  return reading;
}

// The column's place in such rows.
std::string_view Layout::wire(const Column& column) const {
  const bool grouped = &rows_ == &operation_.grouped_rows;
  return grouped && !column.grouped_wire.empty() ? column.grouped_wire : column.wire;
}

std::string Layout::path(const Column& column) const {
  return whole_path(wire(column), rows_.each);
}

// A value that one column shows as text and another as number may come as either, whichever column is mentioned.
Expect Layout::expected(const Column& column) const {
  if (column.type == Type::kBoolean) return Expect::kBoolean;
  if (column.type == Type::kJson) return Expect::kJson;
  const bool number =
      std::any_of(operation_.table.columns.begin(), operation_.table.columns.end(), [&](const Column& other) {
        return other.role == Role::kResult && may_come_as_number(other.type) && wire(other) == wire(column);
      });
  return number ? Expect::kNumber : Expect::kText;
}

// The API's name of a dimension key; empty for tags and cost categories.
std::string_view Layout::api_key(std::size_t position) const {
  const sql::GroupKey& key = scan_.group_by.keys[position];
  if (key.type != KeyType::kDimension) return {};
  return sql::api_name(operation_.table, key);
}

}  // namespace awscost::page
