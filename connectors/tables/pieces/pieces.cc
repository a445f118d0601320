#include "connectors/tables/pieces/pieces.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "connectors/tables/pieces/holding.h"

namespace awscost::pieces {
namespace {

using sql::Bucket;

// More periods than any history has: a window of centuries is asked as it is.
constexpr std::int64_t kMostBuckets = 20'000;

// Cost Explorer's groups on a page.
constexpr double kRowsOfAPage = 5000;

// A window that is served, as positions in the question's buckets.
struct Run {
  std::size_t begin = 0;
  std::size_t end = 0;
  const KnownAnswer* answer = nullptr;
  Serving serving = Serving::kNone;
};

// An answer that serves the question, and for which buckets.
struct Candidate {
  const KnownAnswer* answer = nullptr;
  Serving serving = Serving::kNone;
  std::vector<bool> serves;  // by bucket
};

class Tiling {
 public:
  Tiling(const CostsAsked& question, const sql::Window& window, const Known& known)
      : question_(question), window_(window), known_(known), buckets_(sql::buckets_of(window, question.granularity)) {
    for (const KnownAnswer& answer : known.answers) consider(answer);
  }

  std::vector<Piece> pieces() {
    std::vector<Run> runs = served();
    if (std::none_of(runs.begin(), runs.end(), [](const Run& run) { return run.answer != nullptr; })) return {whole()};
    join_gaps(runs);
    begin_gaps_by_now(runs);
    std::vector<Piece> pieces;
    pieces.reserve(runs.size());
    for (const Run& run : runs) {
      pieces.push_back({.window = window_of(run), .answer = run.answer, .serving = run.serving});
    }
    return pieces;
  }

 private:
  Piece whole() const { return {.window = window_}; }

  void consider(const KnownAnswer& answer) {
    const Serving serving = pieces::serving(question_, answer.asked);
    if (serving == Serving::kNone || goes_on_by_its_token(answer, question_, window_, known_.freshness)) {
      return;
    }
    const std::optional<kept::Seconds> filled_in = answer.asked.by_cost_category ? std::nullopt : known_.filled_in;
    const auto start = text::parse_instant(answer.kept.description.start);
    const auto end = text::parse_instant(answer.kept.description.end);
    if (!start || !end) return;
    Candidate candidate{.answer = &answer, .serving = serving, .serves = {}};
    for (const Bucket& bucket : buckets_) {
      candidate.serves.push_back(covers(answer, bucket, {*start, *end}) &&
                                 holds(answer.kept, bucket, known_.freshness, filled_in));
    }
    candidates_.push_back(std::move(candidate));
  }

  // Whether the answer's window has the bucket as the question's has it.
  bool covers(const KnownAnswer& answer, const Bucket& bucket, const Bucket& window) const {
    const Bucket full = sql::whole_bucket(bucket.start, question_.granularity);
    const bool is_whole = full.start == bucket.start && full.end == bucket.end;
    const bool has_all = window.start <= full.start && full.end <= window.end;
    if (is_whole) return has_all;
    if (answer.asked.granularity != question_.granularity) return false;
    return std::max(full.start, window.start) == bucket.start && std::min(full.end, window.end) == bucket.end;
  }

  std::vector<Run> served() const {
    std::vector<Run> runs;
    for (std::size_t at = 0; at < buckets_.size();) {
      Run run = longest_from(at);
      at = run.end;
      const bool goes_on = run.answer == nullptr && !runs.empty() && runs.back().answer == nullptr;
      if (goes_on) {
        runs.back().end = run.end;
      } else {
        runs.push_back(run);
      }
    }
    return runs;
  }

  // The newest of those that serve the most; rows that are there before rows that have to be added up.
  Run longest_from(std::size_t at) const {
    Run best{.begin = at, .end = at + 1};
    for (const Candidate& candidate : candidates_) {
      std::size_t end = at;
      while (end < buckets_.size() && candidate.serves[end]) ++end;
      if (end == at) continue;
      const bool first = best.answer == nullptr;
      const bool plainer = candidate.serving == Serving::kRows && best.serving == Serving::kAddedUp;
      if (first || end > best.end || (end == best.end && plainer)) {
        best = {.begin = at, .end = end, .answer = candidate.answer, .serving = candidate.serving};
      }
    }
    return best;
  }

  // Two gaps are one question where what lies between them costs no page more than asking twice.
  void join_gaps(std::vector<Run>& runs) const {
    for (std::size_t i = 0; i < runs.size(); ++i) {
      if (runs[i].answer != nullptr) continue;
      for (std::size_t next = runs.size() - 1; next > i; --next) {
        if (runs[next].answer != nullptr || !is_cheaper_together(runs, i, next)) continue;
        runs[i].end = runs[next].end;
        runs.erase(runs.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                   runs.begin() + static_cast<std::ptrdiff_t>(next) + 1);
        break;
      }
    }
  }

  // AWS refuses a TimePeriod that begins in the future, although it may end there: a gap that begins there begins with the
  // present period instead, and the runs before it end there.
  void begin_gaps_by_now(std::vector<Run>& runs) const {
    const auto future = std::partition_point(
        buckets_.begin(), buckets_.end(), [&](const Bucket& bucket) { return bucket.start <= known_.freshness.now; });
    if (future == buckets_.begin()) return;  // all of it is asked as it stands
    const auto present = static_cast<std::size_t>(future - buckets_.begin()) - 1;
    const auto begins_later = [&](const Run& run) { return run.answer == nullptr && run.begin > present; };
    const auto first = std::find_if(runs.begin(), runs.end(), begins_later);
    if (first == runs.end()) return;
    std::erase_if(runs, [&](const Run& run) { return run.begin >= present; });
    if (!runs.empty() && runs.back().answer != nullptr) runs.back().end = std::min(runs.back().end, present);
    if (runs.empty() || runs.back().answer != nullptr) runs.push_back({.begin = present, .end = present});
    runs.back().end = buckets_.size();
  }

  bool is_cheaper_together(const std::vector<Run>& runs, std::size_t first, std::size_t last) const {
    double apart = 0;
    for (std::size_t i = first; i <= last; ++i) {
      if (runs[i].answer == nullptr) apart += pages(runs[i].end - runs[i].begin);
    }
    return pages(runs[last].end - runs[first].begin) <= apart;
  }

  // By how many rows the fullest answer has in a bucket.
  double pages(std::size_t buckets) const {
    double rows = 0;
    for (const Candidate& candidate : candidates_) {
      const kept::Description& of = candidate.answer->kept.description;
      const auto count = sql::count_buckets({.start = of.start, .end = of.end}, candidate.answer->asked.granularity);
      if (count > 0) rows = std::max(rows, static_cast<double>(of.rows) / static_cast<double>(count));
    }
    return std::max(1.0, std::ceil(rows * static_cast<double>(buckets) / kRowsOfAPage));
  }

  // The question's own texts where it is an edge of its window.
  sql::Window window_of(const Run& run) const {
    const auto text = [&](kept::Seconds at) { return sql::wire_text(at, question_.granularity); };
    return {.start = run.begin == 0 ? window_.start : text(buckets_[run.begin].start),
            .end = run.end == buckets_.size() ? window_.end : text(buckets_[run.end - 1].end)};
  }

  const CostsAsked& question_;
  const sql::Window& window_;
  const Known& known_;
  std::vector<Bucket> buckets_;
  std::vector<Candidate> candidates_;
};

}  // namespace

bool goes_on_by_its_token(const KnownAnswer& answer, const CostsAsked& question, const sql::Window& window,
                          const kept::Freshness& freshness) {
  const bool is_the_same = !answer.asked.sent_end.empty() && answer.asked.sent_end == window.end &&
                           answer.kept.description.start == window.start &&
                           serving(question, answer.asked) == Serving::kRows;
  return is_the_same && !answer.asked.is_refused && freshness.now - answer.kept.fetched_at < freshness.ttl;
}

std::int64_t saved_by_knowing_backfills(const CostsAsked& question, const sql::Window& window, const Known& known) {
  Known none = known;
  none.filled_in = kept::Seconds{};
  std::int64_t saved = 0;
  for (const Piece& piece : pieces_of(question, window, none)) {
    if (piece.answer == nullptr || !piece.answer->asked.by_tag) continue;
    const bool holds_anyway = none.freshness.now - piece.answer->kept.fetched_at < kByTag;
    if (!holds_anyway) saved += piece.answer->kept.pages;
  }
  return saved;
}

std::vector<Piece> pieces_of(const CostsAsked& question, const sql::Window& window, const Known& known) {
  const std::int64_t buckets = sql::count_buckets(window, question.granularity);
  if (known.answers.empty() || buckets == 0 || buckets > kMostBuckets) return {Piece{.window = window}};
  return Tiling(question, window, known).pieces();
}

}  // namespace awscost::pieces
