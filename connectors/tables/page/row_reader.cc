#include "connectors/tables/page/row_reader.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "connectors/tables/page/decode.h"
#include "connectors/tables/page/instant_text.h"
#include "connectors/tables/page/json_text.h"
#include "connectors/tables/page/number_text.h"
#include "connectors/tables/page/refusal.h"
#include "connectors/wire/error.h"
#include "sql/error.h"
#include "sql/periods.h"
#include "sql/text/displayable.h"
#include "sql/text/words.h"

namespace awscost::page {
namespace {

using sql::Cell;
using sql::Null;

// The longest part of a value that a message shows.
constexpr std::size_t kMostOfAValue = 100;
constexpr std::size_t kMostOfAMessage = 300;

// AWS sends an empty text for "no value".
Cell text_or_null(std::string_view text) {
  return text.empty() ? Cell(Null()) : Cell(text);
}

std::string_view last_step(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

}  // namespace

RowReader::RowReader(const Operation& operation, const sql::Scan& scan)
    : operation_(operation), scan_(scan), layout_(operation, scan), coverage_(layout_, scan) {
  std::size_t most = 0;
  for (const Shape::LevelShape& level : layout_.shape().levels()) most = std::max(most, level.slots);
  absent_.resize(most);
  elements_.resize(layout_.shape().levels().size());
  document_.levels.resize(layout_.shape().levels().size());
  made_.resize(layout_.made_texts());
}

void RowReader::read(wire::Reply reply, int page) {
  request_id_ = wire::request_id(reply);
  page_ = page;
  if (page == 1) {
    had_rows_ = false;
    coverage_.begin();
  }
  stands_in_ = false;
  for (Made& made : made_) made.of = nullptr;
  days_of_ = nullptr;
  around_.reset();
  try {
    decode(layout_.shape(), std::move(reply.body), document_);
    require_no_error(reply);
    require_parent();
    coverage_.add(document_);
  } catch (const DecodeError& error) {
    if (wire::AwsError aws = error_in(reply); aws.is_from_aws) fail_with(aws);
    fail(error.what());
  }
  const bool among_several = page > 1 || !token().empty();
  if (among_several && !layout_.list().empty() && !layout_.has_list(document_)) {
    fail("the answer has no " + std::string(layout_.list()));
  }
  if (layout_.looks_up()) index_lookups();
  if (layout_.rows().or_one && rows() == 0 && !had_rows_ && token().empty()) stand_in();
  had_rows_ = had_rows_ || rows() > 0;
}

// The body of the answer, which is the document's by now, as an error.
wire::AwsError RowReader::error_in(const wire::Reply& reply) const {
  return wire::read_error({.status = reply.status, .headers = reply.headers, .body = document_.body});
}

void RowReader::fail_with(const wire::AwsError& error) const {
  const std::string words = text::displayable(text::without_full_stop(error.message), kMostOfAMessage);
  fail("it has HTTP status 200 and is an error, " +
       (error.is_from_aws ? text::displayable(error.code, kMostOfAValue) : std::string("without a code")) +
       (words.empty() ? "" : ": " + words));
}

// An error that came with status 200. A list may be absent, so the answer would read as an empty one. A service may
// name the type of an answer that is none.
void RowReader::require_no_error(const wire::Reply& reply) const {
  const Scalar& type = document_.levels[layout_.type().level].element(0)[layout_.type().slot];
  const bool has_type = wire::names_an_error(type.text()) || !wire::header(reply, "x-amzn-errortype").empty();
  if (!has_type && document_.members != 0 && document_.members != layout_.type_bit()) return;
  const wire::AwsError error = error_in(reply);
  if (error.is_from_aws || !error.message.empty()) fail_with(error);
}

void RowReader::require_parent() const {
  if (parent_.empty() || !layout_.parent()) return;
  const Scalar& parent = document_.levels[layout_.parent()->level].element(0)[layout_.parent()->slot];
  if (parent.absent() || parent.text() == parent_) return;
  fail(std::string(last_step(operation_.parents.echo)) + " is '" + text::displayable(parent.text(), kMostOfAValue) +
       "', and '" + text::displayable(parent_, kMostOfAValue) + "' was asked for");
}

// No page has an element: the one row shows what stands around the elements.
void RowReader::stand_in() {
  stands_in_ = true;
  std::fill(elements_.begin(), elements_.end(), absent_.data());
  elements_.front() = document_.levels.front().element(0);
}

std::string_view RowReader::token() const {
  if (operation_.paging.response_token.empty()) return {};
  const Place& token = layout_.token();
  return document_.levels[token.level].element(0)[token.slot].text();
}

void RowReader::move_to(std::size_t row) {
  if (stands_in_) return;
  std::size_t level = layout_.row_level();
  const Level& rows = document_.levels[level];
  elements_[level] = rows.element(row);
  if (level == 0) return;
  std::size_t index = rows.parents[row];
  if (around_ == index) return;  // mostly the row before lies in the same elements
  around_ = index;
  while (level != 0) {
    level = layout_.shape().levels()[level].parent;
    elements_[level] = document_.levels[level].element(index);
    if (level != 0) index = document_.levels[level].parents[index];
  }
}

Cell RowReader::cell(std::size_t column) {
  const Reading& reading = layout_.reading(column);
  switch (reading.how) {
    case How::kNothing:
      return Null();
    case How::kText:
      return text_or_null(at(reading.place).text());
    case How::kReal:
      return real(at(reading.place), column);
    case How::kWhole:
      return whole(at(reading.place), column);
    case How::kFlag: {
      const Scalar& flag = at(reading.place);
      return flag.absent() ? Cell(Null()) : Cell(std::int64_t{flag.kind == Scalar::Kind::kTrue});
    }
    case How::kInstant:
    case How::kDay:
      return instant(reading, column);
    case How::kIndex: {
      const Scalar& index = at(reading.place);
      return index.absent() ? Cell(Null()) : Cell(std::int64_t{index.index()});
    }
    case How::kAmount:
      return amount(at(reading.place), column);
    case How::kExact:
      return at(reading.place).text();
    case How::kPeriod:
      return period(reading);
    case How::kIndexPeriod:
      return index_period(reading);
    case How::kWindowStart:
    case How::kWindowEnd:
      return window(reading);
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

Cell RowReader::real(const Scalar& scalar, std::size_t column) const {
  if (scalar.text().empty()) return Null();
  const auto value = read_real(scalar.text());
  if (!value) fail(column, scalar.text(), "no decimal number");
  return std::isnan(*value) ? Cell(Null()) : Cell(*value);  // SQLite stores NaN as NULL
}

Cell RowReader::whole(const Scalar& scalar, std::size_t column) const {
  if (scalar.text().empty()) return Null();
  const auto value = read_whole(scalar.text(), Fraction::kRefused);
  if (!value) fail(column, scalar.text(), "no whole number of 64 bits");
  const std::string_view none = operation_.table.columns[column].none;
  return !none.empty() && scalar.text() == none ? Cell(Null()) : Cell(*value);
}

Cell RowReader::amount(const Scalar& scalar, std::size_t column) const {
  if (const auto value = read_decimal(scalar.text())) return *value;
  fail("the Amount of " + std::string(operation_.table.columns[column].wire) + " is '" + std::string(scalar.text()) +
       "', which is no decimal number");
}

Cell RowReader::instant(const Reading& reading, std::size_t column) {
  const Scalar& scalar = at(reading.place);
  if (scalar.text().empty()) return Null();
  Made& made = made_[reading.key];
  if (made.of != &scalar) {
    auto text = reading.how == How::kDay ? sql_day(scalar.text()) : sql_instant(scalar.text());
    if (!text) fail(column, scalar.text(), "no date");
    made = {.of = &scalar, .text = std::move(*text)};
  }
  return std::string_view(made.text);
}

// AWS writes days as dates or as midnight timestamps. SQL shows one form, which is made once per period.
Cell RowReader::period(const Reading& reading) {
  const Scalar& scalar = at(reading.place);
  Made& made = made_[reading.key];
  if (made.of != &scalar) {
    const auto instant = text::parse_instant(scalar.text());
    if (!instant) fail("a TimePeriod holds '" + std::string(scalar.text()) + "', which is no date");
    made = {.of = &scalar, .text = sql::period_text(*instant, scan_.granularity)};
  }
  return std::string_view(made.text);
}

// A list with one element per day: the element's position gives the day.
Cell RowReader::index_period(const Reading& reading) {
  const Scalar& index = at(reading.place);
  if (index.absent()) return Null();
  return std::string_view(day_after_first(index.index() + reading.key));
}

const std::string& RowReader::day_after_first(std::size_t days) {
  const bool told = !layout_.rows().first_day.empty() && !at(layout_.first_day()).absent();
  const Scalar* of = told ? &at(layout_.first_day()) : absent_.data();
  if (days_of_ != of) days_.clear();
  days_of_ = of;
  if (days < days_.size()) return days_[days];
  const std::string_view text = told ? of->text() : scan_.window ? std::string_view(scan_.window->start) : "";
  const auto first = text::parse_instant(text);
  if (!first) {
    const std::string name(last_step(layout_.rows().first_day));
    fail(told ? name + " is '" + text::displayable(text, kMostOfAValue) + "', which is no date"
              : "the answer has no " + name);
  }
  constexpr text::Seconds kNoDate = std::chrono::sys_days{std::chrono::year{10000} / 1 / 1};
  while (days_.size() <= days) {
    if (*first + std::chrono::days(days_.size()) >= kNoDate)
      fail("a list goes on after 9999-12-31, the last supported date");
    days_.push_back(sql::period_text(*first + std::chrono::days(days_.size()), scan_.granularity));
  }
  return days_[days];
}

Cell RowReader::window(const Reading& reading) {
  if (!scan_.window) return Null();
  Made& made = made_[reading.key];
  if (made.text.empty()) {
    const std::string& end = reading.how == How::kWindowStart ? scan_.window->start : scan_.window->end;
    made.text = sql_day(end).value_or(end);
  }
  return std::string_view(made.text);
}

// Tags and cost categories come as <name>$<value>; the value may contain a '$'.
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
  for (const Place& place : layout_.cost_units()) {
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
  const Place& value = layout_.lookup_value();
  const Level& level = document_.levels[value.level];
  for (std::size_t i = 0; i < level.count(); ++i) lookups_[level.element(i)[value.slot].text()] = i;
}

const Scalar* RowReader::looked_up(const Place& place, std::string_view value) const {
  const auto found = lookups_.find(value);
  if (found == lookups_.end()) return nullptr;
  const Scalar& scalar = document_.levels[place.level].element(found->second)[place.slot];
  return scalar.absent() ? nullptr : &scalar;
}

Cell RowReader::lookup(const Reading& reading) {
  const Scalar* scalar = looked_up(reading.place, at(layout_.keys()[reading.key]).text());
  return scalar == nullptr ? Cell(Null()) : text_or_null(scalar->text());
}

Cell RowReader::lookup_all(const Reading& reading) {
  const std::vector<Place>& keys = layout_.keys();
  object_.clear();
  JsonText json(object_);
  json.begin('{');
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const std::string_view value = at(keys[i]).text();
    const bool repeated = i > 0 && value == at(keys[0]).text();
    const Scalar* attributes = repeated ? nullptr : looked_up(reading.place, value);
    if (attributes == nullptr) continue;
    json.key(value);
    json.raw(attributes->text());
  }
  json.end('}');
  return object_ == "{}" ? Cell(Null()) : Cell(std::string_view(object_));
}

void RowReader::fail(const std::string& clause) const {
  throw sql::Error(unreadable(operation_, page_, request_id_, clause, asked_of(scan_)));
}

void RowReader::fail(std::size_t column, std::string_view text, std::string_view which) const {
  fail(std::string(operation_.table.columns[column].name) + " is '" + text::displayable(text, kMostOfAValue) +
       "', which is " + std::string(which));
}

}  // namespace awscost::page
