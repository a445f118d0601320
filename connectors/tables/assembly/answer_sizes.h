// How big the answers of a connection were, so that the pages of the next one can be estimated before it is paid for.
//
// How: answers to the same operation, keys and granularity have about as many rows in each period. The most rows that a
// period had, times the periods that are asked for, over the rows of a page that was not the last. Conditions on values
// make an answer smaller than that.
//
// Example:
//
//   double dollars(const AnswerSizes& sizes, const sql::Scan& scan) {
//     return 0.01 * static_cast<double>(sizes.pages_of(scan).value_or(1));
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "sql/scan.h"

namespace awscost::assembly {

class AnswerSizes {
 public:
  // So many pages of the scan have been read; `last`: all of them.
  void note(const sql::Scan& scan, std::size_t pages, std::size_t rows, bool last);

  // Nothing where no such answer has been read.
  std::optional<std::int64_t> pages_of(const sql::Scan& scan) const;

 private:
  struct Size {
    std::optional<double> rows_of_a_bucket;
    double rows_of_a_page = 5000;  // Cost Explorer's groups, until a page that was not the last says more
  };

  std::map<std::string, Size> sizes_;  // by operation, granularity and keys
};

}  // namespace awscost::assembly
