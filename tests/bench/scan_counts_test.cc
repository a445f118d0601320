// What a scan of many pages sends and allocates: requests, bytes, allocations a row. The bench beside it measures time, which
// no test can rely on; these counts are the same in every run.
//
// How: the extension is linked into this program, because a loaded library would call an operator new of its own. Two answers
// that differ only in their number of pages are read; what the longer one allocates more is what its rows and pages cost.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>

#include "clean_environment.h"
#include "cost_pages.h"
#include "page_server.h"
#include "tests/support/linked/linked_extension.h"
#include "tests/support/memory/replaced_new.h"
#include "tests/support/memory/sqlite_memory.h"

namespace awscost {
namespace {

std::atomic<std::uint64_t> allocations{0};
constexpr std::size_t kFewRows = 4 * bench::kRowsOfAPage;
constexpr std::size_t kManyRows = 12 * bench::kRowsOfAPage;

struct Counted {
  std::uint64_t rows = 0;  // that SQLite returned
  std::uint64_t allocations = 0;
  bench::Served served;
};

class ScanCounts : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    golden::clean_environment();
    server_ = new bench::PageServer({kFewRows, kManyRows});
    test::hook_sqlite_memory();
    setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE", 1);
    setenv("AWS_SECRET_ACCESS_KEY", "secret", 1);
    setenv("AWS_REGION", "us-east-1", 1);
    setenv("AWSCOST_NOW", "2026-11-21T10:30:00Z", 1);
    setenv("AWSCOST_BUDGET", "1000", 1);
  }
  static void TearDownTestSuite() {
    delete server_;
    server_ = nullptr;
  }

  // Runs `columns` over an answer of so many rows, steps through all of it.
  static Counted count(const std::string& columns, std::size_t rows) {
    setenv("AWS_ENDPOINT_URL", server_->url(rows).c_str(), 1);
    sqlite3* raw = nullptr;
    if (sqlite3_open(":memory:", &raw) != SQLITE_OK) throw std::runtime_error("no connection");
    const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> db(raw, sqlite3_close);
    test::load_linked_extension(raw);
    const std::string sql = "SELECT " + columns +
                            " FROM ce_cost_and_usage_with_resources WHERE service = 'Amazon Elastic Compute Cloud - "
                            "Compute' AND start_date = '" +
                            std::string(bench::kFirstDay) + "' AND end_date = '" + std::string(bench::kBeyondLastDay) +
                            "'";
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(raw, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) {
      throw std::runtime_error(sqlite3_errmsg(raw));
    }
    const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> owner(statement, sqlite3_finalize);
    const bench::Served served = server_->served();
    const std::uint64_t begin = allocations;
    Counted counted;
    int code = SQLITE_OK;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) ++counted.rows;
    counted.allocations = allocations - begin;
    if (code != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(raw));
    counted.served = {server_->served().requests - served.requests, server_->served().bytes - served.bytes};
    return counted;
  }

  static std::uint64_t bytes_of(std::size_t rows) {
    std::uint64_t bytes = 0;
    for (const std::string& page : bench::cost_pages(rows)) bytes += page.size();
    return bytes;
  }

  // Allocations that each row of the longer answer costs beyond the shorter one.
  static double allocations_a_row(const std::string& columns) {
    const Counted few = count(columns, kFewRows);
    const Counted many = count(columns, kManyRows);
    return (static_cast<double>(many.allocations) - static_cast<double>(few.allocations)) /
           static_cast<double>(kManyRows - kFewRows);
  }

  static bench::PageServer* server_;
};
bench::PageServer* ScanCounts::server_ = nullptr;

// A page costs about a thousand allocations (settings, credentials, signature, transfer), whatever its 5,000 rows are.
constexpr double kMostAllocationsARow = 0.3;

TEST_F(ScanCounts, APageIsAskedForOnceAndReadWhole) {
  const Counted counted = count("count(*), sum(unblended_cost)", kManyRows);
  EXPECT_EQ(counted.rows, 1u);
  EXPECT_EQ(counted.served.requests, kManyRows / bench::kRowsOfAPage);
  EXPECT_EQ(counted.served.bytes, bytes_of(kManyRows));
}

TEST_F(ScanCounts, EveryRowIsGiven) {
  EXPECT_EQ(count("resource_id, unblended_cost", kFewRows).rows, kFewRows);
}

TEST_F(ScanCounts, CountingAllocatesNothingARow) {
  EXPECT_LT(allocations_a_row("count(*)"), kMostAllocationsARow);
}

TEST_F(ScanCounts, SummingAllocatesNothingARow) {
  EXPECT_LT(allocations_a_row("sum(unblended_cost), sum(amortized_cost), sum(usage_quantity)"), kMostAllocationsARow);
}

TEST_F(ScanCounts, SteppingAllocatesNothingARow) {
  EXPECT_LT(allocations_a_row("period_start, resource_id, unblended_cost, amortized_cost, usage_quantity"),
            kMostAllocationsARow);
}

TEST_F(ScanCounts, ExactAmountsAllocateNothingARow) {
  EXPECT_LT(allocations_a_row("unblended_cost_exact"), kMostAllocationsARow);
}

}  // namespace

bool test::this_allocation_fails() noexcept {
  ++allocations;
  return false;
}

}  // namespace awscost
