#include "connectors/tables/joins/composed_rows.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "sql/periods.h"
#include "sql/text/instant.h"

namespace awscost::joins {
namespace {

sql::Scan part_of(const sql::Scan& scan, const sql::Window& window) {
  sql::Scan part = scan;
  part.window = window;
  return part;
}

// A bucket that a window clips has other figures than the whole one.
bool is_between_buckets(const std::string& instant, sql::Granularity granularity) {
  const auto at = text::parse_instant(instant);
  return at && sql::whole_bucket(*at, granularity).start == *at;
}

// Whether the part of the scan's window that the answer has in common with it can be told apart from the rest.
bool has_whole_buckets(const HeldRows& held, const sql::Scan& scan) {
  const sql::Window& told = *held.scan().window;
  const sql::Window& asked = *scan.window;
  return (told.start <= asked.start || is_between_buckets(told.start, scan.granularity)) &&
         (told.end >= asked.end || is_between_buckets(told.end, scan.granularity));
}

// Walks through the scan's window, and takes the held answer that tells most of what follows.
class Cutting {
 public:
  Cutting(const sql::Scan& scan, const HeldAnswers& held) : scan_(scan) {
    for (const auto& each : held) {
      if (each->tells_periods() && each->scan().window && has_whole_buckets(*each, scan)) held_.push_back(each);
    }
  }

  std::vector<Part> parts() {
    const sql::Window& asked = *scan_.window;
    for (std::string at = asked.start; at < asked.end; at = parts_.back().window.end) {
      if (!take_held(at)) parts_.push_back({.window = {at, next_start(at)}});
    }
    return with_one_gap();
  }

 private:
  bool take_held(const std::string& at) {
    std::optional<Part> most;
    for (const auto& each : held_) {
      const sql::Window& told = *each->scan().window;
      if (told.start > at || told.end <= at || (most && told.end <= most->window.end)) continue;
      Part part{.window = {at, std::min(told.end, scan_.window->end)}, .held = each};
      if (each->find(part_of(scan_, part.window))) most = std::move(part);
    }
    if (!most) return false;
    parts_.push_back(*std::move(most));
    return true;
  }

  std::string next_start(const std::string& after) const {
    std::string next = scan_.window->end;
    for (const auto& each : held_) {
      const std::string& start = each->scan().window->start;
      if (start > after && start < next) next = start;
    }
    return next;
  }

  // From the first gap to the last one: two questions might cost two pages where one costs one.
  std::vector<Part> with_one_gap() const {
    const auto is_gap = [](const Part& part) { return part.held == nullptr; };
    const auto first = std::find_if(parts_.begin(), parts_.end(), is_gap);
    if (first == parts_.end()) return parts_;
    const auto last = std::find_if(parts_.rbegin(), parts_.rend(), is_gap);
    std::vector<Part> parts(parts_.begin(), first);
    parts.push_back({.window = {first->window.start, last->window.end}});
    parts.insert(parts.end(), last.base(), parts_.end());
    if (parts.size() == 1) parts.clear();
    return parts;
  }

  const sql::Scan& scan_;
  HeldAnswers held_;
  std::vector<Part> parts_;
};

class ComposedRows : public asking::AskedRows {
 public:
  ComposedRows(const sql::Scan& scan, std::vector<Part> parts, Ask ask)
      : whole_(scan),
        parts_(std::move(parts)),
        ask_(std::move(ask)),
        period_start_(sql::find(*scan.table, sql::Role::kPeriodStart).value()) {}

  bool next(const sql::Interrupted& interrupted) override {
    while (rows_ || open_next()) {
      while (rows_->next(interrupted)) {
        if (is_of_part()) return true;
      }
      rows_.reset();
    }
    return false;
  }
  sql::Cell cell(std::size_t column) override { return rows_->cell(column); }
  std::shared_ptr<const asking::Destination> destination() const override {
    return rows_ ? rows_->destination() : nullptr;
  }
  bool next_asks() const override { return !rows_ || rows_->next_asks(); }

 private:
  bool open_next() {
    if (opened_ == parts_.size()) return false;
    const Part& part = parts_[opened_++];
    scan_ = part_of(whole_, part.window);
    begin_ = sql::period_text(part.window.start, whole_.granularity);
    end_ = sql::period_text(part.window.end, whole_.granularity);
    auto found = part.held ? part.held->find(scan_) : std::nullopt;
    rows_ = found ? found_rows(part.held, *std::move(found), scan_, {}) : ask_(scan_);
    return true;
  }

  // A wider answer has the rows of other periods too.
  bool is_of_part() {
    const sql::Cell cell = rows_->cell(period_start_);
    const auto* period = std::get_if<std::string_view>(&cell);
    return period != nullptr && *period >= begin_ && *period < end_;
  }

  const sql::Scan& whole_;
  std::vector<Part> parts_;
  Ask ask_;
  std::size_t period_start_;
  std::size_t opened_ = 0;
  sql::Scan scan_;  // of the part that is open; its rows refer to it
  std::string begin_;
  std::string end_;
  std::unique_ptr<asking::AskedRows> rows_;
};

}  // namespace

std::vector<Part> cut(const sql::Scan& scan, const HeldAnswers& held) {
  if (!scan.window || held.empty() || !sql::find(*scan.table, sql::Role::kPeriodStart)) return {};
  return Cutting(scan, held).parts();
}

std::unique_ptr<asking::AskedRows> composed_rows(const sql::Scan& scan, std::vector<Part> parts, Ask ask) {
  return std::make_unique<ComposedRows>(scan, std::move(parts), std::move(ask));
}

}  // namespace awscost::joins
