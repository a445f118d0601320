// What a loop costs: single questions, the wide one, and when the one becomes the other.
#include "connectors/tables/joins/joins.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <initializer_list>

#include "ledger.h"

namespace awscost::joins {
namespace {

using test::Question;
using namespace std::chrono_literals;

// A question as a loop asks it: `service` and `day` come from another table.
struct Asked {
  std::string service;
  int first_day = 1;
  int days = 1;
  bool in_loop = true;
};

Question question(const Asked& asked) {
  Question question("ce_cost_and_usage");
  question.group_by("service").input("group_by", "service").mention({"period_start", "service", "unblended_cost"});
  if (!asked.service.empty()) question.bind("service", {asked.service});
  question.window(day(asked.first_day), day(asked.first_day + asked.days));
  return question;
}

sql::Scan scan_of(const Asked& asked) {
  sql::Scan scan = question(asked).scan();
  scan.in_loop = asked.in_loop;
  scan.now = text::parse_instant("2026-11-21 10:30:00").value();
  if (asked.days == 1) {
    scan.conditions.push_back({.op = sql::Operator::kEq, .texts = {day(asked.first_day)}});
  } else if (asked.days != kDays) {
    scan.conditions.push_back({.op = sql::Operator::kGe, .texts = {day(asked.first_day)}});
    scan.conditions.push_back({.op = sql::Operator::kLt, .texts = {day(asked.first_day + asked.days)}});
  }
  return scan;
}

class JoinsTest : public testing::Test {
 protected:
  // "day service" of each row, sorted.
  std::vector<std::string> rows(const sql::Scan& scan) { return read(*joins_.open(ledger_, scan), scan); }
  static std::vector<std::string> read(asking::AskedRows& answer, const sql::Scan& scan) {
    asking::AskedRows* const rows = &answer;
    std::vector<std::string> found;
    const std::size_t start = sql::find(*scan.table, "period_start").value();
    const std::size_t service = sql::find(*scan.table, "service").value();
    while (rows->next({})) {
      const sql::Cell at = rows->cell(start);
      const std::string text(std::get<std::string_view>(at));
      // What sql::Answer checks.
      if (!scan.conditions.empty() && !sql::accepts(scan.conditions, text, {})) continue;
      if (scan.is_key(service) && scan.selections[service].bound &&
          std::get<std::string_view>(rows->cell(service)) != scan.selections[service].values.front()) {
        continue;
      }
      found.push_back(text);
      if (scan.is_key(service)) found.back() += " " + std::string(std::get<std::string_view>(rows->cell(service)));
    }
    std::sort(found.begin(), found.end());
    return found;
  }
  std::vector<std::string> rows(const Asked& asked) { return rows(scan_of(asked)); }

  // What the ledger itself has for a scan.
  std::vector<std::string> right(const sql::Scan& scan) const {
    std::vector<std::string> all;
    for (const Row& row : ledger_.rows_of(scan)) all.push_back(row.key.empty() ? row.day : row.day + " " + row.key);
    std::sort(all.begin(), all.end());
    return all;
  }

  // Forty services, on pages that hold five days: a loop over days has several windows.
  void spend_much() {
    ledger_.page_read_ = [&](const sql::Scan& scan, std::size_t pages, std::size_t rows, bool last) {
      joins_.note_page(scan, pages, rows, last);
    };
    spend_in_forty_services(200);
  }
  void spend_in_forty_services(std::size_t page_rows) {
    ledger_.options_.services.clear();
    for (int i = 0; i < 40; ++i) ledger_.options_.services.push_back("s" + std::to_string(10 + i));
    ledger_.options_.page_rows = page_rows;
  }
  // Each of them on each of the days.
  static std::vector<Asked> forty_services_on(std::initializer_list<int> days) {
    std::vector<Asked> all;
    for (const int at : days) {
      for (int i = 0; i < 40; ++i) all.push_back({"s" + std::to_string(10 + i), at});
    }
    return all;
  }

  // The next outer row: as sql/rebinding.h gives a scan other values.
  static bool bind_again(asking::AskedRows& answer, sql::Scan& scan, const Asked& asked) {
    sql::Rebinding changed{.window = true};
    const std::size_t service = sql::find(*scan.table, "service").value();
    changed.columns.set(service);
    scan.selections[service].values = {asked.service};
    scan.conditions.front().texts = {day(asked.first_day)};
    scan.window = sql::Window{day(asked.first_day), day(asked.first_day + 1)};
    return answer.rebind(changed);
  }

  // One loop, or the rest of it.
  void ask_each(const std::vector<Asked>& all, bool goes_on = false) {
    for (Asked asked : all) {
      asked.in_loop = std::exchange(goes_on, true);
      const sql::Scan scan = scan_of(asked);
      EXPECT_EQ(rows(scan), right(scan)) << asked.service << " " << asked.first_day;
    }
  }

  Ledger ledger_;
  Joins joins_;
};

TEST_F(JoinsTest, TheSecondServiceBringsAllServices) {
  ask_each({{"a", 5}, {"b", 5}, {"c", 5}, {"a", 5}, {"nobody", 5}});
  EXPECT_EQ(ledger_.requests(), 2);
}

TEST_F(JoinsTest, TheSecondDayBringsTheWholeWindow) {
  ask_each({{"a", 1}, {"a", 2}, {"a", 3}, {"a", 20}, {"a", 1}});
  EXPECT_EQ(ledger_.requests(), 2);
}

TEST_F(JoinsTest, BothMayVary) {
  std::vector<Asked> all;
  for (int at = 1; at <= 7; ++at) {
    for (const char* service : {"a", "b", "c"}) all.push_back({service, at});
  }
  ask_each(all);
  EXPECT_EQ(ledger_.requests(), 3) << "one question, all services of its day, all days";
}

TEST_F(JoinsTest, RangesOverlap) {
  ask_each({{"a", 1, 7}, {"a", 2, 7}, {"a", 3, 7}, {"a", 4, 7}});
  EXPECT_EQ(ledger_.requests(), 2);
}

// What is left of a month, for each of its days: the first question has it all.
TEST_F(JoinsTest, TheFirstRangeAnswersWhatLiesInIt) {
  ledger_.page_read_ = [&](const sql::Scan& scan, std::size_t pages, std::size_t rows, bool last) {
    joins_.note_page(scan, pages, rows, last);
  };
  ask_each({{"a", 1, 20}, {"a", 2, 19}, {"a", 5, 16}, {"a", 20, 1}, {"a", 1, 20}});
  EXPECT_EQ(ledger_.requests(), 1);
}

TEST_F(JoinsTest, OfManyPagesToo) {
  spend_much();
  std::vector<Asked> all;
  for (int at = 5; at < 20; ++at) all.push_back({"", at, 20 - at});
  ask_each(all);
  EXPECT_EQ(ledger_.requests(), 3) << "fifteen days of forty services, 200 rows a page";
  ask_each({{"", 3, 17}}, true);
  EXPECT_EQ(ledger_.requests(), 4) << "the days before them";
}

TEST_F(JoinsTest, ARangeThatWasBrokenOffAnswersNothing) {
  spend_much();
  const Asked first{"", 1, 20};
  const sql::Scan scan = scan_of(first);
  EXPECT_TRUE(joins_.open(ledger_, scan)->next({})) << "and LIMIT ends it";
  EXPECT_EQ(ledger_.requests(), 1);
  ask_each({{"", 18, 3}, {"", 19, 2}}, true);
  EXPECT_GT(ledger_.requests(), 1);
}

TEST_F(JoinsTest, WithoutALoopEachQuestionIsAskedSingly) {
  for (const char* service : {"a", "b", "c"}) rows({service, 5, 1, false});
  EXPECT_EQ(ledger_.requests(), 3);
}

TEST_F(JoinsTest, ALoopOfOneValueAsksOnce) {
  for (int i = 0; i < 5; ++i) EXPECT_EQ(rows({"a", 5, 1, i > 0}).size(), 1U);
  EXPECT_EQ(ledger_.requests(), 1);
}

// Three single questions and three pages of the wide one: at most twice the better of the two, and two.
TEST_F(JoinsTest, ManyPagesTakeTurnsWithSingleQuestions) {
  spend_in_forty_services(10);
  ask_each({{"s10", 5}, {"s11", 5}});
  EXPECT_LE(ledger_.requests(), 2 + 2 * 2) << "two values, four pages";
  for (int i = 2; i < 10; ++i) ask_each({{"s1" + std::to_string(i), 5}}, true);
  EXPECT_LE(ledger_.requests(), 2 + 2 * 4) << "ten values, four pages";
  const std::int64_t complete = ledger_.requests();
  for (int i = 0; i < 10; ++i) ask_each({{"s2" + std::to_string(i), 5}}, true);
  EXPECT_EQ(ledger_.requests(), complete);
}

// A day of four pages pays for ten services of it. It does not pay for one service.
TEST_F(JoinsTest, APieceOfManyPagesIsPaidForByWhatItSaves) {
  spend_in_forty_services(10);
  std::vector<Asked> all;
  for (int i = 0; i < 10; ++i) all.push_back({"s" + std::to_string(10 + i), kDays});
  for (int i = 1; i < kDays; ++i) all.push_back({"s10", kDays - i});
  ask_each(all);
  EXPECT_LE(ledger_.requests(), 2 * static_cast<std::int64_t>(all.size()));
}

// What held rows have saved pays for the next piece at once.
TEST_F(JoinsTest, SavedQuestionsPayForTheNextPiece) {
  ledger_.page_read_ = [&](const sql::Scan& scan, std::size_t pages, std::size_t rows, bool last) {
    joins_.note_page(scan, pages, rows, last);
  };
  spend_in_forty_services(10);
  ask_each(forty_services_on({3, 9, 15}));
  EXPECT_LE(ledger_.requests(), 2 + 2 * 3 * 4) << "three days of four pages";
}

// A number in a join column binds no service, so that its question has another shape: each answer serves it, also one that
// is not the first of its loop.
TEST_F(JoinsTest, AnotherShapeIsAnsweredFromEachWindow) {
  spend_much();
  ask_each(forty_services_on({3, 4, 12, 13, 20, 21}));
  const std::int64_t before = ledger_.requests();
  ask_each({{"", 21}, {"", 13}, {"", 4}}, true);
  EXPECT_EQ(ledger_.requests(), before);
}

// An outer row of another window finds its rows without a question of its own being made.
TEST_F(JoinsTest, OneAnswerGoesOnInEachWindow) {
  spend_much();
  ask_each(forty_services_on({3, 4, 12, 13, 20, 21}));
  const std::int64_t before = ledger_.requests();
  sql::Scan scan = scan_of({"s10", 3});
  const auto rows = joins_.open(ledger_, scan);
  EXPECT_EQ(read(*rows, scan), right(scan));
  for (const Asked& next :
       {Asked{"s11", 21}, Asked{"s12", 12}, Asked{"s12", 4}, Asked{"s49", 20}, Asked{"nobody", 3}}) {
    ASSERT_TRUE(bind_again(*rows, scan, next)) << next.first_day;
    EXPECT_EQ(read(*rows, scan), right(scan)) << next.service << " " << next.first_day;
  }
  EXPECT_EQ(ledger_.requests(), before);
}

TEST_F(JoinsTest, NoAnswerGoesOnWhereNoWindowIs) {
  spend_much();
  ask_each(forty_services_on({3, 4}));
  sql::Scan scan = scan_of({"s10", 3});
  const auto rows = joins_.open(ledger_, scan);
  EXPECT_EQ(read(*rows, scan), right(scan));
  EXPECT_FALSE(bind_again(*rows, scan, {"s10", 21}));
}

TEST_F(JoinsTest, WhatAwsCannotBeAskedForIsAskedSingly) {
  ledger_.options_.needs_filter = true;
  ask_each({{"a", 5}, {"b", 5}, {"c", 5}, {"b", 5}});
  EXPECT_EQ(ledger_.requests(), 3);
}

TEST_F(JoinsTest, AFilterThatStaysIsEnough) {
  ledger_.options_.needs_filter = true;
  ask_each({{"a", 1}, {"a", 2}, {"a", 3}});
  EXPECT_EQ(ledger_.requests(), 2) << "the service stays";
}

TEST_F(JoinsTest, OfWhatAwsDemandsEachValueIsAskedForOnce) {
  ledger_.options_.needs_filter = true;
  ask_each({{"a", 1}, {"b", 2}, {"c", 3}, {"a", 4}, {"b", 5}, {"c", 6}, {"a", 7}, {"b", 8}, {"c", 1}});
  EXPECT_EQ(ledger_.requests(), 4) << "the first question, and each service with all of its days";
}

TEST_F(JoinsTest, WithoutRoomRowsAreReadAgainAndNothingIsAsked) {
  ledger_.options_.has_room = false;
  ask_each({{"a", 5}, {"b", 5}, {"c", 5}, {"a", 5}, {"b", 5}});
  EXPECT_EQ(ledger_.requests(), 2);
}

TEST_F(JoinsTest, AChangeForgetsWhatIsHeld) {
  ask_each({{"a", 5}, {"b", 5}});
  ledger_.options_.services = {"b"};
  ledger_.change();
  EXPECT_EQ(rows({"a", 5}), std::vector<std::string>());
}

TEST_F(JoinsTest, InputsAreToldApart) {
  const auto of_view = [](const char* view, bool in_loop) {
    sql::Scan scan = scan_of({"a", 5, 1, in_loop});
    scan.inputs[sql::find(*scan.table, "billing_view_arn").value()] = view;
    return scan;
  };
  for (const char* view : {"v1", "v2", "v1", "v2"}) rows(of_view(view, true));
  EXPECT_EQ(ledger_.requests(), 2);
}

// A loop that is left early has read no wide answer to its end: nothing is answered from it.
TEST_F(JoinsTest, ABrokenOffWideAnswerAnswersNothing) {
  spend_in_forty_services(10);
  ask_each({{"s10", 5}, {"s11", 5}, {"s49", 5}});
  EXPECT_EQ(rows({"s48", 5}), std::vector<std::string>({"2026-11-05 s48"}));
}

// The account is a slice: without a key, a period in which it spent nothing reads zero.
TEST_F(JoinsTest, ASliceBecomesAKey) {
  const auto of_account = [](const char* account, bool in_loop) {
    Question question("ce_cost_and_usage");
    question.mention({"period_start", "unblended_cost", "unblended_cost_exact", "currency"});
    question.bind("service", {account}).window(day(5), day(7));
    sql::Scan scan = question.scan();
    scan.in_loop = in_loop;
    return scan;
  };
  rows(of_account("a", false));
  EXPECT_EQ(rows(of_account("b", true)), std::vector<std::string>({"2026-11-05", "2026-11-06"}));
  EXPECT_EQ(rows(of_account("nobody", true)), std::vector<std::string>({"2026-11-05", "2026-11-06"}));
  EXPECT_EQ(ledger_.requests(), 2);
  const sql::Scan nobody = of_account("nobody", true);
  const auto found = joins_.open(ledger_, nobody);
  ASSERT_TRUE(found->next({}));
  EXPECT_EQ(found->cell(sql::find(*nobody.table, "unblended_cost").value()), sql::Cell(0.0));
  EXPECT_EQ(found->cell(sql::find(*nobody.table, "unblended_cost_exact").value()), sql::Cell(std::string_view("0")));
  EXPECT_EQ(found->cell(sql::find(*nobody.table, "currency").value()), sql::Cell(std::string_view("USD")));
}

}  // namespace
}  // namespace awscost::joins
