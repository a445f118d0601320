// The sentences for a refusal of AWS, for an answer that cannot be read, and for an answer that does not come.
//
// AWS's own words come first, then its code and the request id, which AWS's support asks for, then a hint where the
// code alone does not help (connectors/tables/operations/hint.h).
//
//   ce_cost_and_usage: Rate limit exceeded - LimitExceededException (request id 1a2b). AWS wants fewer requests a
//   second: wait a moment and run the statement again.
//
// Where a statement names a profile or region, the sentence does too:
//
//   ce_cost_and_usage: profile 'dev': page 2: ...
//
// Example:
//
//   [[noreturn]] void refuse(const Operation& operation, const wire::Reply& reply, const std::string& code) {
//     throw RefusedError(refused(operation, {.reply = reply}, 1), code);
//   }
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "connectors/tables/operations/operation.h"
#include "connectors/wire/call.h"
#include "sql/error.h"
#include "sql/scan.h"

namespace awscost::page {

// AWS answered with a refusal.
class RefusedError : public sql::Error {
 public:
  RefusedError(const std::string& sentence, std::string code) : sql::Error(sentence), code_(std::move(code)) {}

  // Whether AWS refused what was asked, and not who asks, how often, or when.
  bool is_about_the_question() const;

  const std::string& code() const { return code_; }

 private:
  std::string code_;
};

// The profile and region that the statement names: "profile 'dev'", "region 'eu-west-3'", both, or nothing.
std::string asked_of(const sql::Scan& scan);

struct Refusal {
  const wire::Reply& reply;           // its status is not 200, or its body is an error
  int attempts = 1;                   // how often the request was sent
  std::string_view credentials = {};  // where the keys came from; empty where none were needed
};

// `asked` here and below: as asked_of() returns it.
std::string refused(const Operation& operation, const Refusal& refusal, int page, std::string_view asked = {});

// `clause` says what is wrong with an answer with status 200: "/ResultsByTime is not an array".
std::string unreadable(const Operation& operation, int page, std::string_view request_id, std::string_view clause,
                       std::string_view asked = {});

std::string unanswered(const Operation& operation, const wire::SendError& error, std::string_view asked = {});

}  // namespace awscost::page
