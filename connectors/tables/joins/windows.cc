// How much of time a wide question asks for, and what pages tell of how many rows that will be.
#include <algorithm>
#include <string>

#include "connectors/tables/joins/joins.h"

namespace awscost::joins {

// As much of the whole window as its rows allow: all of it where that is two pages, else one page, and twice as much as
// the last time where the loop leaves what was asked. It goes on from there, so that no gap stays between two answers.
sql::Window Joins::window_of(const Loop& loop, const sql::Scan& scan, const sql::Window& whole,
                             const Density& density) const {
  constexpr double kFull = 0.8;  // of a page: buckets differ
  const double rows = density.rows_of_a_bucket;
  const double page = static_cast<double>(rows_of_a_page_);
  const auto count = [&](const sql::Window& window) { return sql::count_buckets(window, scan.granularity); };
  if (loop.varied.window && rows * static_cast<double>(count(whole)) <= 2 * page) return whole;
  const auto of_a_page = static_cast<std::int64_t>(kFull * page / rows);
  const std::int64_t wanted = std::max(of_a_page, 2 * loop.last_buckets);
  const sql::Window& asked = *scan.window;
  // The first question is asked again: its rows are of the same page.
  const sql::Window& first = loop.first->window ? *loop.first->window : asked;
  const sql::Window reached = loop.reached ? *loop.reached : sql::Window{first.end, first.start};
  const bool backwards = asked.start < std::min(reached.start, reached.end);
  sql::Window joined = asked;
  (backwards ? joined.end : joined.start) =
      backwards ? std::max(asked.end, reached.start) : std::min(asked.start, reached.end);
  if (count(joined) > wanted) joined = asked;
  const std::int64_t more = std::max<std::int64_t>(wanted - count(joined), 0);
  const sql::Window ahead = sql::extended(joined, whole, scan.granularity, backwards ? more : 0, backwards ? 0 : more);
  // The window ends there: what is left of one page is filled from the other side.
  const std::int64_t rest = std::max<std::int64_t>(of_a_page - count(ahead), 0);
  return sql::extended(ahead, whole, scan.granularity, backwards ? 0 : rest, backwards ? rest : 0);
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
  note_rows(scan, rows, std::max<std::int64_t>(sql::count_buckets(*scan.window, scan.granularity), 1));
}

void Joins::note_rows(const sql::Scan& scan, std::size_t rows, std::int64_t buckets) {
  Density& density = density_of(scan);
  if (buckets == 0 || buckets < density.buckets) return;
  // Few buckets without a row do not mean that there is none.
  density = {.rows_of_a_bucket = static_cast<double>(rows + 1) / static_cast<double>(buckets), .buckets = buckets};
}

// A first page that is not the last one tells how many rows a page has: what was begun for larger pages is begun anew.
bool Joins::has_too_wide_a_window(const Wide& wide) const {
  return wide.without.window && wide.pages == 1 && rows_of_a_page_ < wide.rows_of_a_page;
}

}  // namespace awscost::joins
