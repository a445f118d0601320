// Finds who is asked: turns what a statement names into destinations, before anything that is paid is sent.
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

// One place for each that was asked for.
struct Resolution {
  std::vector<std::shared_ptr<const Destination>> destinations;  // null where it failed
  std::vector<std::optional<wire::Outcome>> failures;            // without a reply: why there is none
  std::optional<std::size_t> first_failure;                      // the place of the one that failed first
};

// Whether one that fails ends the search: the others, who may all wait for the same silent server, are given up.
enum class Search : std::uint8_t { kAll, kUntilOneFails };

class Resolver {
 public:
  virtual ~Resolver() = default;

  // Another number once a setting has changed: what was resolved before holds no longer.
  virtual std::uint64_t revision() const = 0;

  // Looks for all of them at once: credentials and endpoint. Signing in may send requests; none of them is paid,
  // counted or written down.
  virtual Resolution resolve(std::span<const Whom> whom, Search search, const sql::Interrupted& interrupted) = 0;
};

}  // namespace awscost::asking
