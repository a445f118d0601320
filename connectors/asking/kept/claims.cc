#include "connectors/asking/kept/claims.h"

#include <algorithm>
#include <array>

#include "connectors/asking/kept/kept_file.h"

namespace awscost::kept {
namespace {

using sql::Value;

std::int64_t count(text::Seconds time) {
  return time.time_since_epoch().count();
}

}  // namespace

// A claim of this connection was left when memory ran out: it asks one batch at a time.
bool ClaimTable::is_taken(const std::string& key, text::Seconds now) {
  bool taken = false;
  const std::array<Value, 1> parameters{key};
  file_.run("SELECT owner, host, pid, until FROM claims WHERE key = ?1", parameters,
            [&](std::span<const sql::Cell> row) {
              const Holding holding{.owner = {text_of(row[0]), text_of(row[1]), integer(row[2])},
                                    .until = text::Seconds(std::chrono::seconds(integer(row[3])))};
              const bool is_own = holding.owner.name == owner_.name;
              taken = !is_own && now < holding.until && still_held(owner_, holding, now);
            });
  return taken;
}

// Looks before it writes: whoever waits comes here many times a second.
std::vector<bool> ClaimTable::claim(std::span<const std::string> keys, text::Seconds now) {
  std::vector<bool> ours(keys.size());
  const auto is_free = [&](const std::string& key) { return !is_taken(key, now); };
  if (std::none_of(keys.begin(), keys.end(), is_free)) return ours;
  Transaction transaction(file_);
  std::size_t taken = 0;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (!is_free(keys[i])) continue;
    const std::array<Value, 5> row{keys[i], owner_.name, owner_.host, owner_.pid, count(now + kClaimLasts)};
    file_.run("INSERT OR REPLACE INTO claims(key, owner, host, pid, until) VALUES (?1, ?2, ?3, ?4, ?5)", row);
    ours[i] = true;
    ++taken;
  }
  held_ += taken;  // before the commit: one whose outcome is not known may have made them
  transaction.commit();
  renewed_ = now;
  return ours;
}

void ClaimTable::release(const std::string& key) {
  const std::array<Value, 2> parameters{key, owner_.name};
  file_.run("DELETE FROM claims WHERE key = ?1 AND owner = ?2", parameters);
  if (held_ > 0) --held_;
}

void ClaimTable::release_all() {
  const std::array<Value, 1> parameters{owner_.name};
  if (held_ == 0) return;
  file_.run("DELETE FROM claims WHERE owner = ?1", parameters);
  held_ = 0;
}

void ClaimTable::renew(text::Seconds now) {
  if (held_ == 0 || now - renewed_ < kClaimLasts / 4) return;
  const std::array<Value, 2> parameters{count(now + kClaimLasts), owner_.name};
  file_.run("UPDATE claims SET until = ?1 WHERE owner = ?2", parameters);
  renewed_ = now;
}

}  // namespace awscost::kept
