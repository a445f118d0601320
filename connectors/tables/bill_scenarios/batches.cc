#include "connectors/tables/bill_scenarios/batches.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace awscost::bill_scenarios {
namespace {

// The changes of one scenario of one destination.
struct Group {
  Lines deletes;
  Lines updates;
  Lines creations;

  Lines& of(Action action) {
    if (action == Action::kDelete) return deletes;
    return action == Action::kUpdate ? updates : creations;
  }
};

// In the order of each scenario's first change.
std::vector<Group> groups_of(const PendingState& state) {
  std::vector<Group> groups;
  std::map<std::pair<std::string, std::string_view>, std::size_t> known;
  for (const auto& line : state.lines()) {
    if (line == nullptr) continue;
    const auto [found, is_new] = known.try_emplace({line->line.scenario, place_of(line->line)}, groups.size());
    if (is_new) groups.emplace_back();
    groups[found->second].of(line->action).push_back(line);
  }
  return groups;
}

template <class Add>
void in_batches(const Lines& lines, Add add) {
  for (std::size_t i = 0; i < lines.size(); i += kMostLines) {
    const std::size_t end = std::min(lines.size(), i + kMostLines);
    add(Lines(lines.begin() + static_cast<std::ptrdiff_t>(i), lines.begin() + static_cast<std::ptrdiff_t>(end)));
  }
}

// Makes up keys for lines without one: n1, n2, ..., without those in use.
class Keys {
 public:
  void use(const std::string& key) { used_.insert(key); }

  std::vector<std::string> of(const Lines& lines) {
    std::vector<std::string> keys;
    for (const auto& line : lines) keys.push_back(line->new_line.key.empty() ? fresh() : line->new_line.key);
    return keys;
  }

 private:
  std::string fresh() {
    for (;;) {
      std::string key = "n" + std::to_string(next_++);
      if (used_.insert(key).second) return key;
    }
  }

  std::set<std::string> used_;
  std::size_t next_ = 1;
};

class Collected {
 public:
  Collected(const PendingState& state, const UnsettledCreations& unsettled,
            const std::function<std::string()>& new_token)
      : state_(state), unsettled_(unsettled), new_token_(new_token) {}

  void add(Group group) {
    in_batches(group.deletes, [&](Lines part) { batches_.to_send.push_back(delete_batch(std::move(part))); });
    in_batches(group.updates, [&](Lines part) { batches_.to_send.push_back(update_batch(std::move(part))); });
    add_creations(std::move(group.creations));
  }
  Batches take() { return std::move(batches_); }

 private:
  void add_creations(Lines lines) {
    Keys keys;
    UnsettledCreations::Matches known = unsettled_.take_out_of(lines, state_);
    if (!known.standing.results.empty()) batches_.standing.push_back(std::move(known.standing));
    for (Batch& again : known.again) {
      for (const std::string& key : again.names) keys.use(key);
      batches_.to_send.push_back(std::move(again));
    }
    for (const auto& line : lines) keys.use(line->new_line.key);
    in_batches(lines, [&](Lines part) {
      std::vector<std::string> names = keys.of(part);
      batches_.to_send.push_back(create_batch(std::move(part), std::move(names), new_token_()));
    });
  }

  const PendingState& state_;
  const UnsettledCreations& unsettled_;
  const std::function<std::string()>& new_token_;
  Batches batches_;
};

}  // namespace

Batches batches_of(const PendingState& state, const UnsettledCreations& unsettled,
                   const std::function<std::string()>& new_token) {
  Collected collected(state, unsettled, new_token);
  for (Group& group : groups_of(state)) collected.add(std::move(group));
  return collected.take();
}

}  // namespace awscost::bill_scenarios
