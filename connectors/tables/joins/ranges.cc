// Ranges of time that were answered, and what lies inside of them.
#include <memory>
#include <utility>

#include "connectors/tables/joins/joined_rows.h"
#include "connectors/tables/joins/joins.h"

namespace awscost::joins {
namespace {

// Whether the rows are those of several periods, which they tell apart.
bool is_range(const sql::Scan& scan) {
  return scan.window && sql::find(*scan.table, sql::Role::kPeriodStart) &&
         sql::count_buckets(*scan.window, scan.granularity) > 1;
}

bool have_time_in_common(const sql::Scan& one, const sql::Scan& other) {
  return one.window && other.window && one.window->start < other.window->end && other.window->start < one.window->end;
}

}  // namespace

std::unique_ptr<asking::AskedRows> Joins::single(Asker& asker, const std::shared_ptr<Family>& family, Loop& loop,
                                                 const sql::Scan& scan) {
  const auto ask = [&](const sql::Scan& asked) {
    return single_rows(asker, asked,
                       {.owner = family,
                        .pages = loop.spending->single_pages,
                        .last_pages = loop.last_pages,
                        .varied = loop.varied.columns,
                        .asked = loop.asked.size()});
  };
  if (!loop.varied.window || !is_range(scan)) return ask(scan);
  return passing_rows(asker, scan, ask, bytes_, [this, family](const std::shared_ptr<HeldRows>& rows) {
    bytes_ += rows->bytes();
    family->keep_range({.rows = rows});
  });
}

// It went by before the loop was one. The statement keeps its pages, so reading it again sends nothing.
void Joins::reread_first(const Round& round) {
  Loop& loop = round.loop;
  if (!loop.has_all_of_first || loop.has_reread_first || !is_range(*loop.first)) return;
  if (!sql::covers_but_for_window(*loop.first, round.scan) || !have_time_in_common(*loop.first, round.scan)) return;
  loop.has_reread_first = true;
  const auto held = std::make_shared<HeldRows>(*loop.first);
  const auto rows = round.asker.ask(held->scan());
  while (rows->next(round.interrupted)) {
    held->add(*rows);
    if (!round.asker.has_room(bytes_ + held->bytes())) return;
  }
  bytes_ += held->bytes();
  round.family.keep_range({.rows = held});
}

// A loop looks at all of them, so they are few. What lies inside of a longer one tells nothing more.
void Joins::Family::keep_range(Answered range) {
  constexpr std::size_t kMost = 8;
  std::erase_if(wide, [&](const Answered& each) { return sql::covers(range.rows->scan(), each.rows->scan()); });
  if (wide.size() < kMost) wide.push_back(std::move(range));
}

void Joins::note_last_page(const sql::Scan& scan) {
  const auto family = families_.find(sql::fixed_part(scan));
  if (family == families_.end()) return;
  const auto loop = family->second->loops.find(sql::shape_of(scan));
  if (loop == family->second->loops.end() || !loop->second.first) return;
  if (sql::bound_part(*loop->second.first) == sql::bound_part(scan)) loop->second.has_all_of_first = true;
}

}  // namespace awscost::joins
