#include "connectors/tables/joins/joins.h"

#include <algorithm>
#include <tuple>
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
    if (!rows_) std::tie(rows_, spending_) = joins_.answer(asker_, scan_, interrupted);
    return rows_->next(interrupted);
  }
  sql::Cell cell(std::size_t column) override { return rows_->cell(column); }
  std::shared_ptr<const asking::Destination> destination() const override {
    return rows_ ? rows_->destination() : nullptr;
  }
  bool next_asks() const override { return !rows_ || rows_->next_asks(); }
  bool rebind(const sql::Rebinding& changed) override {
    if (!rows_ || joins_.revision_ != asker_.revision() || !rows_->rebind(changed)) return false;
    spending_->note_answer_from_held_rows(scan_);
    return true;
  }

 private:
  Joins& joins_;
  Asker& asker_;
  const sql::Scan& scan_;
  std::shared_ptr<Spending> spending_;  // of its loop
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
  // A FULL JOIN reads its right table once more at the end.
  if (auto rows = answer_from(asker, family, loop, scan)) return rows;
  if (!loop.first) loop.first = std::make_unique<sql::Scan>(scan);
  if (loop.asked.insert(sql::bound_part(scan)).second) {
    ++loop.spending->single_pages;
    loop.spending->note_single_question(scan);
  }
  return asker.ask(scan);
}

Joins::Answer Joins::answer(Asker& asker, const sql::Scan& scan, const sql::Interrupted& interrupted) {
  forget_what_changed(asker);
  std::shared_ptr<Family>& known = families_[sql::fixed_part(scan)];
  if (!known) known = std::make_shared<Family>();
  const std::shared_ptr<Family> family = known;
  Loop& loop = family->loops[sql::shape_of(scan)];
  const auto held = [&] {
    auto rows = answer_from(asker, family, loop, scan);
    if (rows) loop.spending->note_answer_from_held_rows(scan);
    return rows;
  };
  if (auto rows = held()) return {std::move(rows), loop.spending};
  const std::string bound = sql::bound_part(scan);
  if (loop.first) {
    reread_first({asker, *family, loop, scan, interrupted});
    if (auto rows = held()) return {std::move(rows), loop.spending};
  }
  if (loop.asked.contains(bound)) {
    return {passing_rows(
                asker, scan, [&asker](const sql::Scan& again) { return asker.ask(again); }, bytes_,
                [this, family, &loop](const std::shared_ptr<HeldRows>& rows) {
                  bytes_ += rows->bytes();
                  loop.answered[level_key(0, rows->scan(), {})].all = {Answered{.rows = rows}};
                }),
            loop.spending};
  }
  if (auto rows = compose(asker, *family, loop, scan, bound)) return {std::move(rows), loop.spending};
  if (loop.first) {
    loop.varied = sql::both(loop.varied, sql::variation(*loop.first, scan));
    if (widen({asker, *family, loop, scan, interrupted})) {
      if (auto rows = held()) return {std::move(rows), loop.spending};
    }
  } else {
    loop.first = std::make_unique<sql::Scan>(scan);
  }
  loop.asked.insert(bound);
  loop.spending->note_single_question(scan);
  return {single(asker, family, loop, scan), loop.spending};
}

std::unique_ptr<asking::AskedRows> Joins::answer_from(Asker& asker, const std::shared_ptr<const Family>& family,
                                                      const Loop& loop, const sql::Scan& scan) {
  const auto answer = [&](const Answered& answered, const Answers* others) -> std::unique_ptr<asking::AskedRows> {
    // A level leaves out what had one value so far: of a missing tag its key tells nothing.
    if (!sql::covers(answered.rows->scan(), scan)) return nullptr;
    std::optional<HeldRows::Found> found = answered.rows->find(scan);
    if (!found) return nullptr;
    asker.note_held();
    if (!answered.is_held) return reread_rows(asker, answered.rows, scan);
    OtherWindow other_window;
    if (others != nullptr) {
      other_window = [others, family](const sql::Scan& next) {  // they are the family's
        const Answered* const other = others->around(next);
        return other == nullptr || !other->is_held ? nullptr : other->rows;
      };
    }
    return found_rows(answered.rows, *std::move(found), scan, std::move(other_window));
  };
  if (loop.answered.empty() && family->wide.empty()) return nullptr;
  for (std::size_t level = loop.levels.size() + 1; level-- > 0;) {
    const auto found =
        loop.answered.find(level_key(level, scan, level == 0 ? sql::Variation() : loop.levels[level - 1]));
    if (found == loop.answered.end()) continue;
    const Answers& answers = found->second;
    if (const Answered* const nearest = answers.around(scan)) {
      if (auto rows = answer(*nearest, &answers)) return rows;
    }
    for (const Answered& one : answers.all) {
      if (auto rows = answer(one, &answers)) return rows;
    }
  }
  for (const Answered& other : family->wide) {
    if (auto rows = answer(other, nullptr)) return rows;
  }
  return nullptr;
}

// Complete answers that tell some of what is asked.
HeldAnswers Joins::held_about(const Family& family, const Loop& loop, const sql::Scan& scan) {
  HeldAnswers held;
  const auto consider = [&](const Answered& one) {
    if (one.is_held && sql::covers_but_for_window(one.rows->scan(), scan)) held.push_back(one.rows);
  };
  for (std::size_t level = loop.levels.size(); level > 0; --level) {
    const auto found = loop.answered.find(level_key(level, scan, loop.levels[level - 1]));
    if (found != loop.answered.end()) std::for_each(found->second.all.begin(), found->second.all.end(), consider);
  }
  std::for_each(family.wide.begin(), family.wide.end(), consider);
  return held;
}

// The rows of a question that no answer covers, but several together do, or all but a part of it; null where they tell
// nothing of it. The part is asked for as a question of the same loop.
std::unique_ptr<asking::AskedRows> Joins::compose(Asker& asker, const Family& family, Loop& loop, const sql::Scan& scan,
                                                  const std::string& bound) {
  const auto known = loop.cuts.find(bound);
  std::vector<Part> parts = known != loop.cuts.end() ? known->second : cut(scan, held_about(family, loop, scan));
  if (parts.empty()) return nullptr;
  if (std::all_of(parts.begin(), parts.end(), [](const Part& part) { return part.held != nullptr; })) {
    asker.note_held();
    loop.spending->note_answer_from_held_rows(scan);
  } else {
    // Asked again, it needs the same part, which was answered; another cut might need another one.
    loop.cuts.emplace(bound, parts);
  }
  return composed_rows(scan, std::move(parts), [this, &asker](const sql::Scan& part) {
    return std::make_unique<JoinedRows>(*this, asker, part);
  });
}

// What has varied. All parents together are a request each, and one to list them, so a few are asked for by name. What AWS
// demands a filter of stays: each of its values is a question, but then of all periods and other values at once.
sql::Variation Joins::worth_leaving_out(const Round& round) {
  constexpr std::int64_t kFewParents = 8;
  const Loop& loop = round.loop;
  sql::Variation worth = loop.varied;
  const auto parent = sql::find(*loop.first->table, sql::Role::kParent);
  if (parent && loop.spending->single_pages < kFewParents) worth.columns.reset(*parent);
  const auto can_be_asked = [&](const sql::Variation& without) {
    const std::optional<sql::Wider> wider = sql::widened(round.scan, without);
    return !wider || round.asker.can_ask(wider->scan);
  };
  if (can_be_asked(worth)) return worth;
  for (std::size_t column = 0; column < worth.columns.size(); ++column) {
    if (!worth.columns.test(column)) continue;
    sql::Variation less = worth;
    less.columns.reset(column);
    if (can_be_asked(less)) return less;
  }
  worth.columns.reset();
  return worth;
}

// True where a further wide answer is complete.
bool Joins::widen(const Round& round) {
  if (round.loop.refused) return false;
  try {
    return take_turns(round);
  } catch (const page::RefusedError& error) {
    if (!error.is_about_the_question()) throw;
    round.loop.refused = true;
    round.loop.wide.reset();
    round.loop.piece.reset();
    round.loop.left.clear();
    return false;
  }
}

// What has paid for other questions may pay for this one: it takes turns with the widest question, page by page.
bool Joins::take_turns(const Round& round) {
  Loop& loop = round.loop;
  const Spending& spending = *loop.spending;
  // Pieces of two pages and more, without a row in common, cost less than twice what all of them cost in one.
  const bool pays = loop.last_pages < 2 || !is_disjoint(round.scan, loop.varied);
  const sql::Variation widest = worth_leaving_out(round);
  while (true) {
    if (pays && ask_wide(round, {.wide = loop.wide, .without = widest, .may_read = [&] {
                                   return spending.may_read_widest(loop.wide->pages);
                                 }})) {
      keep_wide(round, std::move(loop.wide));
      return true;
    }
    if (loop.levels.empty()) return false;
    const std::int64_t before = spending.wide_pages;
    const auto may_read = [&] {
      if (!pays || !loop.wide) return spending.may_read();
      return loop.wide->without != loop.piece->without && spending.wide_pages == before &&
             spending.may_read_piece(loop.wide->pages);
    };
    if (ask_wide(round, {.wide = loop.piece, .without = loop.levels.back(), .may_read = may_read})) {
      keep_wide(round, std::move(loop.piece));
      return true;
    }
    if (spending.wide_pages == before) return false;
  }
}

// True where the wide answer is complete.
bool Joins::ask_wide(const Round& round, const Turn& turn) {
  if (!begin_wide(round, turn)) return false;
  bool is_too_wide = false;
  while (!read_wide(round, turn, is_too_wide)) {
    if (!is_too_wide) return false;
    ++round.loop.narrowed;
    const sql::Window before = *turn.wide->held->scan().window;
    turn.wide.reset();
    if (!begin_wide(round, turn)) return false;
    const auto buckets = [&](const sql::Window& window) { return sql::count_buckets(window, round.scan.granularity); };
    turn.wide->may_be_narrower &= buckets(*turn.wide->held->scan().window) < buckets(before);
  }
  return true;
}

// Goes on with the wide scan under way where it covers the question.
bool Joins::begin_wide(const Round& round, const Turn& turn) {
  if (turn.wide && sql::covers(turn.wide->held->scan(), round.scan)) return true;
  if (turn.wide && turn.wide->pages > 0) leave(round.loop, std::move(turn.wide));
  turn.wide = go_back(round.loop, round.scan, turn.without);
  if (turn.wide) return true;
  std::optional<sql::Wider> widened = sql::widened(round.scan, turn.without);
  if (!widened) return false;
  sql::Wider wider = wider_of(round.family, round.loop, round.scan, *std::move(widened));
  if (!round.asker.can_ask(wider.scan)) return false;
  wider.scan.takes_turns = true;
  auto begun = std::make_unique<Wide>();
  begun->without = wider.without;
  // What narrower windows save is a guess from a few pages; where it was wrong twice, the loop pays for more guesses
  // than the window costs.
  constexpr int kMostNarrowed = 2;
  begun->may_be_narrower = round.loop.narrowed < kMostNarrowed;
  begun->held = std::make_shared<HeldRows>(std::move(wider.scan));
  begun->rows = round.asker.ask(begun->held->scan());
  turn.wide = std::move(begun);
  return true;
}

// Its pages are paid, so it is gone on with where it helps.
void Joins::leave(Loop& loop, std::unique_ptr<Wide> wide) {
  constexpr std::size_t kMost = 4;  // each holds rows
  loop.has_left = true;
  if (loop.left.size() == kMost) loop.left.erase(loop.left.begin());
  loop.left.push_back(std::move(wide));
}

std::unique_ptr<Joins::Wide> Joins::go_back(Loop& loop, const sql::Scan& scan, const sql::Variation& without) {
  for (auto each = loop.left.begin(); each != loop.left.end(); ++each) {
    if ((*each)->without != without || !sql::covers((*each)->held->scan(), scan)) continue;
    auto wide = std::move(*each);
    loop.left.erase(each);
    return wide;
  }
  return nullptr;
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
  if (!wider.without.window && !density.known()) return wider;
  roomier->scan.window = window_of(loop, scan, *roomier);
  return *std::move(roomier);
}

// False where a page would have to be read that may not be.
bool Joins::read_wide(const Round& round, const Turn& turn, bool& is_too_wide) {
  Wide& wide = *turn.wide;
  std::size_t others = bytes_;
  for (const auto& left : round.loop.left) others += left->held->bytes();
  while (true) {
    if (wide.rows->next_asks()) {
      is_too_wide = has_too_wide_a_window(wide);
      if (is_too_wide || !turn.may_read()) return false;
    }
    const std::int64_t before = round.asker.requests();
    const bool has_row = wide.rows->next(round.interrupted);
    const std::int64_t sent = round.asker.requests() - before;
    wide.pages += sent;
    round.loop.spending->wide_pages += sent;
    if (!has_row) return true;
    if (!wide.is_held) continue;
    wide.held->add(*wide.rows);
    wide.is_held = round.asker.has_room(others + wide.held->bytes());
    if (!wide.is_held) wide.held->forget_rows();
  }
}

void Joins::keep_wide(const Round& round, std::unique_ptr<Wide> complete) {
  Loop& loop = round.loop;
  Family& family = round.family;
  const sql::Scan& scan = round.scan;
  Wide& wide = *complete;
  bytes_ += wide.held->bytes();
  const auto known = std::find(loop.levels.begin(), loop.levels.end(), wide.without);
  const std::size_t level = static_cast<std::size_t>(known - loop.levels.begin()) + 1;
  const bool is_first_of_its_level = known == loop.levels.end();
  if (is_first_of_its_level) loop.levels.push_back(wide.without);
  // Of many small ones, each loop looks only at its own; the first of a level always finds a place.
  constexpr std::size_t kMostForOneAnother = 16;
  if (family.wide.size() < (is_first_of_its_level ? kMostForOneAnother : kMostForOneAnother / 2)) {
    family.wide.push_back({.rows = wide.held, .is_held = wide.is_held});
  }
  Answers& answers = loop.answered[level_key(level, scan, wide.without)];
  if (wide.without.window) note_window(answers, *wide.held->scan().window);
  answers.add({.rows = wide.held, .is_held = wide.is_held});
}

// Those that leave out the same, and are bound to the same but for that; null: none yet.
const Joins::Answers* Joins::Loop::answers_of(const sql::Scan& scan, const sql::Variation& without) const {
  const auto level = std::find(levels.begin(), levels.end(), without);
  if (level == levels.end()) return nullptr;
  const auto found = answered.find(level_key(static_cast<std::size_t>(level - levels.begin()) + 1, scan, without));
  return found == answered.end() ? nullptr : &found->second;
}

}  // namespace awscost::joins
