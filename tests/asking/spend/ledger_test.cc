// The rows that the ledger keeps.
#include "connectors/asking/spend/ledger.h"

#include <gtest/gtest.h>

#include <memory>
#include <vector>

#include "out_of_memory.h"

namespace awscost::spend {
namespace {

std::uint64_t add(Ledger& ledger, Entry entry, std::uint64_t row = 0) {
  ledger.make_room(1);
  return ledger.add(std::make_unique<Entry>(std::move(entry)), row);
}

Entry asked(const std::string& request) {
  return {.request = request, .charge = 10'000};
}

TEST(Ledger, NumbersItsRowsInOrder) {
  Ledger ledger;
  EXPECT_EQ(add(ledger, asked("a")), 1U);
  EXPECT_EQ(add(ledger, asked("b")), 2U);
  EXPECT_EQ(ledger.entry(2).request, "b");
}

TEST(Ledger, TakesTheRowsOfAnAnswerLater) {
  Ledger ledger;
  const std::uint64_t id = add(ledger, asked("a"));
  EXPECT_EQ(ledger.entry(1).rows, std::nullopt);
  ledger.set_rows(id, 280);
  EXPECT_EQ(ledger.entry(1).rows, 280);
  ledger.set_rows(0, 1);
  ledger.set_rows(2, 1);
  EXPECT_EQ(ledger.entry(1).rows, 280);
}

TEST(Ledger, AddsUpTheAttemptsOfARequest) {
  Ledger ledger;
  add(ledger, asked("a"));
  const std::uint64_t id = add(ledger, {.request = "b",
                                        .page = 2,
                                        .status = 503,
                                        .error_code = "ServiceUnavailable",
                                        .bytes = 100,
                                        .duration = std::chrono::milliseconds(30),
                                        .request_id = "r-1"});
  EXPECT_EQ(add(ledger,
                {.request = "b",
                 .status = 200,
                 .bytes = 5,
                 .duration = std::chrono::milliseconds(12),
                 .charge = 10'000,
                 .request_id = "r-2"},
                id),
            id);
  ASSERT_EQ(ledger.size(), 2U);
  const Entry& row = ledger.entry(2);
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
  const std::uint64_t id = add(ledger, {.error_code = kNotSent});
  add(ledger, {.error_code = kUnknown, .charge = 10'000}, id);
  add(ledger, {.error_code = kNotSent}, id);
  EXPECT_EQ(ledger.entry(1).error_code, kUnknown);
  EXPECT_EQ(ledger.entry(1).charge, 10'000);
  add(ledger, {.status = 400, .error_code = "ValidationException"}, id);
  EXPECT_EQ(ledger.entry(1).error_code, "ValidationException");
  EXPECT_EQ(ledger.entry(1).attempts, 4);
}

TEST(Ledger, AnAttemptOfARowThatIsNotThereIsARow) {
  Ledger ledger;
  EXPECT_EQ(add(ledger, asked("a"), 0), 1U);
  EXPECT_EQ(add(ledger, asked("b"), 7), 2U);
}

TEST(Ledger, AFurtherAttemptKeepsNoSecondText) {
  Ledger ledger(10);
  const std::uint64_t id = add(ledger, asked("aaaaaa"));
  for (int i = 0; i < 5; ++i) add(ledger, asked("aaaaaa"), id);
  EXPECT_EQ(ledger.entry(1).request, "aaaaaa");
}

TEST(Ledger, DropsTheOldestTextsAndNoRow) {
  Ledger ledger(10);
  for (const char* request : {"aaaa", "bbbb", "cccc", "dddd"}) add(ledger, asked(request));
  ASSERT_EQ(ledger.size(), 4U);
  EXPECT_EQ(ledger.entry(1).request, std::nullopt);
  EXPECT_EQ(ledger.entry(2).request, std::nullopt);
  EXPECT_EQ(ledger.entry(3).request, "cccc");
  EXPECT_EQ(ledger.entry(4).request, "dddd");
  EXPECT_EQ(ledger.entry(1).charge, 10'000);
  add(ledger, asked(std::string(11, 'e')));
  EXPECT_EQ(ledger.entry(4).request, std::nullopt);
  EXPECT_EQ(ledger.entry(5).request, std::nullopt) << "a text that is too large alone";
  add(ledger, asked("f"));
  EXPECT_EQ(ledger.entry(6).request, "f");
}

TEST(Ledger, WhatRoomWasMadeForIsWrittenDownWithoutMemory) {
  Ledger ledger(10);
  add(ledger, asked("aaaaaa"));
  constexpr std::size_t kRows = 100;
  std::vector<std::unique_ptr<Entry>> entries;
  for (std::size_t i = 0; i < kRows; ++i) entries.push_back(std::make_unique<Entry>(asked("bbbbbb")));
  auto again = std::make_unique<Entry>(asked("aaaaaa"));
  ledger.make_room(kRows);
  {
    const OutOfMemory out_of_memory;
    ledger.add(std::move(again), 1);
    for (auto& entry : entries) ledger.add(std::move(entry), 0);
  }
  ASSERT_EQ(ledger.size(), kRows + 1);
  EXPECT_EQ(ledger.entry(1).attempts, 2);
  EXPECT_EQ(ledger.entry(1).request, std::nullopt);
  EXPECT_EQ(ledger.entry(kRows + 1).request, "bbbbbb");
  EXPECT_EQ(ledger.entry(kRows + 1).charge, 10'000);
}

TEST(Ledger, WhereThereIsNoRoomItSaysSoBeforehand) {
  Ledger ledger;
  add(ledger, asked("a"));
  bool refused = false;
  {
    const OutOfMemory out_of_memory;
    try {
      ledger.make_room(1000);
    } catch (const std::bad_alloc&) {
      refused = true;
    }
  }
  EXPECT_TRUE(refused);
  EXPECT_EQ(ledger.size(), 1U) << "what is written down stays";
  EXPECT_EQ(ledger.entry(1).request, "a");
}

}  // namespace
}  // namespace awscost::spend
