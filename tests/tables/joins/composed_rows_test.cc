// Which parts of a window are taken from held answers, and that their rows are those of the whole, each once.
#include "connectors/tables/joins/composed_rows.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "ledger.h"

namespace awscost::joins {
namespace {

using test::Question;

sql::Scan scan_of(std::string start, std::string end, const std::string& service = "") {
  Question question("ce_cost_and_usage");
  question.group_by("service").input("group_by", "service").mention({"period_start", "service", "unblended_cost"});
  if (!service.empty()) question.bind("service", {service});
  return question.window(std::move(start), std::move(end)).scan();
}

sql::Scan days(int first, int end, const std::string& service = "") {
  return scan_of(day(first), day(end), service);
}

class ComposedRowsTest : public testing::Test {
 protected:
  std::shared_ptr<const HeldRows> held(const sql::Scan& scan) {
    auto held = std::make_shared<HeldRows>(scan);
    const auto rows = ledger_.ask(held->scan());
    while (rows->next({})) held->add(*rows);
    return held;
  }

  // "4-7 5-6?": the parts by their days; a question mark where one is asked for.
  static std::string text(const std::vector<Part>& parts) {
    std::string text;
    for (const Part& part : parts) {
      if (!text.empty()) text += ' ';
      text += part.window.start.substr(8) + '-' + part.window.end.substr(8) + (part.held ? "" : "?");
    }
    return text;
  }

  std::vector<std::string> rows(const sql::Scan& scan, const HeldAnswers& held) {
    const auto rows = composed_rows(scan, cut(scan, held), [&](const sql::Scan& part) { return ledger_.ask(part); });
    std::vector<std::string> all;
    const std::size_t start = sql::find(*scan.table, "period_start").value();
    const std::size_t service = sql::find(*scan.table, "service").value();
    while (rows->next({})) {
      all.emplace_back(std::get<std::string_view>(rows->cell(start)));
      all.back() += " " + std::string(std::get<std::string_view>(rows->cell(service)));
    }
    return all;
  }

  std::vector<std::string> right(const sql::Scan& scan) const {
    std::vector<std::string> all;
    for (const Row& row : ledger_.rows_of(scan)) all.push_back(row.day + " " + row.key);
    return all;
  }

  Ledger ledger_;
};

TEST_F(ComposedRowsTest, OneAnswerGoesOnWhereTheOtherEnds) {
  const HeldAnswers all{held(days(1, 8)), held(days(8, 15))};
  EXPECT_EQ(text(cut(days(5, 12), all)), "05-08 08-12");
  const std::int64_t before = ledger_.requests();
  EXPECT_EQ(rows(days(5, 12), all), right(days(5, 12)));
  EXPECT_EQ(rows(days(5, 12, "b"), all), right(days(5, 12, "b")));
  EXPECT_EQ(ledger_.requests(), before);
}

TEST_F(ComposedRowsTest, WhatIsMissingIsAskedForAlone) {
  const HeldAnswers all{held(days(1, 8))};
  EXPECT_EQ(text(cut(days(5, 12), all)), "05-08 08-12?");
  EXPECT_EQ(rows(days(5, 12), all), right(days(5, 12)));
  EXPECT_EQ(text(cut(days(1, 12), {held(days(9, 21))})), "01-09? 09-12");
}

TEST_F(ComposedRowsTest, TwoGapsAreOneQuestion) {
  const HeldAnswers all{held(days(1, 4)), held(days(6, 8)), held(days(10, 14))};
  EXPECT_EQ(text(cut(days(2, 12), all)), "02-04 04-10? 10-12");
  EXPECT_EQ(rows(days(2, 12), all), right(days(2, 12)));
  EXPECT_EQ(text(cut(days(5, 9), all)), "") << "it would be the whole question";
}

TEST_F(ComposedRowsTest, AnswersThatOverlapTellARowOnce) {
  const HeldAnswers all{held(days(1, 9)), held(days(3, 8)), held(days(6, 15))};
  EXPECT_EQ(text(cut(days(2, 12), all)), "02-09 09-12");
  EXPECT_EQ(rows(days(2, 12), all), right(days(2, 12)));
  EXPECT_EQ(rows(days(2, 12, "a"), all), right(days(2, 12, "a")));
}

TEST_F(ComposedRowsTest, RowsWithoutRoomOrWindowTellNothing) {
  auto forgotten = std::make_shared<HeldRows>(days(1, 8));
  forgotten->forget_rows();
  EXPECT_EQ(text(cut(days(5, 12), {forgotten})), "");
  EXPECT_EQ(text(cut(days(5, 12), {})), "");
}

// A month that ends with the present window has the costs of some of its days.
TEST_F(ComposedRowsTest, AMonthThatAWindowClipsIsAskedFor) {
  const auto months = [](std::string start, std::string end) {
    sql::Scan scan = scan_of(std::move(start), std::move(end));
    scan.granularity = sql::Granularity::kMonthly;
    return scan;
  };
  const auto of = [](const sql::Scan& scan) { return HeldAnswers{std::make_shared<HeldRows>(scan)}; };
  const sql::Scan asked = months("2026-09-01", "2026-12-01");
  EXPECT_EQ(text(cut(asked, of(months("2026-08-01", "2026-11-01")))), "01-01 01-01?");
  EXPECT_EQ(text(cut(asked, of(months("2026-08-01", "2026-11-21")))), "");
}

}  // namespace
}  // namespace awscost::joins
