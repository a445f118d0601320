#include "reducer.h"

#include <algorithm>
#include <string>
#include <utility>

#include "statement.h"

namespace awscost::differential {
namespace {

using Step = std::function<bool(Query&)>;         // false where there is nothing to drop
using SourceStep = std::function<bool(Source&)>;  // likewise

// An earlier step may have dropped the source itself.
Step of_source(std::size_t i, SourceStep step) {
  return [i, step = std::move(step)](Query& query) { return i < query.sources.size() && step(query.sources[i]); };
}

bool drop_at(std::vector<Predicate>& list, std::size_t at) {
  if (at >= list.size()) return false;
  list.erase(list.begin() + static_cast<std::ptrdiff_t>(at));
  return true;
}

template <class T>
bool drop(std::optional<T>& part) {
  if (!part) return false;
  part.reset();
  return true;
}

bool set(auto& target, auto value) {
  if (target == value) return false;
  target = value;
  return true;
}

void add_source_steps(std::vector<Step>& steps, std::size_t i, const Source& source) {
  const auto add = [&](SourceStep step) { steps.push_back(of_source(i, std::move(step))); };
  for (std::size_t p = source.predicates.size(); p-- > 0;) {
    add([p](Source& s) { return drop_at(s.predicates, p); });
  }
  for (std::size_t p = source.outside.size(); p-- > 0;) {
    add([p](Source& s) { return drop_at(s.outside, p); });
  }
  add([](Source& s) { return drop(s.filter); });
  add([](Source& s) { return drop(s.profiles); });
  add([](Source& s) {
    // Bounds of hours have another meaning for days.
    return s.granularity && !s.looped_grain && s.granularity->grains.front() != Grain::kHourly && drop(s.granularity);
  });
  add([](Source& s) { return !s.looped_grain && drop(s.start_date); });
  add([](Source& s) { return drop(s.end_date); });
  add([](Source& s) { return s.outside.empty() && set(s.wrap, Wrap::kNone); });
  add([](Source& s) { return s.wrap != Wrap::kNone && s.wrap != Wrap::kNamed && set(s.wrap, Wrap::kSubquery); });
}

bool drop_join(Query& query) {
  if (!query.join || query.frame != Frame::kSelect) return false;
  query.join.reset();
  query.sources.resize(1);
  auto& columns = query.projection.columns;
  std::erase_if(columns, [](const std::string& column) { return column.front() != '@'; });
  if (columns.empty()) columns = {"@.period_start"};
  return true;
}

// Allowed only where nothing outside the source names the column of a key.
bool drop_keys(Query& query, std::size_t i) {
  if (i >= query.sources.size() || !query.sources[i].group_by || query.sources[i].resources) return false;
  std::string text;
  for (const std::string& column : query.projection.columns) text += column + " ";
  for (const Joins::Way& way : query.joins.ways) text += way.text + " ";
  if (query.frame == Frame::kJoins && query.sources[i].wrap == Wrap::kNamed) return false;
  if (query.join) text += query.join->on.asked + " " + query.join->extra.asked;
  for (const std::string& key : key_columns(query.sources[i])) {
    if (text.find(key) != std::string::npos) return false;
  }
  return query.sources[i].outside.empty() && drop(query.sources[i].group_by);
}

std::vector<Step> steps_of(const Query& query) {
  std::vector<Step> steps = {drop_join};
  for (std::size_t i = 0; i < query.sources.size(); ++i) add_source_steps(steps, i, query.sources[i]);
  for (std::size_t i = 0; i < query.sources.size(); ++i) steps.push_back([i](Query& q) { return drop_keys(q, i); });
  for (std::size_t way = query.joins.ways.size(); way-- > 0;) {
    steps.push_back([way](Query& q) {
      if (q.joins.ways.size() < 2 || way >= q.joins.ways.size()) return false;
      q.joins.ways.erase(q.joins.ways.begin() + static_cast<std::ptrdiff_t>(way));
      return true;
    });
  }
  steps.push_back([](Query& q) { return drop(q.joins.limit); });
  steps.push_back([](Query& q) { return set(q.fillers, std::size_t{0}); });
  steps.push_back([](Query& q) { return drop(q.offset); });
  steps.push_back([](Query& q) { return drop(q.limit); });
  steps.push_back([](Query& q) { return set(q.ordered, false); });
  steps.push_back([](Query& q) { return set(q.mask, 0U); });
  steps.push_back([](Query& q) { return set(q.verify, false); });
  steps.push_back([](Query& q) {
    if (!q.join || q.join->extra.asked.empty()) return false;
    q.join->extra = {};
    return true;
  });
  steps.push_back([](Query& q) { return set(q.projection.having, std::string()); });
  steps.push_back([](Query& q) {
    return q.frame == Frame::kSelect && q.projection.reads.empty() && q.projection.errors == 0 &&
           set(q.projection.kind, Projection::Kind::kCount);
  });
  for (std::size_t c = query.projection.columns.size(); c-- > 0;) {
    steps.push_back([c](Query& q) {
      auto& columns = q.projection.columns;
      if (c >= columns.size() || columns.size() < 2 || !q.projection.reads.empty() || q.projection.errors != 0)
        return false;
      columns.erase(columns.begin() + static_cast<std::ptrdiff_t>(c));
      return true;
    });
  }
  return steps;
}

bool reduce_query(Case& failing, const std::function<bool(const Case&)>& differs) {
  bool smaller = false;
  for (const Step& step : steps_of(failing.query)) {
    Case candidate = failing;
    if (!step(candidate.query) || !differs(candidate)) continue;
    failing = std::move(candidate);
    smaller = true;
  }
  return smaller;
}

void reduce_items(Case& failing, const std::function<bool(const Case&)>& differs) {
  for (std::size_t size = failing.world.items.size(); size > 0; size /= 2) {
    for (std::size_t at = 0; at < failing.world.items.size();) {
      Case candidate = failing;
      auto& items = candidate.world.items;
      const auto first = items.begin() + static_cast<std::ptrdiff_t>(at);
      items.erase(first, first + static_cast<std::ptrdiff_t>(std::min(size, items.size() - at)));
      if (differs(candidate)) {
        failing = std::move(candidate);
      } else {
        at += size;
      }
    }
  }
}

}  // namespace

Case reduce(Case failing, const std::function<bool(const Case&)>& differs) {
  while (reduce_query(failing, differs)) {
  }
  reduce_items(failing, differs);
  return failing;
}

}  // namespace awscost::differential
