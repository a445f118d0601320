// What to tell the person when AWS refuses, when its answer cannot be read, and when none comes.
//
// AWS's own words first, then its code and the request id (its support asks for it), then a hint where the code alone
// leaves people stuck.
//
//   ce_cost_and_usage: Rate limit exceeded – LimitExceededException (request id 1a2b). Wait a moment and run the
//   statement again; …
//
// Of several profiles that one statement asks, it is said which:
//
//   ce_cost_and_usage: profile 'dev': page 2: …
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "connectors/tables/operations/operation.h"
#include "connectors/wire/call.h"
#include "sql/error.h"
#include "sql/scan.h"

namespace awscost::page {

// AWS answered, but refused. What it said is the sentence.
class RefusedError : public sql::Error {
 public:
  RefusedError(const std::string& sentence, std::string code) : sql::Error(sentence), code_(std::move(code)) {}

  // Is it what was asked that AWS does not like, or does not know? Not who asks, how often, or when.
  bool is_about_the_question() const;

 private:
  std::string code_;
};

// Whom a scan asks, where the statement says so: "profile 'dev'", "region 'eu-west-3'", both, or nothing.
std::string asked_of(const sql::Scan& scan);

struct Refusal {
  const wire::Reply& reply;           // its status is not 2xx
  int attempts = 1;                   // how often the request was sent
  std::string_view credentials = {};  // where the keys came from; empty where none were needed
};

// `asked` here and below: as asked_of() has it.
std::string refused(const Operation& operation, const Refusal& refusal, int page, std::string_view asked = {});

// `clause` says what is wrong with an answer of status 2xx: "/ResultsByTime is not an array".
std::string unreadable(const Operation& operation, int page, std::string_view request_id, std::string_view clause,
                       std::string_view asked = {});

std::string unanswered(const Operation& operation, const wire::SendError& error, std::string_view asked = {});

}  // namespace awscost::page
