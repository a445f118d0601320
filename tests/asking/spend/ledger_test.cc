// What the ledger keeps.
#include "connectors/asking/spend/ledger.h"

#include <gtest/gtest.h>

namespace awscost::spend {
namespace {

Entry asking(const std::string& request) {
  return {.request = request, .charge = 10'000};
}

TEST(Ledger, NumbersItsRowsInOrder) {
  Ledger ledger;
  EXPECT_EQ(ledger.add(asking("a")), 1U);
  EXPECT_EQ(ledger.add(asking("b")), 2U);
  EXPECT_EQ(ledger.entries()[1].request, "b");
}

TEST(Ledger, TakesTheRowsOfAnAnswerLater) {
  Ledger ledger;
  const std::uint64_t id = ledger.add(asking("a"));
  EXPECT_EQ(ledger.entries()[0].rows, std::nullopt);
  ledger.set_rows(id, 280);
  EXPECT_EQ(ledger.entries()[0].rows, 280);
  ledger.set_rows(0, 1);
  ledger.set_rows(2, 1);
  EXPECT_EQ(ledger.entries()[0].rows, 280);
}

TEST(Ledger, AddsUpTheAttemptsOfARequest) {
  Ledger ledger;
  ledger.add(asking("a"));
  const std::uint64_t id = ledger.add({.request = "b",
                                       .page = 2,
                                       .status = 503,
                                       .error_code = "ServiceUnavailable",
                                       .bytes = 100,
                                       .duration = std::chrono::milliseconds(30),
                                       .request_id = "r-1"});
  EXPECT_EQ(ledger.add_attempt(id, {.request = "b",
                                    .status = 200,
                                    .bytes = 5,
                                    .duration = std::chrono::milliseconds(12),
                                    .charge = 10'000,
                                    .request_id = "r-2"}),
            id);
  ASSERT_EQ(ledger.entries().size(), 2U);
  const Entry& row = ledger.entries()[1];
  EXPECT_EQ(row.request, "b");
  EXPECT_EQ(row.page, 2);
  EXPECT_EQ(row.status, 200);
  EXPECT_EQ(row.error_code, "");
  EXPECT_EQ(row.attempts, 2);
  EXPECT_EQ(row.bytes, 105);
  EXPECT_EQ(row.duration, std::chrono::milliseconds(42));
  EXPECT_EQ(row.charge, 10'000);
  EXPECT_EQ(row.request_id, "r-2");
}

TEST(Ledger, WhatMayHaveArrivedStaysUnknown) {
  Ledger ledger;
  const std::uint64_t id = ledger.add({.error_code = kNotSent});
  ledger.add_attempt(id, {.error_code = kUnknown, .charge = 10'000});
  ledger.add_attempt(id, {.error_code = kNotSent});
  EXPECT_EQ(ledger.entries()[0].error_code, kUnknown);
  EXPECT_EQ(ledger.entries()[0].charge, 10'000);
  ledger.add_attempt(id, {.status = 400, .error_code = "ValidationException"});
  EXPECT_EQ(ledger.entries()[0].error_code, "ValidationException");
  EXPECT_EQ(ledger.entries()[0].attempts, 4);
}

TEST(Ledger, AnAttemptOfARowThatIsNotThereIsARow) {
  Ledger ledger;
  EXPECT_EQ(ledger.add_attempt(0, asking("a")), 1U);
  EXPECT_EQ(ledger.add_attempt(7, asking("b")), 2U);
}

TEST(Ledger, AFurtherAttemptKeepsNoSecondText) {
  Ledger ledger(10);
  const std::uint64_t id = ledger.add(asking("aaaaaa"));
  for (int i = 0; i < 5; ++i) ledger.add_attempt(id, asking("aaaaaa"));
  EXPECT_EQ(ledger.entries()[0].request, "aaaaaa");
}

TEST(Ledger, DropsTheOldestTextsAndNoRow) {
  Ledger ledger(10);
  for (const char* request : {"aaaa", "bbbb", "cccc", "dddd"}) ledger.add(asking(request));
  ASSERT_EQ(ledger.entries().size(), 4U);
  EXPECT_EQ(ledger.entries()[0].request, std::nullopt);
  EXPECT_EQ(ledger.entries()[1].request, std::nullopt);
  EXPECT_EQ(ledger.entries()[2].request, "cccc");
  EXPECT_EQ(ledger.entries()[3].request, "dddd");
  EXPECT_EQ(ledger.entries()[0].charge, 10'000);
  ledger.add(asking(std::string(11, 'e')));
  EXPECT_EQ(ledger.entries()[3].request, std::nullopt);
  EXPECT_EQ(ledger.entries()[4].request, std::nullopt) << "a text that is too large alone";
  ledger.add(asking("f"));
  EXPECT_EQ(ledger.entries()[5].request, "f");
}

}  // namespace
}  // namespace awscost::spend
