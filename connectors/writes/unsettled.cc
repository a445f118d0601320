#include "connectors/writes/unsettled.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace awscost::writes {
namespace {

// What the user said of the line; a key that was made up is none of it.
std::string said_of(const PendingLine& line) {
  return creation_json(line, line.new_line.key);
}

// The lines of `lines` that say what those of `batch` say, one each, in the batch's order; taken out of `lines`.
std::optional<Lines> take_matches(const Batch& batch, Lines& lines) {
  Lines rest = lines;
  Lines matches;
  for (const auto& wanted : batch.lines) {
    const std::string said = said_of(*wanted);
    const auto found = std::find_if(rest.begin(), rest.end(), [&](const auto& line) { return said_of(*line) == said; });
    if (found == rest.end()) return std::nullopt;
    matches.push_back(*found);
    rest.erase(found);
  }
  lines = std::move(rest);
  return matches;
}

}  // namespace

void Unsettled::settle(const Batch& batch, const std::vector<LineResult>& results) {
  if (batch.action != Action::kCreate) return;
  const bool unknown = std::any_of(results.begin(), results.end(),
                                   [](const LineResult& line) { return line.outcome == Outcome::kUnknown; });
  const bool not_sent = std::all_of(results.begin(), results.end(),
                                    [](const LineResult& line) { return line.outcome == Outcome::kNotSent; });
  const auto kept =
      std::find_if(batches_.begin(), batches_.end(), [&](const Batch& other) { return other.token == batch.token; });
  if (kept == batches_.end()) {
    if (unknown) batches_.push_back(batch);
  } else if (!unknown && !not_sent) {
    batches_.erase(kept);
  }
}

std::vector<Batch> Unsettled::take_out_of(Lines& lines) const {
  std::vector<Batch> again;
  for (const Batch& batch : batches_) {
    if (lines.empty()) break;
    if (batch.first().scenario != lines.front()->line.scenario ||
        batch.first().profile != lines.front()->line.profile) {
      continue;
    }
    if (std::optional<Lines> matches = take_matches(batch, lines)) {
      again.push_back(batch);
      again.back().lines = *std::move(matches);
    }
  }
  return again;
}

}  // namespace awscost::writes
