#include "connectors/writes/batches.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace awscost::writes {
namespace {

// The changes of one scenario, as read with one profile.
struct Group {
  Lines deletes;
  Lines updates;
  Lines creations;

  Lines& of(Action action) {
    if (action == Action::kDelete) return deletes;
    return action == Action::kUpdate ? updates : creations;
  }
};

// In the order in which each scenario was first changed.
std::vector<Group> groups_of(const PendingState& state) {
  std::vector<Group> groups;
  std::map<std::pair<std::string, std::string>, std::size_t> known;
  for (const auto& line : state.lines()) {
    if (line == nullptr) continue;
    const auto [found, is_new] = known.try_emplace({line->line.scenario, line->line.profile}, groups.size());
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

// Keys for the lines that were given none: n1, n2, …, passing over those in use.
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

void add_creations(Lines lines, const Unsettled& unsettled, const std::function<std::string()>& new_token,
                   std::vector<Batch>& batches) {
  Keys keys;
  for (Batch& again : unsettled.take_out_of(lines)) {
    for (const std::string& key : again.names) keys.use(key);
    batches.push_back(std::move(again));
  }
  for (const auto& line : lines) keys.use(line->new_line.key);
  in_batches(lines, [&](Lines part) {
    std::vector<std::string> names = keys.of(part);
    batches.push_back(create_batch(std::move(part), std::move(names), new_token()));
  });
}

}  // namespace

std::vector<Batch> batches_of(const PendingState& state, const Unsettled& unsettled,
                              const std::function<std::string()>& new_token) {
  std::vector<Batch> batches;
  for (Group& group : groups_of(state)) {
    in_batches(group.deletes, [&](Lines part) { batches.push_back(delete_batch(std::move(part))); });
    in_batches(group.updates, [&](Lines part) { batches.push_back(update_batch(std::move(part))); });
    add_creations(std::move(group.creations), unsettled, new_token, batches);
  }
  return batches;
}

}  // namespace awscost::writes
