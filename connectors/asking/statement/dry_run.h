// What a dry run would send: its questions are written down and not sent (the SQL function `awscost_dry_run`).
//
// A statement of a dry run answers from kept answers what they answer. Each other question it answers with NotSent, which
// ends the scan that asked. So a scan shows the requests it begins with; what they lead to (a further page, the usage of
// plans that have to be listed first, the inner scans of a join) is not known.
//
//   [{"table":"ce_cost_and_usage","service":"ce","operation":"GetCostAndUsage","request":{...},"page":1,
//     "price_usd":0.01,"estimated_pages":null,"kept":false}]
//
// Example:
//
//   MicroDollars price_of_all(const DryRun& dry_run) {
//     MicroDollars all = 0;
//     for (const DryRun::Request& request : dry_run.requests()) all += request.price;
//     return all;
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "connectors/asking/question/question.h"

namespace awscost::asking {

// Thrown in place of an answer. No sql::Error: nothing may add words to it, or take it for a refusal.
class NotSent : public std::exception {
 public:
  const char* what() const noexcept override { return "awscost_dry_run sends nothing."; }
};

class DryRun {
 public:
  struct Request {
    std::string table;  // empty until it is known
    std::string service;
    std::string operation;
    std::string request;  // JSON
    int page = 1;
    MicroDollars price = 0;  // of a kept answer: nothing
    std::optional<std::int64_t> estimated_pages;
    bool kept = false;  // it would be answered from a kept answer, for nothing
  };

  // Writes the question down, unless it is there already: a statement asks nothing twice. `kept`: it would not be sent.
  void add(const Question& question, bool kept = false);

  // All requests since the first `known` ones are the table's; those of `operation` may have so many pages.
  void name(std::size_t known, std::string_view table, std::string_view operation, std::optional<std::int64_t> pages);

  const std::vector<Request>& requests() const { return requests_; }

  // A JSON array with an object for each request.
  std::string to_json() const;

 private:
  std::vector<Request> requests_;
  std::unordered_set<std::string> asked_;  // keys
};

}  // namespace awscost::asking
