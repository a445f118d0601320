// Whom the loops of a table ask: the interface between what is asked (joins.h) and how (connectors/tables/assembly).
//
// Example:
//
//   std::int64_t requests_of(Asker& asker, const sql::Scan& scan) {
//     const std::int64_t before = asker.requests();
//     for (const auto rows = asker.ask(scan); rows->next({});) {
//     }
//     return asker.requests() - before;
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "connectors/asking/statement/asked_rows.h"
#include "sql/scan.h"

namespace awscost::joins {

// Who asks AWS; one for each table and statement.
class Asker {
 public:
  virtual ~Asker() = default;
  // The rows of a scan, which outlives them. Throws sql::Error where no request can be built from it.
  virtual std::unique_ptr<asking::AskedRows> ask(const sql::Scan& scan) = 0;
  // Whether a request can be built from the scan: AWS demands some filter for resources.
  virtual bool can_ask(const sql::Scan& scan) const = 0;
  // How many requests the statement has sent so far.
  virtual std::int64_t requests() const = 0;
  // Changes where earlier answers no longer hold: a change was sent to AWS, or a setting was set.
  virtual std::uint64_t revision() const = 0;
  // Whether a statement that holds so many bytes of rows may go on holding.
  virtual bool has_room(std::size_t bytes) const = 0;
  // The present scan is answered from rows that the statement holds: a note for whoever counts.
  virtual void note_held() {}
};

}  // namespace awscost::joins
