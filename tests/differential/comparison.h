// Runs one query on both sides: on the extension over its sandbox, and on the oracle.
//
// Example:
//
//   bool agrees(const World& world, const Query& query, const Surroundings& surroundings) {
//     return Comparison(world, surroundings).ask(query).kind != Outcome::Kind::kDifferent;
//   }
#pragma once

#include <string>

#include "database.h"
#include "oracle.h"

namespace awscost::differential {

struct Outcome {
  enum class Kind { kEqual, kPromisedError, kUndecided, kDifferent } kind = Kind::kEqual;
  std::string report;  // for a difference: both statements, both answers
};

struct Surroundings {
  std::string extension;  // path of awscost.so
  std::string folder;     // for the account's file
};

// A connection to an account with the world's items and local tables.
void open_account(Database& db, const World& world, const Surroundings& surroundings);

std::string listed(const Answer& answer);

class Comparison {
 public:
  Comparison(const World& world, const Surroundings& surroundings);

  Outcome ask(const Query& query);

 private:
  Answer ask_subject(const Query& query, const Statement& statement);

  Database subject_;
  Oracle oracle_;
  bool verify_ = false;
};

}  // namespace awscost::differential
