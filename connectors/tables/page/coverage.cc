#include "connectors/tables/page/coverage.h"

#include <algorithm>
#include <chrono>
#include <functional>

#include "connectors/tables/page/decode.h"
#include "sql/periods.h"
#include "sql/text/displayable.h"

namespace awscost::page {
namespace {

// The longest part of a key that a message shows.
constexpr std::size_t kMostOfAKey = 100;

text::Seconds instant(const Scalar& scalar) {
  if (const auto instant = text::parse_instant(scalar.text())) return *instant;
  throw DecodeError("a TimePeriod holds '" + std::string(scalar.text()) + "', which is no date");
}

const Scalar& scalar_at(const Document& document, const Place& place, std::size_t element) {
  return document.levels[place.level].element(element)[place.slot];
}

// The rows of a page that are all looked at, and which of the others are: looking at each costs 8 % of reading a page.
constexpr std::size_t kAllOfAPage = 512;
constexpr unsigned kOneOf = 8;

// The same for equal keys. A few characters decide, because a hash is what is to be saved.
bool is_in_sample(std::string_view key) {
  if (key.empty()) return true;
  const auto at = [&](std::size_t index) { return static_cast<unsigned>(static_cast<unsigned char>(key[index])); };
  return (at(key.size() / 2) + at(key.size() * 3 / 4) + at(key.size() - 1)) % kOneOf == 0;
}

// All bits of both count, and so does their order.
std::uint64_t mixed(std::uint64_t hash, std::uint64_t other) {
  constexpr std::uint64_t kOdd = 0x9e3779b97f4a7c15ULL;
  hash = (hash ^ other) * kOdd;
  return hash ^ (hash >> 32);
}

}  // namespace

Coverage::Coverage(const Layout& layout, const sql::Scan& scan) : layout_(layout), scan_(scan) {
  if (!scan.window) return;
  const auto start = text::parse_instant(scan.window->start);
  const auto end = text::parse_instant(scan.window->end);
  if (start && end) window_ = Period{*start, *end};
}

void Coverage::begin() {
  pages_ = 0;
  covered_.reset();
  rows_.clear();
  rows_read_ = most_rows_of_a_period_ = rows_of_last_period_ = 0;
  last_period_.reset();
  last_counted_.reset();
  estimated_from_.reset();
  page_ends_.clear();
  in_order_ = true;
}

void Coverage::add(const Document& document) {
  if (layout_.periods()) {
    add_periods(document);
    note_order();
  }
  count_rows(document);
  if (layout_.day_index()) check_days(document);
  if (layout_.identity()) check_rows(document);
  ++pages_;
}

// A period that AWS rounds to whole buckets still meets the window.
void Coverage::add_periods(const Document& document) {
  periods_.clear();
  for (std::size_t i = 0; i < document.levels[layout_.periods()->start.level].count(); ++i) {
    const Period period = this->period(document, i);
    if (window_ && (period.end <= window_->start || period.start >= window_->end)) {
      throw DecodeError("it has a period, " + text_of(period) + ", outside of " + text_of(*window_) +
                        ", which was asked for");
    }
    if (!covered_) covered_ = period;
    covered_->start = std::min(covered_->start, period.start);
    covered_->end = std::max(covered_->end, period.end);
    periods_.push_back(period);
    const auto& may_change = layout_.may_change();
    const bool is_estimated = may_change && scalar_at(document, *may_change, i).kind == Scalar::Kind::kTrue;
    if (is_estimated && (!estimated_from_ || period.start < *estimated_from_)) estimated_from_ = period.start;
  }
}

// A period may go on in the next page.
void Coverage::note_order() {
  if (periods_.empty()) return;
  const auto earlier = [](const Period& one, const Period& other) { return one.start < other.start; };
  const Period& first = *std::min_element(periods_.begin(), periods_.end(), earlier);
  const Period& last = *std::max_element(periods_.begin(), periods_.end(), earlier);
  in_order_ = in_order_ && (!last_period_ || *last_period_ <= first.start);
  last_period_ = last.start;
  page_ends_.push_back(last.end);
  if (!in_order_) page_ends_.clear();
}

void Coverage::count_rows(const Document& document) {
  const std::size_t level = layout_.row_level();
  const Level& rows = document.levels[level];
  rows_read_ += rows.count();
  const bool lie_in_periods =
      layout_.identity() && layout_.identity()->below_period && layout_.identity()->level == level;
  if (!lie_in_periods || periods_.empty()) return;
  std::vector<std::size_t> of_period(periods_.size());
  for (std::size_t i = 0; i < rows.count(); ++i) ++of_period[rows.parents[i]];
  for (std::size_t i = 0; i < periods_.size(); ++i) {
    const bool goes_on = last_counted_ && *last_counted_ == periods_[i].start;
    rows_of_last_period_ = of_period[i] + (goes_on ? rows_of_last_period_ : 0);
    last_counted_ = periods_[i].start;
    most_rows_of_a_period_ = std::max(most_rows_of_a_period_, rows_of_last_period_);
  }
}

// A day that is a position in a list: the first day of the answer, and as many days after it.
void Coverage::check_days(const Document& document) const {
  if (!window_) return;
  const Place& index = *layout_.day_index();
  std::uint32_t last = 0;
  const std::size_t count = document.levels[index.level].count();
  for (std::size_t i = 0; i < count; ++i) last = std::max(last, scalar_at(document, index, i).index());
  if (count == 0) return;
  const Scalar* told = layout_.rows().first_day.empty() ? nullptr : &scalar_at(document, layout_.first_day(), 0);
  const auto first = told == nullptr || told->absent() ? window_->start : text::parse_instant(told->text());
  if (!first) return;  // RowReader says what is wrong with it
  if (*first < window_->start || *first + std::chrono::days(last) >= window_->end) {
    throw DecodeError("it has days from " + text_of({*first, *first + std::chrono::days(last + 1)}) + ", and " +
                      text_of(*window_) + " was asked for");
  }
}

std::size_t Coverage::period_of(const Document& document, std::size_t row) const {
  if (!layout_.periods()) return 0;
  const Identity& identity = *layout_.identity();
  return identity.below_period ? document.levels[identity.level].parents[row] : row;
}

void Coverage::hash_rows(const Document& document) {
  const Identity& identity = *layout_.identity();
  const Level& level = document.levels[identity.level];
  const std::hash<std::string_view> hash_of;
  hashed_.clear();
  for (std::size_t i = 0; i < level.count(); ++i) {
    if (i >= kAllOfAPage && !identity.places.empty() &&
        !is_in_sample(level.element(i)[identity.places.back().slot].text())) {
      continue;
    }
    std::uint64_t hash = 0;
    if (layout_.periods()) {
      hash = static_cast<std::uint64_t>(periods_[period_of(document, i)].start.time_since_epoch().count());
    }
    for (const Place& place : identity.places) hash = mixed(hash, hash_of(level.element(i)[place.slot].text()));
    if (identity.places.empty()) hash = mixed(hash, 0);
    hashed_.push_back({hash, i});
  }
}

void Coverage::check_rows(const Document& document) {
  constexpr std::size_t kAhead = 8;
  hash_rows(document);
  rows_.reserve(hashed_.size());
  for (std::size_t i = 0; i < hashed_.size(); ++i) {
    if (i + kAhead < hashed_.size()) rows_.prefetch(hashed_[i + kAhead].hash);
    const auto& [hash, row] = hashed_[i];
    if (!rows_.add(hash)) throw DecodeError(name_of(document, row, period_of(document, row)) + " comes twice");
  }
}

// "the group 'AWS Lambda', 'eu-west-3' of 2026-11-01". Not the API key of usage, which may be secret.
std::string Coverage::name_of(const Document& document, std::size_t row, std::size_t period) const {
  if (!layout_.periods()) return "a key";
  const std::string start = sql::period_text(periods_[period].start, scan_.granularity);
  const Identity& identity = *layout_.identity();
  if (identity.places.empty()) return "the period " + start;
  std::string keys;
  for (const Place& place : identity.places) {
    keys += keys.empty() ? "" : ", ";
    keys += "'" + text::displayable(scalar_at(document, place, row).text(), kMostOfAKey) + "'";
  }
  return "the group " + keys + " of " + start;
}

Coverage::Period Coverage::period(const Document& document, std::size_t element) const {
  const auto& [start, end] = *layout_.periods();
  return {instant(scalar_at(document, start, element)), instant(scalar_at(document, end, element))};
}

std::string Coverage::text_of(const Period& period) const {
  return sql::period_text(period.start, scan_.granularity) + " to " + sql::period_text(period.end, scan_.granularity);
}

// "12 of 30 days"
std::string Coverage::share_of_window() const {
  const auto count = [&](const Period& period) {
    const sql::Window window{sql::wire_text(period.start, sql::Granularity::kHourly),
                             sql::wire_text(period.end, sql::Granularity::kHourly)};
    return sql::count_buckets(window, scan_.granularity);
  };
  const std::int64_t all = count(*window_);
  const std::string_view unit = scan_.granularity == sql::Granularity::kMonthly  ? "month"
                                : scan_.granularity == sql::Granularity::kHourly ? "hour"
                                                                                 : "day";
  return std::to_string(std::min(count(*covered_), all)) + " of " + std::to_string(all) + " " + std::string(unit) +
         (all == 1 ? "" : "s");
}

std::string Coverage::sentence(std::string_view asked) const {
  if (pages_ == 0) return {};
  std::string sentence = pages_ == 1 ? " 1 page" : " " + std::to_string(pages_) + " pages";
  if (!asked.empty()) sentence.append(" of ").append(asked);
  sentence += pages_ == 1 ? " was read" : " were read";
  if (covered_) sentence += ": rows from " + text_of(*covered_);
  if (covered_ && window_) sentence += ", of " + text_of(*window_) + " (" + share_of_window() + ")";
  return sentence + ".";
}

}  // namespace awscost::page
