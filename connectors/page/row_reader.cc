#include "connectors/page/row_reader.h"

#include <charconv>
#include <utility>

#include "connectors/operations/path.h"
#include "connectors/page/decode.h"
#include "connectors/page/json_text.h"
#include "connectors/page/refusal.h"
#include "connectors/wire/error.h"
#include "sql/error.h"
#include "sql/metrics.h"
#include "sql/periods.h"

namespace awscost::page {
namespace {

using sql::Cell;
using sql::KeyType;
using sql::Null;
using sql::Role;

std::string join(std::string_view path, std::string_view member, std::string_view leaf) {
  return std::string(path).append("/").append(member).append("/").append(leaf);
}

// Empty where AWS means "no value".
Cell text_or_null(std::string_view text) {
  return text.empty() ? Cell(Null()) : Cell(text);
}

// How many columns with the role of `column` stand before it.
std::size_t ordinal(const sql::Table& table, int column) {
  std::size_t before = 0;
  for (int i = 0; i < column; ++i) {
    if (table.columns[static_cast<std::size_t>(i)].role == table.columns[static_cast<std::size_t>(column)].role) {
      ++before;
    }
  }
  return before;
}

// A lookup's parts: /DimensionValueAttributes[Value=LINKED_ACCOUNT]/Attributes/description
PathStep lookup_step(const sql::Column& column) {
  if (column.role != Role::kResult || column.wire.empty()) return {};
  std::string_view path = column.wire;
  return take_step(path);
}

}  // namespace

RowReader::RowReader(const Operation& operation, const sql::Scan& scan) : operation_(operation), scan_(scan) {
  const RowShape& shape = scan.group_by.keys.empty() ? operation.rows : operation.grouped_rows;
  compile_rows(shape);
  readings_.resize(operation.table.columns.size());
  for (std::size_t i = 0; i < readings_.size(); ++i) readings_[i] = compile(static_cast<int>(i), shape);
  elements_.resize(shape_.levels().size());
  document_.levels.resize(shape_.levels().size());
}

// What is read of every row whatever is mentioned: conditions and row identity need its keys.
void RowReader::compile_rows(const RowShape& shape) {
  row_level_ = shape_.add(shape.each, Expect::kEach, Presence::kRequired).level;
  for (std::size_t i = 0; i < scan_.group_by.keys.size(); ++i) {
    const std::string path = std::string(shape.keys) + "/" + std::to_string(i);
    keys_.push_back(shape_.add(path, Expect::kText, Presence::kRequired));
  }
  if (!operation_.paging.response_token.empty()) {
    token_ = shape_.add(operation_.paging.response_token, Expect::kText, Presence::kOptional);
  }
}

RowReader::Reading RowReader::compile(int index, const RowShape& shape) {
  const sql::Column& column = operation_.table.columns[static_cast<std::size_t>(index)];
  if (sql::is_period(column.role)) {
    return {.how = How::kPeriod,
            .place = shape_.add(column.wire, Expect::kText, Presence::kRequired),
            .key = column.role == Role::kPeriodStart ? 0U : 1U};
  }
  if (column.role == Role::kGroup) return compile_key(ordinal(operation_.table, index));
  if (sql::is_dimension(column.role)) return compile_key(scan_.group_by.position(index));
  if (!scan_.mentioned.test(static_cast<std::size_t>(index))) return {};
  if (column.role == Role::kCurrency) return compile_currency(shape);
  if (sql::is_metric_family(column.role)) return compile_metric(column, shape);
  return column.role == Role::kResult ? compile_result(column) : Reading{};
}

RowReader::Reading RowReader::compile_key(std::size_t position) const {
  if (position >= keys_.size()) return {};
  const bool dimension = scan_.group_by.keys[position].type == KeyType::kDimension;
  return {.how = dimension ? How::kDimensionKey : How::kPrefixedKey, .place = keys_[position], .key = position};
}

RowReader::Reading RowReader::compile_currency(const RowShape& shape) {
  for (const std::string_view metric : sql::requested_metrics(operation_.table, scan_.mentioned)) {
    if (!sql::is_cost(metric)) continue;
    cost_units_.push_back(shape_.add(join(shape.metrics, metric, "Unit"), Expect::kText, Presence::kRequired));
  }
  return {.how = How::kCurrency};
}

RowReader::Reading RowReader::compile_metric(const sql::Column& column, const RowShape& shape) {
  const std::string_view metric = sql::metric_of(column);
  if (column.role == Role::kMetricUnit) {
    return {.how = How::kText,
            .place = shape_.add(join(shape.metrics, metric, "Unit"), Expect::kText, Presence::kRequired)};
  }
  return {.how = column.role == Role::kMetric ? How::kAmount : How::kExact,
          .place = shape_.add(join(shape.metrics, metric, "Amount"), Expect::kText, Presence::kRequired)};
}

RowReader::Reading RowReader::compile_result(const sql::Column& column) {
  if (lookup_step(column).kind == PathStep::Kind::kLookup) return compile_lookup(column);
  const bool flag = column.type == sql::Type::kInteger;
  const Expect expect = flag ? Expect::kBoolean : column.type == sql::Type::kJson ? Expect::kObject : Expect::kText;
  return {.how = flag ? How::kFlag : How::kText, .place = shape_.add(column.wire, expect, Presence::kOptional)};
}

RowReader::Reading RowReader::compile_lookup(const sql::Column& column) {
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
  reading.place = shape_.add(column.wire, step.key.empty() ? Expect::kObject : Expect::kText, Presence::kOptional);
  looks_up_ = true;
  return reading;
}

// The API's name of a dimension key; empty for tags and cost categories.
std::string_view RowReader::api_key(std::size_t position) const {
  const sql::GroupKey& key = scan_.group_by.keys[position];
  if (key.type != KeyType::kDimension) return {};
  return operation_.table.columns[static_cast<std::size_t>(key.column)].wire;
}

void RowReader::read(wire::Reply reply, int page) {
  request_id_ = wire::request_id(reply);
  page_ = page;
  for (Period& period : periods_) period.of = nullptr;
  try {
    decode(shape_, std::move(reply.body), document_);
  } catch (const DecodeError& error) {
    fail(error.what());
  }
  if (looks_up_) index_lookups();
}

std::string_view RowReader::token() const {
  if (operation_.paging.response_token.empty()) return {};
  return document_.levels[token_.level].element(0)[token_.slot].text();
}

void RowReader::move_to(std::size_t row) {
  std::size_t level = row_level_;
  std::size_t index = row;
  while (true) {
    elements_[level] = document_.levels[level].element(index);
    if (level == 0) return;
    index = document_.levels[level].parents[index];
    level = shape_.levels()[level].parent;
  }
}

Cell RowReader::cell(int column) {
  const Reading& reading = readings_[static_cast<std::size_t>(column)];
  switch (reading.how) {
    case How::kNothing:
      return Null();
    case How::kText:
      return text_or_null(at(reading.place).text());
    case How::kFlag: {
      const Scalar& flag = at(reading.place);
      return flag.absent() ? Cell(Null()) : Cell(std::int64_t{flag.kind == Scalar::Kind::kTrue});
    }
    case How::kAmount:
      return amount(at(reading.place), column);
    case How::kExact:
      return at(reading.place).text();
    case How::kPeriod:
      return period(reading);
    case How::kDimensionKey:
      return at(reading.place).text();
    case How::kPrefixedKey:
      return prefixed_key(reading);
    case How::kCurrency:
      return currency();
    case How::kLookup:
      return lookup(reading);
    case How::kLookupAll:
      return lookup_all(reading);
  }
  return Null();
}

// AWS writes days as dates or as midnight timestamps; SQL sees one form, made once per period.
Cell RowReader::period(const Reading& reading) {
  const Scalar& scalar = at(reading.place);
  Period& period = periods_[reading.key];
  if (period.of != &scalar) {
    const auto instant = sql::parse_instant(scalar.text());
    if (!instant) fail("a TimePeriod holds '" + std::string(scalar.text()) + "', which is no date");
    period = {.of = &scalar, .text = sql::period_text(*instant, scan_.granularity)};
  }
  return std::string_view(period.text);
}

Cell RowReader::amount(const Scalar& scalar, int column) const {
  const std::string_view text = scalar.text();
  double value = 0;
  const std::from_chars_result read = std::from_chars(text.data(), text.data() + text.size(), value);
  // from_chars takes "inf" and "nan" too; a decimal ends in a digit.
  const bool decimal = !text.empty() && text.back() >= '0' && text.back() <= '9';
  if (decimal && read.ec == std::errc() && read.ptr == text.data() + text.size()) return value;
  fail("the Amount of " + std::string(operation_.table.columns[static_cast<std::size_t>(column)].wire) + " is '" +
       std::string(text) + "', which is no decimal number");
}

// Tags and cost categories come as <name>$<value>; the value may hold a '$' of its own.
Cell RowReader::prefixed_key(const Reading& reading) const {
  const std::string_view text = at(reading.place).text();
  const std::string& name = scan_.group_by.keys[reading.key].name;
  if (text.size() <= name.size() || text[name.size()] != '$' || !text.starts_with(name)) {
    fail("the key '" + std::string(text) + "' does not begin with '" + name + "$'");
  }
  return text_or_null(text.substr(name.size() + 1));
}

Cell RowReader::currency() const {
  std::string_view unit;
  for (const Place& place : cost_units_) {
    const std::string_view other = at(place).text();
    if (!unit.empty() && unit != other) {
      throw sql::Error(std::string(operation_.table.name) + ": a row has costs in " + std::string(unit) + " and in " +
                       std::string(other) + ", so it has no single currency; read the columns ending in _unit.");
    }
    unit = other;
  }
  return text_or_null(unit);
}

void RowReader::index_lookups() {
  lookups_.clear();
  const Level& level = document_.levels[lookup_value_.level];
  for (std::size_t i = 0; i < level.count(); ++i) lookups_[level.element(i)[lookup_value_.slot].text()] = i;
}

const Scalar* RowReader::looked_up(const Place& place, std::string_view value) const {
  const auto found = lookups_.find(value);
  if (found == lookups_.end()) return nullptr;
  const Scalar& scalar = document_.levels[place.level].element(found->second)[place.slot];
  return scalar.absent() ? nullptr : &scalar;
}

Cell RowReader::lookup(const Reading& reading) {
  const Scalar* scalar = looked_up(reading.place, at(keys_[reading.key]).text());
  return scalar == nullptr ? Cell(Null()) : text_or_null(scalar->text());
}

Cell RowReader::lookup_all(const Reading& reading) {
  object_.clear();
  JsonText json(object_);
  json.begin('{');
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    const std::string_view value = at(keys_[i]).text();
    const bool repeated = i > 0 && value == at(keys_[0]).text();
    const Scalar* attributes = repeated ? nullptr : looked_up(reading.place, value);
    if (attributes == nullptr) continue;
    json.key(value);
    json.raw(attributes->text());
  }
  json.end('}');
  return object_ == "{}" ? Cell(Null()) : Cell(std::string_view(object_));
}

void RowReader::fail(const std::string& clause) const {
  throw sql::Error(unreadable(operation_, page_, request_id_, clause));
}

}  // namespace awscost::page
