// The floor of a scan: the least that a program can do that reads the same answer in C++ with libcurl, Boost.JSON's stream
// of events and std::from_chars. It signs like the extension, keeps one connection, takes each page whole into memory that it
// reserves once, reads its rows into columns of views, and keeps nothing of it past the page.
//
// Example:
//
//   bool agrees(const std::string& url, double expected) {
//     return bench::floor_sum(url).sum == expected;
//   }
#pragma once

#include <sqlite3.h>

#include <cstddef>
#include <string>

namespace awscost::bench {

struct FloorResult {
  std::size_t rows = 0;
  double sum = 0;  // of UnblendedCost
};

// Throws std::runtime_error where the server does not answer.
FloorResult floor_sum(const std::string& url);

// The loop that a program would write to put five columns of every row into a table: t(day, resource, unblended, amortized,
// quantity), which exists; one prepared INSERT, one transaction.
FloorResult floor_insert(const std::string& url, sqlite3* db);

}  // namespace awscost::bench
