// How much of time a wide question asks for, and what pages tell of how many rows that will be.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "connectors/tables/joins/joins.h"

namespace awscost::joins {
namespace {

sql::Window hull(const sql::Window& one, const sql::Window& other) {
  return {std::min(one.start, other.start), std::max(one.end, other.end)};
}

std::string_view start_of(const sql::Scan& scan) {
  return scan.window ? std::string_view(scan.window->start) : std::string_view();
}

// The first of them whose window begins later than the scan's.
template <class All>
auto first_behind(All& all, const sql::Scan& scan) {
  return std::upper_bound(all.begin(), all.end(), start_of(scan), [](std::string_view start, const auto& other) {
    return start < start_of(other.rows->scan());
  });
}

}  // namespace

void Joins::Answers::add(Answered answered) {
  const auto behind = first_behind(all, answered.rows->scan());
  all.insert(behind, std::move(answered));
}

const Joins::Answered* Joins::Answers::around(const sql::Scan& scan) const {
  constexpr int kMostLookedAt = 4;  // they follow one another, mostly without overlapping
  auto behind = first_behind(all, scan);
  for (int i = 0; i < kMostLookedAt && behind != all.begin(); ++i) {
    --behind;
    if (sql::covers_window(behind->rows->scan(), scan)) return &*behind;
  }
  return nullptr;
}

void Joins::note_window(Answers& answers, const sql::Window& asked) {
  std::optional<sql::Window>& reached = answers.reached;
  const bool follows = reached && asked.start <= reached->end && reached->start <= asked.end;
  reached = follows ? hull(asked, *reached) : asked;
}

// What no answer has told yet of the time before and after what is asked.
sql::Window Joins::gap_around(const sql::Window& asked, const sql::Window& whole, const Answers* answers) {
  sql::Window gap = whole;
  if (answers == nullptr) return gap;
  for (const Answered& answered : answers->all) {
    const sql::Window& told = *answered.rows->scan().window;
    if (told.end <= asked.start) gap.start = std::max(gap.start, told.end);
    if (told.start >= asked.end) gap.end = std::min(gap.end, told.start);
  }
  return gap;
}

// As much as rows allow of the time that no answer has told yet: all of it where that is two pages, else one page. It goes
// on from what was asked, so that no gap stays between two answers.
sql::Window Joins::window_of(const Loop& loop, const sql::Scan& scan, const sql::Wider& wider) {
  constexpr double kFull = 0.8;  // of a page: buckets differ
  const double rows = density_of(wider.scan).rows_of_a_bucket();
  const sql::Window& whole = *wider.scan.window;
  const Answers* answers = loop.answers_of(scan, wider.without);
  const double page = static_cast<double>(rows_of_a_page_);
  const auto count = [&](const sql::Window& window) { return sql::count_buckets(window, scan.granularity); };
  const sql::Window& asked = *scan.window;
  // One page tells all of it, also of the other side of what was told: two gaps would be two requests.
  if (loop.varied.window && rows * static_cast<double>(count(whole)) <= page) return whole;
  sql::Window gap = gap_around(asked, whole, answers);
  if (loop.varied.window && rows * static_cast<double>(count(gap)) <= 2 * page) return gap;
  // Ranges overlap, and the next one lies partly outside of any piece. Pieces that the loop leaves before they are answered
  // cost more, one after the other, than the whole.
  const std::int64_t asked_buckets = count(asked);
  if (loop.varied.window && asked_buckets > 1 && loop.has_left) return whole;
  const std::int64_t of_a_page =
      std::max(static_cast<std::int64_t>(kFull * page / rows), asked_buckets > 1 ? 2 * asked_buckets : std::int64_t{0});
  // The first question is asked again: its rows are of the same page.
  const sql::Window& first = loop.first->window ? *loop.first->window : asked;
  const sql::Window reached =
      answers != nullptr && answers->reached ? *answers->reached : sql::Window{first.end, first.start};
  const bool backwards = asked.start < std::min(reached.start, reached.end);
  sql::Window joined = asked;
  (backwards ? joined.end : joined.start) =
      backwards ? std::max(asked.end, reached.start) : std::min(asked.start, reached.end);
  joined = {std::max(joined.start, gap.start), std::min(joined.end, gap.end)};
  if (count(joined) > of_a_page) joined = asked;
  const std::int64_t more = std::max<std::int64_t>(of_a_page - count(joined), 0);
  const sql::Window ahead = sql::extended(joined, gap, scan.granularity, backwards ? more : 0, backwards ? 0 : more);
  // The window ends there: what is left of one page is filled from the other side.
  const std::int64_t rest = std::max<std::int64_t>(of_a_page - count(ahead), 0);
  return sql::extended(ahead, gap, scan.granularity, backwards ? 0 : rest, backwards ? rest : 0);
}

Joins::Density& Joins::density_of(const sql::Scan& scan) {
  std::string key(sql::to_text(scan.granularity));
  for (const sql::GroupKey& group : scan.group_by.keys) key += ' ' + group.other_type + ':' + group.name;
  // A filter by a key leaves fewer rows.
  for (std::size_t i = 0; i < scan.selections.size(); ++i) {
    if (scan.selections[i].bound && scan.is_key(i)) key += " =" + std::to_string(i);
  }
  return densities_[key];
}

void Joins::note_page(const sql::Scan& scan, std::size_t pages, std::size_t rows, bool last) {
  if (pages == 1 && !last) rows_of_a_page_ = std::max<std::size_t>(rows, 1);
  if (!last || !scan.window) return;
  note_last_page(scan);
  note_rows(scan, rows, std::max<std::int64_t>(sql::count_buckets(*scan.window, scan.granularity), 1));
}

void Joins::note_rows(const sql::Scan& scan, std::size_t rows, std::int64_t buckets) {
  Density& density = density_of(scan);
  if (buckets == 0) return;
  if (buckets >= density.buckets) {
    // Few buckets without a row do not mean that there is none.
    density = {.rows = static_cast<double>(rows + 1), .buckets = buckets};
  } else {
    density.rows += static_cast<double>(rows);
    density.buckets += buckets;
  }
}

// A window is made for a page or two. Where its last page tells that more pages are left than were read so far, narrower
// windows cost less.
bool Joins::has_too_wide_a_window(Wide& wide) {
  const std::size_t rows = wide.held->rows() - wide.rows_before;
  if (!wide.without.window || !wide.may_be_narrower || !wide.is_held || rows == 0) return false;
  const sql::Scan& scan = wide.held->scan();
  const std::int64_t reached = wide.held->buckets_reached();
  const std::int64_t buckets = std::max<std::int64_t>(reached - std::exchange(wide.buckets_before, reached), 1);
  wide.rows_before = wide.held->rows();
  const std::int64_t left = sql::count_buckets(*scan.window, scan.granularity) - reached;
  const auto pages = static_cast<std::int64_t>((wide.rows_before + rows - 1) / rows);
  if (left <= std::max<std::int64_t>(pages, 2) * buckets) return false;
  // What the page tells does not make rows fewer than was known before.
  Density& density = density_of(scan);
  const double known = density.known() ? density.rows_of_a_bucket() : 0;
  const double told = static_cast<double>(rows) / static_cast<double>(buckets);
  density = {.rows = std::max(known, told) * static_cast<double>(buckets), .buckets = buckets};
  return true;
}

}  // namespace awscost::joins
