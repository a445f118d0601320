#include "connectors/tables/joins/joins.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "connectors/tables/joins/joined_rows.h"
#include "connectors/tables/page/refusal.h"

namespace awscost::joins {
namespace {

// Whether bindings that vary so have no rows in common.
bool is_disjoint(const sql::Scan& scan, const sql::Variation& varied) {
  for (std::size_t i = 0; i < scan.conditions.size(); ++i) {
    const sql::Operator op = scan.conditions[i].op;
    if (varied.conditions.test(i) && op != sql::Operator::kEq && op != sql::Operator::kIs) return false;
  }
  for (std::size_t i = 0; i < scan.selections.size(); ++i) {
    if (varied.columns.test(i) && (scan.ranges[i].bound() || scan.selections[i].values.size() != 1)) return false;
  }
  return true;
}

// Level 0 is the single question.
std::string level_key(std::size_t level, const sql::Scan& scan, const sql::Variation& without) {
  return std::to_string(level) + ' ' + sql::bound_part(scan, without);
}

}  // namespace

// Decides when its first row is wanted, because only then an interrupt is heard.
class JoinedRows : public asking::AskedRows {
 public:
  JoinedRows(Joins& joins, Asker& asker, const sql::Scan& scan) : joins_(joins), asker_(asker), scan_(scan) {}

  bool next(const sql::Interrupted& interrupted) override {
    if (!rows_) rows_ = joins_.answer(asker_, scan_, interrupted);
    return rows_->next(interrupted);
  }
  sql::Cell cell(std::size_t column) override { return rows_->cell(column); }
  std::shared_ptr<const asking::Destination> destination() const override {
    return rows_ ? rows_->destination() : nullptr;
  }
  bool next_asks() const override { return !rows_ || rows_->next_asks(); }
  bool rebind(const sql::Rebinding& changed) override {
    return rows_ && joins_.revision_ == asker_.revision() && rows_->rebind(changed);
  }

 private:
  Joins& joins_;
  Asker& asker_;
  const sql::Scan& scan_;
  std::unique_ptr<asking::AskedRows> rows_;
};

void Joins::forget_what_changed(const Asker& asker) {
  if (revision_ == asker.revision()) return;
  revision_ = asker.revision();
  families_.clear();
  bytes_ = 0;
}

std::unique_ptr<asking::AskedRows> Joins::open(Asker& asker, const sql::Scan& scan) {
  if (scan.in_loop) return std::make_unique<JoinedRows>(*this, asker, scan);
  forget_what_changed(asker);
  std::shared_ptr<Family>& family = families_[sql::fixed_part(scan)];
  if (!family) family = std::make_shared<Family>();
  Loop& loop = family->loops[sql::shape_of(scan)];
  if (!loop.first) loop.first = std::make_unique<sql::Scan>(scan);
  if (loop.asked.insert(sql::bound_part(scan)).second) ++loop.pages;
  return asker.ask(scan);
}

std::unique_ptr<asking::AskedRows> Joins::answer(Asker& asker, const sql::Scan& scan,
                                                 const sql::Interrupted& interrupted) {
  forget_what_changed(asker);
  std::shared_ptr<Family>& known = families_[sql::fixed_part(scan)];
  if (!known) known = std::make_shared<Family>();
  const std::shared_ptr<Family> family = known;
  Loop& loop = family->loops[sql::shape_of(scan)];
  if (auto rows = answer_from(asker, *family, loop, scan)) return rows;
  const std::string bound = sql::bound_part(scan);
  if (loop.asked.contains(bound)) {
    return passing_rows(asker, scan, bytes_, [this, family, &loop](const std::shared_ptr<HeldRows>& held) {
      bytes_ += held->bytes();
      loop.answered[level_key(0, held->scan(), {})] = {Answered{.rows = held}};
    });
  }
  if (loop.first) {
    loop.varied = sql::both(loop.varied, sql::variation(*loop.first, scan));
    if (widen(asker, *family, loop, scan, interrupted)) {
      if (auto rows = answer_from(asker, *family, loop, scan)) return rows;
    }
  } else {
    loop.first = std::make_unique<sql::Scan>(scan);
  }
  loop.asked.insert(bound);
  return single_rows(asker, scan,
                     {.owner = family,
                      .pages = loop.pages,
                      .last_pages = loop.last_pages,
                      .varied = loop.varied.columns,
                      .asked = loop.asked.size()});
}

std::unique_ptr<asking::AskedRows> Joins::answer_from(Asker& asker, const Family& family, const Loop& loop,
                                                      const sql::Scan& scan) {
  const auto answer = [&](const Answered& answered) -> std::unique_ptr<asking::AskedRows> {
    std::optional<HeldRows::Found> found = answered.rows->find(scan);
    if (!found) return nullptr;
    asker.note_held();
    if (answered.is_held) return found_rows(answered.rows, *std::move(found), scan);
    return reread_rows(asker, answered.rows, scan);
  };
  if (loop.answered.empty() && family.wide.empty()) return nullptr;
  for (std::size_t level = loop.levels.size() + 1; level-- > 0;) {
    const auto found =
        loop.answered.find(level_key(level, scan, level == 0 ? sql::Variation() : loop.levels[level - 1]));
    if (found == loop.answered.end()) continue;
    for (const Answered& one : found->second) {
      // A level leaves out what had one value so far: of a missing tag its key tells nothing.
      if (!sql::covers(one.rows->scan(), scan)) continue;
      if (auto rows = answer(one)) return rows;
    }
  }
  for (const Answered& other : family.wide) {
    if (!sql::covers(other.rows->scan(), scan)) continue;
    if (auto rows = answer(other)) return rows;
  }
  return nullptr;
}

// What has varied. All parents together are a request each, and one to list them, so a few are asked for by name.
sql::Variation Joins::worth_leaving_out(const Loop& loop) {
  constexpr std::int64_t kFewParents = 8;
  sql::Variation worth = loop.varied;
  const auto parent = sql::find(*loop.first->table, sql::Role::kParent);
  if (parent && loop.pages < kFewParents) worth.columns.reset(*parent);
  return worth;
}

// True where a further wide answer is complete.
bool Joins::widen(Asker& asker, Family& family, Loop& loop, const sql::Scan& scan,
                  const sql::Interrupted& interrupted) {
  if (loop.refused) return false;
  // Pieces of two pages and more, without a row in common, cost less than twice what all of them cost in one.
  const bool pays = loop.last_pages < 2 || !is_disjoint(scan, loop.varied);
  try {
    const std::int64_t most_pages = std::max<std::int64_t>(loop.pages, 1);
    if (pays && ask_wide(asker, family, loop, scan, worth_leaving_out(loop), most_pages, interrupted)) {
      keep_wide(family, loop, scan);
      return true;
    }
    if (loop.levels.empty()) return false;
    // What paid for other questions pays for this one.
    std::unique_ptr<Wide> paused = std::exchange(loop.wide, nullptr);
    constexpr std::int64_t kAllPages = std::numeric_limits<std::int64_t>::max();
    const bool answered = ask_wide(asker, family, loop, scan, loop.levels.back(), kAllPages, interrupted);
    if (answered) {
      loop.pages += loop.wide->pages;
      loop.last_pages = loop.wide->pages;
      keep_wide(family, loop, scan);
    }
    loop.wide = std::move(paused);
    return answered;
  } catch (const page::RefusedError& error) {
    if (!error.is_about_the_question()) throw;
    loop.refused = true;
    loop.wide.reset();
    return false;
  }
}

// True where a wide answer is complete.
bool Joins::ask_wide(Asker& asker, const Family& family, Loop& loop, const sql::Scan& scan,
                     const sql::Variation& variation, std::int64_t most_pages, const sql::Interrupted& interrupted) {
  if (!begin_wide(asker, family, loop, scan, variation)) return false;
  if (read_wide(asker, loop, most_pages, interrupted)) return true;
  if (!has_too_wide_a_window(*loop.wide)) return false;
  // That page also tells how far its rows reach.
  const HeldRows& page = *loop.wide->held;
  note_rows(page.scan(), page.rows(), page.buckets_reached());
  loop.wide.reset();
  if (!begin_wide(asker, family, loop, scan, variation)) return false;
  loop.wide->pages = 1;
  return read_wide(asker, loop, most_pages, interrupted);
}

// Goes on with the wide scan under way where it covers the question.
bool Joins::begin_wide(Asker& asker, const Family& family, Loop& loop, const sql::Scan& scan,
                       const sql::Variation& variation) {
  if (loop.wide && sql::covers(loop.wide->held->scan(), scan)) return true;
  if (loop.wide) loop.left_pages += loop.wide->pages;
  loop.wide.reset();
  std::optional<sql::Wider> widened = sql::widened(scan, variation);
  if (!widened) return false;
  sql::Wider wider = wider_of(family, loop, scan, *std::move(widened));
  if (!asker.can_ask(wider.scan)) return false;
  wider.scan.takes_turns = true;
  auto begun = std::make_unique<Wide>();
  begun->without = wider.without;
  begun->rows_of_a_page = rows_of_a_page_;
  begun->held = std::make_shared<HeldRows>(std::move(wider.scan));
  begun->rows = asker.ask(begun->held->scan());
  loop.wide = std::move(begun);
  return true;
}

bool Joins::Family::asked(const sql::Scan& scan) const {
  const std::string bound = sql::bound_part(scan);
  return std::any_of(loops.begin(), loops.end(), [&](const auto& loop) { return loop.second.asked.contains(bound); });
}

// The window that the wide scan asks for. One that has not varied yet is widened where that costs nothing: as long as
// the page has room, or where the statement asks the same question elsewhere.
sql::Wider Joins::wider_of(const Family& family, Loop& loop, const sql::Scan& scan, sql::Wider wider) {
  const Density& density = density_of(wider.scan);
  std::optional<sql::Wider> roomier =
      wider.without.window ? std::optional(wider)
                           : sql::widened(scan, sql::both(wider.without, sql::periods_at_run_time(scan)));
  if (!roomier || !roomier->without.window) return wider;
  if (family.asked(roomier->scan)) return *std::move(roomier);
  // Windows that the loop leaves before they are answered cost more, one after the other, than the whole.
  if (wider.without.window && loop.left_pages > 0) return *std::move(roomier);
  if (!wider.without.window && !density.known()) return wider;
  roomier->scan.window = window_of(loop, scan, *roomier->scan.window, density);
  return *std::move(roomier);
}

// False where more pages than that would have to be read.
bool Joins::read_wide(Asker& asker, Loop& loop, std::int64_t most_pages, const sql::Interrupted& interrupted) const {
  Wide& wide = *loop.wide;
  while (true) {
    if (wide.rows->next_asks() && (wide.pages > most_pages - loop.left_pages || has_too_wide_a_window(wide)))
      return false;
    const std::int64_t before = asker.requests();
    const bool has_row = wide.rows->next(interrupted);
    wide.pages += asker.requests() - before;
    if (!has_row) return true;
    if (!wide.is_held) continue;
    wide.held->add(*wide.rows);
    wide.is_held = asker.has_room(bytes_ + wide.held->bytes());
    if (!wide.is_held) wide.held->forget_rows();
  }
}

void Joins::keep_wide(Family& family, Loop& loop, const sql::Scan& scan) {
  Wide& wide = *loop.wide;
  bytes_ += wide.held->bytes();
  const auto known = std::find(loop.levels.begin(), loop.levels.end(), wide.without);
  const std::size_t level = static_cast<std::size_t>(known - loop.levels.begin()) + 1;
  if (known == loop.levels.end()) {
    loop.levels.push_back(wide.without);
    // Of many small ones, each loop looks only at its own.
    constexpr std::size_t kMostForOneAnother = 8;
    if (family.wide.size() < kMostForOneAnother) family.wide.push_back({.rows = wide.held, .is_held = wide.is_held});
  }
  if (wide.without.window) {
    const sql::Window& asked = *wide.held->scan().window;
    loop.last_buckets = sql::count_buckets(asked, scan.granularity);
    const bool follows = loop.reached && asked.start <= loop.reached->end && loop.reached->start <= asked.end;
    loop.reached = follows
                       ? sql::Window{std::min(asked.start, loop.reached->start), std::max(asked.end, loop.reached->end)}
                       : asked;
  }
  loop.answered[level_key(level, scan, wide.without)].push_back({.rows = wide.held, .is_held = wide.is_held});
  loop.wide.reset();
}

}  // namespace awscost::joins
