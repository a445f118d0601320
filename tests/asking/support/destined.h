// Destinations that end at the test's own connector, and a resolver that returns them.
//
// Example:
//
//   void sign_out(FixedResolver& resolver) {
//     resolver.not_signed_in = "dev";  // every other profile has credentials
//   }
//   double price(wire::Connector& aws) {
//     return question_to(aws, "{}").call.price_usd;
//   }
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "connectors/asking/question/question.h"
#include "connectors/asking/question/resolver.h"
#include "connectors/wire/call.h"

namespace awscost::test {

// A connection that the test must not use.
class Nobody : public wire::Connector {
 public:
  wire::Reply send(const wire::Call&, const sql::Interrupted&) override { throw std::logic_error("not asked"); }
};

// A shared pointer that does not own the connector.
inline std::shared_ptr<wire::Connector> borrowed(wire::Connector& connector) {
  return {std::shared_ptr<void>(), &connector};
}

inline asking::Destination destination_to(wire::Connector& connector, const asking::Whom& whom = {}) {
  return {.whom = whom,
          .connector = "aws",
          .profile = whom.profile,
          .region = whom.region,
          .key = whom.profile + "@" + whom.region,
          .max_attempts = 3,
          .several_at_once = false,
          .limits = {.budget = 100 * asking::kDollar, .max_requests = 1000},
          .connection = borrowed(connector)};
}

inline asking::Question question_to(const asking::Destination& destination, const std::string& body,
                                    double price_usd = 0.01) {
  return {.destination = std::make_shared<asking::Destination>(destination),
          .call = {.service = "ce", .operation = "GetCostAndUsage", .body = body, .price_usd = price_usd}};
}
inline asking::Question question_to(wire::Connector& connector, const std::string& body, double price_usd = 0.01) {
  return question_to(destination_to(connector), body, price_usd);
}

class FixedResolver : public asking::Resolver {
 public:
  explicit FixedResolver(wire::Connector& connector) : connector_(connector) {}

  std::uint64_t revision() const override { return settings; }

  asking::Resolution resolve(std::span<const asking::Whom> whom, asking::Search search,
                             const sql::Interrupted&) override {
    searches.push_back({{whom.begin(), whom.end()}, search});
    asking::Resolution found;
    for (const asking::Whom& one : whom) {
      found.destinations.push_back(nullptr);
      found.failures.emplace_back();
      const bool given_up = found.first_failure && search == asking::Search::kUntilOneFails;
      if (given_up) {
        found.failures.back() = sql::InterruptError(false);
      } else if (!not_signed_in.empty() && one.profile == not_signed_in) {
        looked_for.push_back(one.profile);
        found.failures.back() = wire::SendError("Nobody has signed in.", false);
        if (!found.first_failure) found.first_failure = found.failures.size() - 1;
      } else {
        looked_for.push_back(one.profile);
        auto destination = std::make_shared<asking::Destination>(destination_to(connector_, one));
        destination->key += account;
        destination->endpoint = endpoint;
        found.destinations.back() = std::move(destination);
      }
    }
    return found;
  }

  struct SearchRecord {
    std::vector<asking::Whom> whom;
    asking::Search search;
  };

  std::uint64_t settings = 1;  // the revision
  std::string account;         // a part of every destination's key
  std::string endpoint;        // of every destination
  std::string not_signed_in;   // a profile
  std::vector<SearchRecord> searches;
  std::vector<std::string> looked_for;  // profiles, without those that a search gave up

 private:
  wire::Connector& connector_;
};

// An outcome in words: the reply's body, or the failure.
inline std::string text_of(const wire::Outcome& outcome) {
  if (const wire::Reply* reply = wire::reply_of(outcome)) return reply->body;
  if (wire::is_interrupt(outcome)) {
    return wire::maybe_charged(outcome) ? "interrupted, maybe charged" : "interrupted before sending";
  }
  return wire::words_of(outcome);
}

}  // namespace awscost::test
