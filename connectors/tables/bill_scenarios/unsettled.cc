#include "connectors/tables/bill_scenarios/unsettled.h"

#include <algorithm>
#include <optional>
#include <unordered_set>
#include <utility>

namespace awscost::bill_scenarios {
namespace {

// What the user said of the line; a key that was made up is none of it.
std::string said_of(const PendingLine& line) {
  return line.line.scenario + '\n' + std::string(place_of(line.line)) + '\n' + creation_json(line, line.new_line.key);
}

bool any_is(const std::vector<LineResult>& results, Outcome outcome) {
  return std::any_of(results.begin(), results.end(), [&](const LineResult& line) { return line.outcome == outcome; });
}

bool all_are(const std::vector<LineResult>& results, Outcome outcome) {
  return std::all_of(results.begin(), results.end(), [&](const LineResult& line) { return line.outcome == outcome; });
}

// A transaction's creations by what they say.
class Given {
 public:
  explicit Given(const Lines& lines) : lines_(lines) {
    // Backwards: of lines that say the same, the first is taken first.
    for (std::size_t i = lines.size(); i-- > 0;) places_[said_of(*lines[i])].push_back(i);
  }

  // One line for each of the batch's, in its order; nothing where one is missing.
  std::optional<Lines> take_all_of(const Batch& batch) {
    std::unordered_map<std::string, std::size_t> wanted;
    for (const auto& line : batch.lines) ++wanted[said_of(*line)];
    for (const auto& [said, count] : wanted) {
      const auto found = places_.find(said);
      if (found == places_.end() || found->second.size() < count) return std::nullopt;
    }
    Lines taken;
    for (const auto& line : batch.lines) taken.push_back(take(said_of(*line)));
    return taken;
  }

  std::shared_ptr<const PendingLine> take(const std::string& said) {
    std::vector<std::size_t>& places = places_.at(said);
    std::shared_ptr<const PendingLine> line = std::move(lines_[places.back()]);
    places.pop_back();
    return line;
  }

  // What is said by lines that are left, in the order of the first of each.
  std::vector<std::pair<std::string, std::size_t>> left() const {
    std::vector<std::pair<std::string, std::size_t>> out;
    for (const auto& [said, places] : places_) {
      if (!places.empty()) out.emplace_back(said, places.size());
    }
    std::sort(out.begin(), out.end(), [this](const auto& one, const auto& other) {
      return places_.at(one.first).back() < places_.at(other.first).back();
    });
    return out;
  }

  Lines rest() && {
    lines_.erase(std::remove(lines_.begin(), lines_.end(), nullptr), lines_.end());
    return std::move(lines_);
  }

 private:
  Lines lines_;
  std::unordered_map<std::string, std::vector<std::size_t>> places_;
};

}  // namespace

Unsettled::Known Unsettled::take_out_of(Lines& lines, const PendingState& state) const {
  Known known{.again = {}, .standing = {.batch = {.action = Action::kCreate}, .results = {}}};
  if (lines.empty() || (unknown_.empty() && lines_.empty())) return known;
  std::unordered_set<std::string> deleted_now;
  for (const auto& change : state.lines()) {
    if (change != nullptr && change->action == Action::kDelete) deleted_now.insert(change->line.id);
  }
  Given given(lines);
  std::unordered_set<std::string> tokens;  // of the batches that speak for all their lines
  for (const Batch& batch : unknown_) {
    if (std::optional<Lines> matches = given.take_all_of(batch)) {
      known.again.push_back(batch);
      known.again.back().lines = *std::move(matches);
      tokens.insert(batch.token);
    }
  }
  const auto speaks_for_itself = [&](const Kept& kept) { return !tokens.contains(kept.token); };
  for (auto [said, count] : given.left()) {
    const auto alike = lines_.find(said);
    if (alike == lines_.end()) continue;
    const auto& [applied, owed] = alike->second;
    const auto not_taken = static_cast<std::size_t>(std::count_if(owed.begin(), owed.end(), speaks_for_itself));
    for (auto kept = applied.begin(); kept != applied.end() && count > not_taken; ++kept) {
      const std::string& id = kept->result.new_id;
      if (deleted_.contains(id) || deleted_now.contains(id) || !speaks_for_itself(*kept)) continue;
      known.standing.batch.lines.push_back(given.take(said));
      known.standing.batch.names.push_back(kept->key);
      known.standing.results.push_back(kept->result);
      --count;
    }
  }
  lines = std::move(given).rest();
  return known;
}

void Unsettled::settle(const Batch& batch, std::vector<LineResult>& results) {
  if (batch.action == Action::kDelete && (!unknown_.empty() || !lines_.empty())) {
    for (std::size_t i = 0; i < results.size(); ++i) {
      const Outcome outcome = results[i].outcome;
      if (outcome == Outcome::kApplied || outcome == Outcome::kUnknown) deleted_.insert(batch.names[i]);
    }
  }
  if (batch.action != Action::kCreate) return;
  const auto kept =
      std::find_if(unknown_.begin(), unknown_.end(), [&](const Batch& other) { return other.token == batch.token; });
  if (kept == unknown_.end()) {
    if (any_is(results, Outcome::kUnknown)) unknown_.push_back(batch);
    return;
  }
  if (all_are(results, Outcome::kNotSent)) return;
  for (LineResult& line : results) {
    if (line.outcome != Outcome::kApplied || !deleted_.contains(line.new_id)) continue;
    line = {.outcome = Outcome::kNotSent,
            .error_message =
                "AWS repeated its answer to an earlier INSERT, whose line was deleted since. INSERT the "
                "line once more: that creates it.",
            .request_id = line.request_id};
  }
  if (!any_is(results, Outcome::kUnknown)) unknown_.erase(kept);
}

void Unsettled::end(bool all_applied, const std::vector<Settled>& creations, const std::vector<Settled>& standing) {
  for (const Settled& batch : creations) forget(batch);
  if (all_applied) {
    for (const Settled& batch : standing) forget_standing(batch);
    if (!creations.empty() && !anything_open()) lines_.clear();
  } else {
    for (const Settled& batch : creations) keep(batch);
  }
  // What AWS did not take matters only beside lines that it did.
  if (!anything_applied()) lines_.clear();
  if (lines_.empty() && unknown_.empty()) deleted_.clear();
}

// What was kept of these lines when they were given before: of a batch that was sent again its own, of a new one what
// AWS still owed.
void Unsettled::forget(const Settled& creations) {
  if (lines_.empty()) return;
  const auto of_the_batch = [&](const Kept& kept) { return kept.token == creations.batch.token; };
  for (const auto& line : creations.batch.lines) {
    const auto alike = lines_.find(said_of(*line));
    if (alike == lines_.end()) continue;
    auto& [applied, owed] = alike->second;
    if (const auto own = std::find_if(applied.begin(), applied.end(), of_the_batch); own != applied.end()) {
      applied.erase(own);
    } else if (const auto own_owed = std::find_if(owed.begin(), owed.end(), of_the_batch); own_owed != owed.end()) {
      owed.erase(own_owed);
    } else if (!owed.empty()) {
      owed.pop_back();
    }
  }
}

void Unsettled::keep(const Settled& creations) {
  for (std::size_t i = 0; i < creations.results.size(); ++i) {
    const LineResult& result = creations.results[i];
    Alike& alike = lines_[said_of(*creations.batch.lines[i])];
    std::vector<Kept>& list = result.outcome == Outcome::kApplied ? alike.applied : alike.owed;
    list.push_back({.token = creations.batch.token, .key = creations.batch.names[i], .result = result});
  }
}

void Unsettled::forget_standing(const Settled& standing) {
  for (std::size_t i = 0; i < standing.results.size(); ++i) {
    const auto alike = lines_.find(said_of(*standing.batch.lines[i]));
    if (alike == lines_.end()) continue;
    std::vector<Kept>& applied = alike->second.applied;
    const auto one = std::find_if(applied.begin(), applied.end(),
                                  [&](const Kept& kept) { return kept.result.new_id == standing.results[i].new_id; });
    if (one != applied.end()) applied.erase(one);
  }
}

// Is there a line that the user has yet to give again, or to give up?
bool Unsettled::anything_open() const {
  return !unknown_.empty() || std::any_of(lines_.begin(), lines_.end(), [](const auto& said) {
    const std::vector<Kept>& owed = said.second.owed;
    return std::any_of(owed.begin(), owed.end(),
                       [](const Kept& kept) { return kept.result.outcome == Outcome::kNotSent; });
  });
}

bool Unsettled::anything_applied() const {
  return std::any_of(lines_.begin(), lines_.end(), [](const auto& said) { return !said.second.applied.empty(); });
}

}  // namespace awscost::bill_scenarios
