#include "connectors/tables/bill_scenarios/unsettled.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <unordered_set>
#include <utility>

#include "sql/text/words.h"

namespace awscost::bill_scenarios {
namespace {

// Equal for lines that the user wrote alike. Keys that the extension made up do not count, nor does who asks: AWS gives
// a scenario's id only once, and other credentials or another profile may name the same account.
std::string content_of(const PendingLine& line) {
  const auto& destination = line.line.destination;
  const bool at_aws = destination && destination->connector == "aws";
  return line.line.scenario + '\n' + (at_aws ? destination->endpoint : std::string(place_of(line.line))) + '\n' +
         creation_json(line, line.new_line.key);
}

bool any_is(const std::vector<LineResult>& results, Outcome outcome) {
  return std::any_of(results.begin(), results.end(), [&](const LineResult& line) { return line.outcome == outcome; });
}

bool all_are(const std::vector<LineResult>& results, Outcome outcome) {
  return std::all_of(results.begin(), results.end(), [&](const LineResult& line) { return line.outcome == outcome; });
}

// The repetition of a request was refused as a whole, or not sent. The attempt before it, whose answer was lost, may
// have created the line all the same: too many requests, a locked scenario or a policy say nothing about it.
LineResult still_unknown(LineResult result, const std::string& why) {
  result.outcome = Outcome::kUnknown;
  result.of_request = false;
  result.error_message =
      "An earlier INSERT of this line got no answer, and " + why + text::with_full_stop(result.error_message);
  return result;
}

// A transaction's creations by content.
class CreationIndex {
 public:
  explicit CreationIndex(const Lines& lines) : lines_(lines) {
    // Backwards, because take() pops from the end: the first of equal lines is taken first.
    for (std::size_t i = lines.size(); i-- > 0;) places_[content_of(*lines[i])].push_back(i);
  }

  // One equal line for each line of the batch, in its order; nothing where one is missing.
  std::optional<Lines> take_all_of(const Batch& batch) {
    std::unordered_map<std::string, std::size_t> wanted;
    for (const auto& line : batch.lines) ++wanted[content_of(*line)];
    for (const auto& [content, count] : wanted) {
      const auto found = places_.find(content);
      if (found == places_.end() || found->second.size() < count) return std::nullopt;
    }
    Lines taken;
    for (const auto& line : batch.lines) taken.push_back(take(content_of(*line)));
    return taken;
  }

  std::shared_ptr<const PendingLine> take(const std::string& content) {
    std::vector<std::size_t>& places = places_.at(content);
    std::shared_ptr<const PendingLine> line = std::move(lines_[places.back()]);
    places.pop_back();
    return line;
  }

  // Content and count of the lines that are left, ordered by the first line of each content.
  std::vector<std::pair<std::string, std::size_t>> left() const {
    std::vector<std::pair<std::string, std::size_t>> out;
    for (const auto& [content, places] : places_) {
      if (!places.empty()) out.emplace_back(content, places.size());
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

UnsettledCreations::Matches UnsettledCreations::take_out_of(Lines& lines, const PendingState& state) const {
  Matches known{.again = {}, .standing = {.batch = {.action = Action::kCreate}, .results = {}}};
  if (lines.empty() || (unknown_.empty() && lines_.empty())) return known;
  std::unordered_set<std::string> deleted_now;
  for (const auto& change : state.lines()) {
    if (change != nullptr && change->action == Action::kDelete) deleted_now.insert(change->line.id);
  }
  CreationIndex inserted(lines);
  std::unordered_set<std::string> tokens;  // of the batches in known.again
  for (const Batch& batch : unknown_) {
    if (std::optional<Lines> matches = inserted.take_all_of(batch)) {
      known.again.push_back(batch);
      known.again.back().lines = *std::move(matches);
      tokens.insert(batch.token);
    }
  }
  const auto is_not_sent_again = [&](const EarlierLine& kept) { return !tokens.contains(kept.token); };
  for (auto [content, count] : inserted.left()) {
    const auto equal = lines_.find(content);
    if (equal == lines_.end()) continue;
    const auto& [applied, owed] = equal->second;
    const auto not_taken = static_cast<std::size_t>(std::count_if(owed.begin(), owed.end(), is_not_sent_again));
    for (auto kept = applied.begin(); kept != applied.end() && count > not_taken; ++kept) {
      const std::string& id = kept->result.new_id;
      if (deleted_.contains(id) || deleted_now.contains(id) || !is_not_sent_again(*kept)) continue;
      known.standing.batch.lines.push_back(inserted.take(content));
      known.standing.batch.names.push_back(kept->key);
      known.standing.results.push_back(kept->result);
      --count;
    }
  }
  lines = std::move(inserted).rest();
  return known;
}

void UnsettledCreations::record(const Batch& batch, std::vector<LineResult>& results) {
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
  if (all_are(results, Outcome::kNotSent)) {
    for (LineResult& line : results) line = still_unknown(line, "its repetition was not sent: ");
    return;
  }
  for (LineResult& line : results) {
    if (line.of_request) line = still_unknown(line, "AWS refused its repetition: ");
    if (line.outcome != Outcome::kApplied || !deleted_.contains(line.new_id)) continue;
    line = {.outcome = Outcome::kNotSent,
            .error_message =
                "AWS repeated its answer to an earlier INSERT; that line has been deleted since. INSERT the "
                "line once more to create it.",
            .request_id = line.request_id};
  }
  if (!any_is(results, Outcome::kUnknown)) unknown_.erase(kept);
}

void UnsettledCreations::end(bool all_applied, const std::vector<BatchResults>& creations,
                             const std::vector<BatchResults>& standing) {
  ++transaction_;
  Transactions repeated;
  for (const BatchResults& batch : creations) repeated.merge(forget(batch));
  if (all_applied) {
    for (const BatchResults& batch : standing) repeated.merge(forget_standing(batch));
    forget_ended(std::move(repeated));
  } else {
    for (const BatchResults& batch : creations) keep(batch);
  }
  if (lines_.empty() && unknown_.empty()) deleted_.clear();
}

// Drops the records that these lines repeat. A batch that was sent again has records of its own; a new batch takes one
// that AWS still owed.
UnsettledCreations::Transactions UnsettledCreations::forget(const BatchResults& creations) {
  Transactions repeated;
  const auto of_the_batch = [&](const EarlierLine& kept) { return kept.token == creations.batch.token; };
  const auto drop = [&](std::vector<EarlierLine>& list, std::vector<EarlierLine>::iterator kept) {
    repeated.insert(kept->transaction);
    list.erase(kept);
  };
  for (const auto& line : creations.batch.lines) {
    const auto equal = lines_.find(content_of(*line));
    if (equal == lines_.end()) continue;
    auto& [applied, owed] = equal->second;
    if (const auto own = std::find_if(applied.begin(), applied.end(), of_the_batch); own != applied.end()) {
      drop(applied, own);
    } else if (const auto own_owed = std::find_if(owed.begin(), owed.end(), of_the_batch); own_owed != owed.end()) {
      drop(owed, own_owed);
    } else if (!owed.empty()) {
      drop(owed, std::prev(owed.end()));
    }
  }
  return repeated;
}

void UnsettledCreations::keep(const BatchResults& creations) {
  for (std::size_t i = 0; i < creations.results.size(); ++i) {
    const LineResult& result = creations.results[i];
    EqualLines& equal = lines_[content_of(*creations.batch.lines[i])];
    std::vector<EarlierLine>& list = result.outcome == Outcome::kApplied ? equal.applied : equal.owed;
    list.push_back({.token = creations.batch.token,
                    .key = creations.batch.names[i],
                    .result = result,
                    .transaction = transaction_});
  }
}

UnsettledCreations::Transactions UnsettledCreations::forget_standing(const BatchResults& standing) {
  Transactions repeated;
  for (std::size_t i = 0; i < standing.results.size(); ++i) {
    const auto equal = lines_.find(content_of(*standing.batch.lines[i]));
    if (equal == lines_.end()) continue;
    std::vector<EarlierLine>& applied = equal->second.applied;
    const auto one = std::find_if(applied.begin(), applied.end(), [&](const EarlierLine& kept) {
      return kept.result.new_id == standing.results[i].new_id;
    });
    if (one == applied.end()) continue;
    repeated.insert(one->transaction);
    applied.erase(one);
  }
  return repeated;
}

// A transaction may be repeated in pieces: it has ended once AWS owes none of its lines but those that it refused,
// which the user may leave out.
void UnsettledCreations::forget_ended(Transactions repeated) {
  for (const auto& [content, equal] : lines_) {
    for (const EarlierLine& line : equal.owed) {
      if (line.result.outcome == Outcome::kNotSent || is_unknown(line)) repeated.erase(line.transaction);
    }
  }
  const auto has_ended = [&](const EarlierLine& line) { return repeated.contains(line.transaction); };
  for (auto content = lines_.begin(); content != lines_.end();) {
    auto& [applied, owed] = content->second;
    applied.erase(std::remove_if(applied.begin(), applied.end(), has_ended), applied.end());
    owed.erase(std::remove_if(owed.begin(), owed.end(), has_ended), owed.end());
    content = applied.empty() && owed.empty() ? lines_.erase(content) : std::next(content);
  }
}

bool UnsettledCreations::is_unknown(const EarlierLine& line) const {
  return std::any_of(unknown_.begin(), unknown_.end(), [&](const Batch& batch) { return batch.token == line.token; });
}

}  // namespace awscost::bill_scenarios
