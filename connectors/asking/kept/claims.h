// Who asks what at this moment: of connections and processes that want the same answer, one asks and the others wait.
//
// How: a row a request, written before the request is sent and removed once its reply is kept or has failed. A claim
// ends with its process, and after a minute in which nobody renewed it.
//
// Example:
//
//   bool ask_or_wait(Claims& claims, const asking::Question& question) {
//     return claims.claim({&question, 1}).front();  // false: another one asks
//   }
#pragma once

#include <chrono>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "connectors/asking/kept/owner.h"
#include "connectors/asking/question/question.h"
#include "sql/database.h"

namespace awscost::kept {

inline constexpr std::chrono::seconds kClaimLasts{60};

class Claims {
 public:
  virtual ~Claims() = default;

  // For each question, whether it is to be asked now: of equal ones, only the first. The others' answers are waited for.
  virtual std::vector<bool> claim(std::span<const asking::Question> questions) = 0;
  virtual void release(const asking::Question& question) = 0;

  // What is left of a batch whose releases failed: nobody waits for a question that nobody asks. A connection asks one
  // batch at a time.
  virtual void release_all() = 0;

  // To be called while requests are under way, as often as convenient.
  virtual void renew() = 0;
};

// The claims in a file. Throws sql::DatabaseError.
class ClaimTable {
 public:
  // Both outlive it.
  ClaimTable(sql::Database& file, const Owner& owner) : file_(file), owner_(owner) {}

  std::vector<bool> claim(std::span<const std::string> keys, text::Seconds now);
  void release(const std::string& key);
  void release_all();  // touches the file only where a claim may be left
  void renew(text::Seconds now);

 private:
  bool is_taken(const std::string& key, text::Seconds now);

  sql::Database& file_;
  const Owner& owner_;
  std::size_t held_ = 0;
  text::Seconds renewed_{};
};

}  // namespace awscost::kept
