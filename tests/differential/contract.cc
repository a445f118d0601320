#include "contract.h"

#include <algorithm>
#include <iterator>

#include "statement.h"

namespace awscost::differential {
namespace {

using Texts = std::vector<std::string>;

Texts intersection(const Texts& a, const Texts& b) {
  Texts out;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(out));
  return out;
}

bool holds_none(std::size_t dimension, const Texts& values) {
  const std::string none = kNames[dimension].absent;
  return !none.empty() && std::find(values.begin(), values.end(), none) != values.end();
}

// The claims about a source: those of its predicates, its join and its projection.
class SourceJudge {
 public:
  SourceJudge(const Query& query, std::size_t index)
      : query_(query), source_(query.sources[index]), index_(index), outer_(is_outer()) {}

  SourceView view() {
    for (const Predicate& predicate : source_.predicates) {
      for (const Claim& claim : predicate.claims) bind(claim);
    }
    if (query_.join) {
      for (const Claim& claim : index_ == 0 ? query_.join->claims : query_.join->claims_b) bind_join(claim);
    }
    for (const Claim& claim : source_.linked) bind(claim);
    finish_slices();
    for (const Predicate& predicate : source_.predicates) read(predicate);
    for (const Predicate& predicate : source_.outside) {
      for (const Claim& claim : predicate.claims) bind(claim);
    }
    if (query_.join) {
      for (const Claim& claim : index_ == 0 ? query_.join->claims : query_.join->claims_b) {
        if (claim.effect == Effect::kReads) mention(claim.dimension, false);
      }
      if (index_ == 0 && query_.join->extra_reads) mention(*query_.join->extra_reads, false);
    }
    if (index_ == 0) {
      for (const Dimension dimension : query_.projection.reads) mention(dimension, false);
      view_.errors |= query_.projection.errors;
      if (query_.projection.errors != 0 && query_.join) view_.errors |= kNoSolution;
    }
    if (source_.resources) judge_resources();
    if (query_.join) judge_joined_periods();
    // SQLite 3.54 does not pass the set of a subquery to the branches of an OR.
    if (query_.join && source_.profiles && has_or()) view_.perhaps |= kUnboundInput;
    if (query_.frame == Frame::kJoins) judge_joins();
    if (outer_) judge_outer();
    if (query_.join) judge_folded();
    if (source_.group_by && source_.group_by->way == Way::kParameter) judge_late_keys();
    if (query_.fillers > 0 && index_ == 0) judge_fillers();
    return std::move(view_);
  }

 private:
  bool is_slice(Dimension dimension) const { return !source_.has_key(dimension); }
  Slice& slice(Dimension dimension) { return view_.slices[dimension]; }

  // RIGHT and FULL JOIN scan a table a second time, with nothing bound.
  bool is_outer() const {
    return query_.join && source_.wrap == Wrap::kNone &&
           (query_.join->kind == JoinKind::kRight || query_.join->kind == JoinKind::kFull);
  }

  void bind(const Claim& claim) {
    // If group_by is known only at run time, the table must evaluate the comparison itself.
    const bool unknown = source_.group_by && source_.group_by->way == Way::kParameter;
    if (claim.effect == Effect::kNumber && unknown) view_.perhaps |= kWrongType;
    if (!is_slice(claim.dimension)) return;
    Slice& state = slice(claim.dimension);
    if (claim.effect == Effect::kNumber) view_.errors |= kWrongType;
    if (claim.effect == Effect::kNumber || claim.effect == Effect::kReads) return;
    // Without its tag in group_by, the column has no tag.
    if (claim.dimension >= kItemDimensions) {
      view_.errors |= kUnboundDimension | (query_.join ? kNoSolution : 0U);
      return;
    }
    const bool each = claim.effect == Effect::kEach;
    state.values = state.bound ? intersection(state.values, claim.values) : claim.values;
    state.bound = true;
    state.looped = state.looped || each;
    binders_[claim.dimension] |= each ? 2 : 1;
  }

  bool join_order_is_fixed_before_us() const {
    const JoinKind kind = query_.join->kind;
    return (kind == JoinKind::kLeft || kind == JoinKind::kCross) && !query_.join->local.empty() &&
           !query_.join->local_first && query_.frame == Frame::kSelect;
  }

  void bind_join(const Claim& claim) {
    if (!is_slice(claim.dimension)) return bind(claim);
    const bool already = slice(claim.dimension).bound;
    if (claim.effect == Effect::kNumber) {
      // If another `=` binds the text and SQLite does not pass the number, SQLite compares the two itself.
      Errors& either = already && !slice(claim.dimension).several() ? view_.perhaps : view_.errors;
      if (!already || !join_order_is_fixed_before_us()) either |= kWrongType | kUnboundDimension | kNoSolution;
      if (slice(claim.dimension).several()) view_.errors |= kSeveralValues;
      return;
    }
    if (claim.effect == Effect::kReads) return;
    if (join_order_is_fixed_before_us()) {
      // No row of the other table is known yet, so only other conditions bind the slice.
      if (!already) view_.errors |= kUnboundDimension | kNoSolution;
      if (slice(claim.dimension).several()) view_.errors |= kSeveralValues | kNoSolution;
      // SQLite omits a LEFT JOIN that DISTINCT makes a no-op.
      if (query_.projection.kind == Projection::Kind::kDistinct && view_.errors != 0) view_.undecided = true;
      return;
    }
    if (already && slice(claim.dimension).one()) return;
    bind(claim);
    if (source_.group_by && source_.group_by->way == Way::kParameter) view_.perhaps |= kUnboundDimension | kNoSolution;
  }

  void finish_slices() {
    for (std::size_t d = 0; d < kDimensions; ++d) {
      const Slice& state = view_.slices[d];
      if (state.bound && is_slice(static_cast<Dimension>(d)) && holds_none(d, state.values)) {
        (state.looped || query_.join ? view_.perhaps : view_.errors) |= kNoneInSlice;
      }
      if (state.bound && state.values.empty() && is_slice(static_cast<Dimension>(d))) view_.empty = true;
      // Known too late for a slice: SQLite may pass the set, and the value may be read.
      const bool late = source_.group_by && source_.group_by->way == Way::kParameter;
      if (binders_[d] == 3 && (late || predicate_loops(static_cast<Dimension>(d)))) view_.perhaps |= kSeveralValues;
    }
  }

  // (a, b) IN (VALUES ...) beside a set: no join order binds both.
  bool predicate_loops(Dimension dimension) const {
    return std::any_of(source_.predicates.begin(), source_.predicates.end(), [&](const Predicate& predicate) {
      return std::any_of(predicate.claims.begin(), predicate.claims.end(), [&](const Claim& claim) {
        return claim.dimension == dimension && claim.effect == Effect::kEach;
      });
    });
  }

  void mention(Dimension dimension, bool short_circuits) {
    if (!is_slice(dimension)) return;
    const Slice& state = slice(dimension);
    if (dimension >= kItemDimensions) {
      view_.errors |= kUnboundDimension | (query_.join ? kNoSolution : 0U);
    } else if (!state.bound) {
      // A multi-index OR binds it in every branch, which is detected when its rows are merged. Newer SQLite (seen in
      // 3.54) keeps an input that a subquery binds out of the branches, which is detected earlier.
      view_.errors |= kUnboundDimension | (short_circuits ? kMergedBranches | kUnboundInput : 0U) |
                      (query_.join ? kNoSolution : 0U);
    } else if (state.several()) {
      if (short_circuits) view_.undecided = true;
      view_.errors |= kSeveralValues;
    }
  }

  // Each branch of a multi-index OR is a scan of its own, which may come to AWS's text for no value first.
  bool binds_none_in_a_branch(const Predicate& predicate, Dimension dimension) const {
    if (!predicate.short_circuits || !is_slice(dimension) || dimension >= kItemDimensions) return false;
    const std::string none = kNames[dimension].absent;
    return !none.empty() && predicate.text.asked.find(quoted(none)) != std::string::npos;
  }

  bool input_is_bound(const std::string& input) const {
    if (input == "group_by") return source_.group_by.has_value();
    if (input == "granularity") return source_.granularity.has_value();
    if (input == "start_date") return source_.start_date || (query_.join && query_.join->lateral && index_ == 0);
    return source_.end_date || (query_.join && query_.join->lateral && index_ == 0);
  }

  void read(const Predicate& predicate) {
    for (const Claim& claim : predicate.claims) {
      if (predicate.transitive && slice(claim.dimension).bound) view_.undecided = true;
      if (claim.effect == Effect::kReads) mention(claim.dimension, predicate.short_circuits);
      if (claim.effect == Effect::kReads && binds_none_in_a_branch(predicate, claim.dimension))
        view_.errors |= kNoneInSlice;
      if (claim.effect == Effect::kEach && is_slice(claim.dimension)) view_.perhaps |= predicate.perhaps;
    }
    // A wrong date is refused only where SQLite passes it to the table.
    const bool seen = !query_.join && query_.frame != Frame::kExists && query_.frame != Frame::kNotExists;
    if (predicate.periods_only && (!seen || query_.fillers > 0 || has_pattern())) {
      view_.perhaps |= predicate.errors;
    } else if (predicate.input.empty() || !input_is_bound(predicate.input)) {
      view_.errors |= predicate.errors;
      if (predicate.errors != 0 && query_.join) view_.errors |= kNoSolution;
    }
    const bool slices = std::any_of(predicate.claims.begin(), predicate.claims.end(),
                                    [&](const Claim& claim) { return is_slice(claim.dimension); });
    if (slices) view_.perhaps |= predicate.perhaps;
    if (slices && predicate.perhaps != 0 && query_.join) view_.perhaps |= kNoSolution;
    if (predicate.cut && (outer_ || is_propagated(predicate))) view_.undecided = true;
  }

  // Beside LIKE or GLOB, the table takes bounds for those that SQLite derives from the pattern, which need not be
  // dates.
  bool has_pattern() const {
    const auto is_pattern = [](const Predicate& predicate) {
      return predicate.shape == "period LIKE" || predicate.shape == "period GLOB";
    };
    return std::any_of(source_.predicates.begin(), source_.predicates.end(), is_pattern) ||
           std::any_of(source_.outside.begin(), source_.outside.end(), is_pattern);
  }

  // SQLite puts the constant of an `=` into every other condition on the column, and compares timestamps as text.
  bool is_propagated(const Predicate& predicate) const {
    const auto equates = [](const Predicate& candidate) {
      return candidate.shape == "period =" || candidate.shape == "period IN list" || candidate.shape == "period IS" ||
             candidate.shape == "period scalar subquery" || candidate.shape == "period same-column OR";
    };
    const auto meets = [&](const Predicate& other) {
      const bool periods = other.text.asked.find("@.period") != std::string::npos;
      return &other != &predicate && periods && (equates(predicate) || equates(other));
    };
    const bool joined =
        query_.join && (query_.join->on.asked + query_.join->extra.asked).find(".period") != std::string::npos;
    return joined || std::any_of(source_.predicates.begin(), source_.predicates.end(), meets) ||
           std::any_of(source_.outside.begin(), source_.outside.end(), meets);
  }

  // A value of the dimension that the request contains: of a key's column or of a slice.
  bool narrows(Dimension dimension) const {
    if (is_slice(dimension)) return view_.slices[dimension].bound;
    for (const Predicate& predicate : source_.predicates) {
      for (const Claim& claim : predicate.claims) {
        if (claim.dimension != dimension || predicate.errors != 0) continue;
        // A list with AWS's text for no value is not sent.
        if (holds_none(dimension, claim.values)) continue;
        if (claim.effect == Effect::kEquals || claim.effect == Effect::kSet) return true;
      }
    }
    return false;
  }

  bool narrows_any() const {
    for (std::size_t d = 0; d < kDimensions; ++d) {
      if (narrows(static_cast<Dimension>(d))) return true;
    }
    return false;
  }

  // SQLite decides which of these it passes.
  bool may_narrow() const {
    const auto speaks = [](const Predicate& predicate) { return !predicate.claims.empty(); };
    return std::any_of(source_.predicates.begin(), source_.predicates.end(), speaks) ||
           std::any_of(source_.outside.begin(), source_.outside.end(), speaks) ||
           (query_.join && !(index_ == 0 ? query_.join->claims : query_.join->claims_b).empty());
  }

  void judge_resources() {
    if (!source_.filter && !narrows_any()) (may_narrow() ? view_.perhaps : view_.errors) |= kNeedsFilter;
    const bool resource =
        source_.has_key(kResourceId) || narrows(kResourceId) || (source_.filter && source_.filter->names_resource);
    if (!resource) view_.errors |= kRefusedByAws;
    const auto& grains = source_.granularity ? source_.granularity->grains : std::vector<Grain>{Grain::kDaily};
    const bool dated = source_.start_date || (query_.join && query_.join->lateral && index_ == 0);
    if (std::find(grains.begin(), grains.end(), Grain::kMonthly) != grains.end() && !dated) {
      view_.errors |= kNeedsDates;
      // The days come first, and may be the only request.
      if (grains.size() > 1 && (query_.frame != Frame::kSelect || query_.limit)) view_.undecided = true;
    }
    if (std::find(grains.begin(), grains.end(), Grain::kHourly) == grains.end()) return;
    // AWS has hours of resources for compute only, and refuses any other service.
    const Slice& services = view_.slices[kService];
    const bool others = is_slice(kService) ? std::any_of(services.values.begin(), services.values.end(),
                                                         [](const std::string& value) { return value != kCompute; })
                                           : true;
    if (!others) return;
    (is_slice(kService) && !services.looped ? view_.errors : view_.perhaps) |= kRefusedByAws;
  }

  bool has_or() const {
    const auto is_or = [](const Predicate& predicate) {
      return predicate.short_circuits || predicate.text.asked.find(" OR ") != std::string::npos;
    };
    return std::any_of(source_.predicates.begin(), source_.predicates.end(), is_or) ||
           std::any_of(source_.outside.begin(), source_.outside.end(), is_or);
  }

  // While group_by is unknown, an OR over keys is planned like one over slices: one scan for each branch, to which
  // SQLite may not pass every bound of the period.
  void judge_late_keys() {
    if (!has_or()) return;
    view_.perhaps |= kMergedBranches | kUnboundDimension | kRefusedByAws;
    if (source_.profiles) view_.perhaps |= kUnboundInput;
  }

  // SQLite reduces a condition that it knows to be false to FALSE, but still scans the table in an outer join: the
  // other conditions no longer bind anything.
  void judge_folded() {
    const auto never = [](const Predicate& predicate) { return predicate.may_be_false; };
    if (!view_.empty && std::none_of(source_.predicates.begin(), source_.predicates.end(), never) &&
        std::none_of(source_.outside.begin(), source_.outside.end(), never)) {
      return;
    }
    view_.perhaps |=
        kUnboundDimension | kUnboundInput | kWrongType | kNoSolution | kNeedsFilter | kRefusedByAws | kNeedsDates;
  }

  // What a join binds is known at run time, and a value may ask AWS for what it does not have. SQLite may find that a
  // join needs no row of a table, and then nothing of it is refused.
  void judge_joins() {
    view_.perhaps |= view_.errors;
    view_.errors = 0;
    if (source_.resources) view_.perhaps |= kNeedsFilter | kRefusedByAws;
  }

  // What another table holds is compared as text, or refused where the table would understand it. In a join, SQLite may
  // put the constant of the one table into the other, whose history may be shorter.
  void judge_joined_periods() {
    const auto is_hourly = [](const Source& source) {
      return source.granularity && source.granularity->grains.front() == Grain::kHourly;
    };
    const bool two = query_.sources.size() == 2;
    const bool two_forms = two && is_hourly(query_.sources[0]) != is_hourly(query_.sources[1]);
    if (query_.join->local == "stamps" || two_forms) view_.perhaps |= kForeignTimestamp;
    if (two && (source_.resources || is_hourly(source_))) view_.perhaps |= kBehindHistory;
  }

  void judge_outer() {
    const bool bound = std::any_of(view_.slices.begin(), view_.slices.end(), [](const Slice& s) { return s.bound; });
    if (view_.errors != 0) view_.perhaps |= kUnboundInput;
    if (bound || view_.errors != 0) view_.perhaps |= kUnboundDimension | kMergedBranches | kNoSolution | kSeveralValues;
    if (source_.group_by || source_.granularity || source_.start_date || source_.end_date || source_.filter ||
        source_.profiles) {
      view_.perhaps |= kUnboundInput | kNoSolution | kUnboundDimension | kNeedsFilter | kRefusedByAws | kNeedsDates;
    }
    if (source_.resources) view_.perhaps |= kNeedsFilter | kRefusedByAws;
  }

  // SQLite decides which constraint is the 17th or the 33rd.
  void judge_fillers() {
    const bool bound = std::any_of(view_.slices.begin(), view_.slices.end(), [](const Slice& s) { return s.bound; });
    const bool cut = std::any_of(source_.predicates.begin(), source_.predicates.end(),
                                 [](const Predicate& predicate) { return predicate.cut; });
    if (bound || cut || source_.group_by || view_.errors != 0) view_.perhaps |= kTooManyConditions;
    if (bound) view_.perhaps |= kMergedBranches | kUnboundDimension;
    if (source_.resources) view_.perhaps |= kNeedsFilter | kRefusedByAws;
  }

  const Query& query_;
  const Source& source_;
  const std::size_t index_;
  const bool outer_;
  std::array<unsigned, kDimensions> binders_{};
  SourceView view_;
};

}  // namespace

SourceView view_source(const Query& query, std::size_t source) {
  return SourceJudge(query, source).view();
}

bool is_summed(const Query& query, std::size_t source, const Predicate& predicate) {
  const SourceView view = view_source(query, source);
  return std::any_of(predicate.claims.begin(), predicate.claims.end(), [&](const Claim& claim) {
    return claim.effect == Effect::kSet && !query.sources[source].has_key(claim.dimension) &&
           view.slices[claim.dimension].several();
  });
}

Verdict judge(const Query& query) {
  Verdict verdict;
  constexpr Errors kAtRows = kSeveralValues | kMergedBranches;
  for (std::size_t i = 0; i < query.sources.size(); ++i) {
    SourceView view = view_source(query, i);
    verdict.errors |= view.errors;
    verdict.perhaps |= view.perhaps;
    verdict.undecided = verdict.undecided || view.undecided;
    verdict.sources.push_back(std::move(view));
  }
  if (verdict.sources.empty()) return verdict;  // a join of other services' tables
  const SourceView& first = verdict.sources.front();
  verdict.strict = is_simple(query) && !first.empty && verdict.perhaps == 0 && (verdict.errors & ~kAtRows) != 0 &&
                   (first.errors & kMergedBranches) == 0;
  return verdict;
}

}  // namespace awscost::differential
