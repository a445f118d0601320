// Kept answers in memory, without any rule of their own: what was kept and described is there until it is dropped.
//
// Example:
//
//   std::int64_t answer_of(KeptInMemory& kept, const asking::Question& question, const wire::Reply& reply) {
//     return kept.keep(question, reply);
//   }
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "connectors/asking/kept/kept_answers.h"

namespace awscost::test {

class KeptInMemory : public kept::KeptAnswers {
 public:
  bool on = true;
  kept::Freshness rules{.now = text::parse_instant("2026-11-21 12:00:00").value(),
                        .ttl = std::chrono::seconds(3600),
                        .reopen_days = std::chrono::days(14)};

  bool is_on() const override { return on; }
  kept::Freshness freshness() const override { return rules; }
  std::optional<asking::Answer> recall(const asking::Question&) override { return std::nullopt; }

  std::int64_t keep(const asking::Question& question, const wire::Reply& reply) override {
    if (question.page > 1 && answers_.count(question.kept_as) == 0) return 0;
    const std::int64_t id = question.page > 1 ? question.kept_as : ++last_;
    Kept& kept = answers_[id];
    if (question.page == 1) kept.fetched_at = rules.now;
    kept.pages.push_back(reply);
    return id;
  }
  void describe(std::int64_t id, const kept::Description& description) override {
    answers_[id].description = description;
  }
  std::vector<kept::KeptAnswer> about(const asking::Destination&, const std::string& subject) override {
    std::vector<kept::KeptAnswer> found;
    for (const auto& [id, kept] : answers_) {
      if (!kept.description || kept.description->subject != subject) continue;
      found.push_back({.id = id,
                       .description = *kept.description,
                       .fetched_at = kept.fetched_at,
                       .pages = static_cast<std::int64_t>(kept.pages.size())});
    }
    std::reverse(found.begin(), found.end());
    return found;
  }
  std::optional<wire::Reply> page(std::int64_t id, int number) override {
    const auto found = answers_.find(id);
    if (found == answers_.end() || static_cast<std::size_t>(number) > found->second.pages.size()) return std::nullopt;
    ++pages_read;
    return found->second.pages[static_cast<std::size_t>(number) - 1];
  }
  void drop(std::int64_t id) override { answers_.erase(id); }
  void forget(const asking::Destination&, std::string_view) override { answers_.clear(); }

  // What another process may do at any time.
  void drop_pages() {
    for (auto& [id, kept] : answers_) kept.pages.clear();
  }

  int pages_read = 0;

 private:
  struct Kept {
    std::vector<wire::Reply> pages;
    std::optional<kept::Description> description;
    kept::Seconds fetched_at{};
  };
  std::map<std::int64_t, Kept> answers_;
  std::int64_t last_ = 0;
};

}  // namespace awscost::test
