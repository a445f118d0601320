// Turns the profiles and regions that a statement names into destinations, before anything paid is sent.
//
// Example:
//
//   bool can_ask(Resolver& resolver, const Whom& whom, const sql::Interrupted& interrupted) {
//     return !resolver.resolve({&whom, 1}, Search::kAll, interrupted).first_failure;
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "connectors/asking/question/destination.h"
#include "connectors/wire/outcome.h"
#include "sql/interrupt.h"

namespace awscost::asking {

// One element for each Whom.
struct Resolution {
  std::vector<std::shared_ptr<const Destination>> destinations;  // null where it failed
  std::vector<std::optional<wire::Outcome>> failures;            // never a reply
  std::optional<std::size_t> first_failure;                      // the index of the earliest failure
};

// kUntilOneFails: the first failure gives up the others, because they may all be waiting for the same silent server.
enum class Search : std::uint8_t { kAll, kUntilOneFails };

class Resolver {
 public:
  virtual ~Resolver() = default;

  // Changes with every change of a setting; earlier destinations are then out of date.
  virtual std::uint64_t revision() const = 0;

  // Finds credentials and endpoints, all at once. Signing in may send requests; they are free, and neither counted nor
  // recorded.
  virtual Resolution resolve(std::span<const Whom> whom, Search search, const sql::Interrupted& interrupted) = 0;

  // What was found before by the settings now, or can be found without sending; null: nothing.
  virtual std::shared_ptr<const Destination> found(const Whom& whom) {
    (void)whom;
    return nullptr;
  }
};

}  // namespace awscost::asking
