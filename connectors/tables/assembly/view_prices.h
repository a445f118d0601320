// What a request over a billing view costs: AWS charges a custom view once for each of its source views, ten at most.
//
// How: the source views are listed once for each view and destination; that request is free. Where AWS refuses it, ten
// are charged; where no answer comes, too, until one does. The primary view, and no view, count once. The budget, the ledger and the sender
// see the price in wire::Call.
//
// Source: AWS's pricing page of September 2026, as reported ("per source view").
//
// Example:
//
//   double dollars(ViewPrices& prices, const Asking& asking, const sql::Scan& scan,
//                  const asking::Destination& destination) {
//     return prices.price_of(asking, scan, destination, {});
//   }
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "connectors/asking/question/destination.h"
#include "connectors/tables/assembly/page_rows.h"
#include "sql/interrupt.h"
#include "sql/scan.h"

namespace awscost::assembly {

// Used under the mutex of one connection.
class ViewPrices {
 public:
  // Of one request of asking.operation, in US dollars. Throws sql::InterruptError.
  double price_of(const Asking& asking, const sql::Scan& scan, const asking::Destination& destination,
                  const sql::Interrupted& interrupted);

 private:
  std::map<std::string, std::size_t> source_views_;  // by destination and view
};

}  // namespace awscost::assembly
