// The window in pieces: what is kept, and the fewest questions for the rest.
#include "connectors/tables/pieces/pieces.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/tables/assembly/question.h"

namespace awscost::pieces {
namespace {

using test::Question;

kept::Seconds at(std::string_view text) {
  return text::parse_instant(text).value();
}

// The kept answers of a test, asked on 2026-11-21 at noon.
class Keeping {
 public:
  Keeping() {
    known_.freshness = {
        .now = at("2026-11-21 12:00:00"), .ttl = std::chrono::seconds(3600), .reopen_days = std::chrono::days(14)};
  }

  Keeping& answer(const Question& question, std::string start, std::string end, std::string_view fetched,
                  std::int64_t rows = 100) {
    return answer(costs_asked(question.operation(), question.scan()).value(), std::move(start), std::move(end), fetched,
                  rows);
  }
  Keeping& answer(const CostsAsked& asked, std::string start, std::string end, std::string_view fetched,
                  std::int64_t rows = 100) {
    const auto id = static_cast<std::int64_t>(known_.answers.size()) + 1;
    known_.answers.push_back({.kept = {.id = id,
                                       .description = {.start = std::move(start), .end = std::move(end), .rows = rows},
                                       .fetched_at = at(fetched),
                                       .pages = 1},
                              .asked = asked});
    return *this;
  }

  // "1: 2026-10-01..2026-11-01, asked: 2026-11-01..2026-11-22"
  std::string pieces(const Question& question, std::string start, std::string end) const {
    const CostsAsked asked = costs_asked(question.operation(), question.scan()).value();
    std::string text;
    for (const Piece& piece : pieces_of(asked, {std::move(start), std::move(end)}, known_)) {
      text += text.empty() ? "" : ", ";
      text += piece.answer == nullptr ? "asked" : std::to_string(piece.answer->kept.id);
      text +=
          (piece.serving == Serving::kAddedUp ? " added up: " : ": ") + piece.window.start + ".." + piece.window.end;
    }
    return text;
  }

 private:
  Known known_;
};

Question costs(std::string_view keys, sql::Granularity granularity = sql::Granularity::kDaily) {
  Question question("ce_cost_and_usage");
  question.group_by(keys).granularity(granularity).mention({"unblended_cost"});
  return question;
}

const std::string kFresh = "2026-11-21 11:30:00";
const std::string kYesterday = "2026-11-20 11:30:00";

TEST(Pieces, NothingIsKnown) {
  EXPECT_EQ(Keeping().pieces(costs("service"), "2026-11-01", "2026-11-22"), "asked: 2026-11-01..2026-11-22");
}

TEST(Pieces, APartOfAWindow) {
  const Keeping keeping = Keeping().answer(costs("service"), "2026-11-01", "2026-11-22", kFresh);
  EXPECT_EQ(keeping.pieces(costs("service"), "2026-11-03", "2026-11-05"), "1: 2026-11-03..2026-11-05");
  EXPECT_EQ(keeping.pieces(costs("service"), "2026-10-30", "2026-11-05"),
            "asked: 2026-10-30..2026-11-01, 1: 2026-11-01..2026-11-05");
}

TEST(Pieces, OnlyTheOpenTailIsAskedAgain) {
  const Keeping keeping = Keeping().answer(costs("service"), "2025-10-01", "2026-11-21", kYesterday);
  EXPECT_EQ(keeping.pieces(costs("service"), "2025-10-01", "2026-11-22"),
            "1: 2025-10-01..2026-11-01, asked: 2026-11-01..2026-11-22");
}

TEST(Pieces, AdjacentWindowsAreJoined) {
  const Keeping keeping = Keeping()
                              .answer(costs("service"), "2026-11-01", "2026-11-10", kFresh)
                              .answer(costs("service"), "2026-11-10", "2026-11-22", kFresh);
  EXPECT_EQ(keeping.pieces(costs("service"), "2026-11-01", "2026-11-22"),
            "1: 2026-11-01..2026-11-10, 2: 2026-11-10..2026-11-22");
}

TEST(Pieces, TwoGapsAreOneQuestionWhereThatIsNoPageMore) {
  const Keeping small = Keeping().answer(costs("service"), "2026-11-05", "2026-11-10", kFresh);
  EXPECT_EQ(small.pieces(costs("service"), "2026-11-01", "2026-11-22"), "asked: 2026-11-01..2026-11-22");
  // 100,000 rows lie between: 20 pages.
  const Keeping big = Keeping().answer(costs("service"), "2026-11-05", "2026-11-15", kFresh, 100'000);
  EXPECT_EQ(big.pieces(costs("service"), "2026-11-01", "2026-11-22"),
            "asked: 2026-11-01..2026-11-05, 1: 2026-11-05..2026-11-15, asked: 2026-11-15..2026-11-22");
}

TEST(Pieces, AMonthThatTheWindowCutsIsAnotherMonth) {
  const Question months = costs("service", sql::Granularity::kMonthly);
  const Keeping keeping = Keeping().answer(months, "2026-09-15", "2026-11-22", kFresh);
  EXPECT_EQ(keeping.pieces(months, "2026-09-15", "2026-11-22"), "1: 2026-09-15..2026-11-22");
  EXPECT_EQ(keeping.pieces(months, "2026-09-16", "2026-11-22"),
            "asked: 2026-09-16..2026-10-01, 1: 2026-10-01..2026-11-22");
  EXPECT_EQ(keeping.pieces(months, "2026-10-01", "2026-11-21"),
            "1: 2026-10-01..2026-11-01, asked: 2026-11-01..2026-11-21");
}

TEST(Pieces, WholeMonthsFromDays) {
  const Question months = costs("service", sql::Granularity::kMonthly);
  const Keeping keeping = Keeping().answer(costs("service"), "2026-08-10", "2026-11-22", kFresh);
  EXPECT_EQ(keeping.pieces(months, "2026-09-01", "2026-11-22"),
            "1 added up: 2026-09-01..2026-11-01, asked: 2026-11-01..2026-11-22");
  // August begins before the days that are kept: one question for both gaps.
  EXPECT_EQ(keeping.pieces(months, "2026-08-01", "2026-11-22"), "asked: 2026-08-01..2026-11-22");
}

TEST(Pieces, AnAnswerThatWasBrokenOffServesWhatIsComplete) {
  CostsAsked broken = costs_asked(costs("service").operation(), costs("service").scan()).value();
  broken.sent_end = "2026-11-22";
  const auto pieces = [&](std::string_view fetched, const Question& question, bool is_refused = false) {
    broken.is_refused = is_refused;
    return Keeping().answer(broken, "2026-06-01", "2026-11-07", fetched).pieces(question, "2026-06-01", "2026-11-22");
  };
  // As long as it is young, its own request goes on with its token.
  EXPECT_EQ(pieces(kFresh, costs("service")), "asked: 2026-06-01..2026-11-22");
  EXPECT_EQ(pieces(kFresh, costs("service"), true), "1: 2026-06-01..2026-11-07, asked: 2026-11-07..2026-11-22");
  EXPECT_EQ(pieces(kYesterday, costs("service")), "1: 2026-06-01..2026-11-01, asked: 2026-11-01..2026-11-22");
  // Nothing else is answered from it.
  EXPECT_EQ(pieces(kFresh, costs(""), true), "asked: 2026-06-01..2026-11-22");
  EXPECT_EQ(pieces(kFresh, costs("service").bind("service", {"a"}), true), "asked: 2026-06-01..2026-11-22");
}

TEST(Pieces, RowsThatAreThereBeforeSums) {
  const Keeping keeping = Keeping()
                              .answer(costs("service, region"), "2026-11-01", "2026-11-22", kFresh)
                              .answer(costs("service"), "2026-11-01", "2026-11-22", kFresh);
  EXPECT_EQ(keeping.pieces(costs("service"), "2026-11-01", "2026-11-22"), "2: 2026-11-01..2026-11-22");
}

TEST(Pieces, CenturiesAreAskedAsTheyAre) {
  const Keeping keeping = Keeping().answer(costs("service"), "2026-11-01", "2026-11-22", kFresh);
  EXPECT_EQ(keeping.pieces(costs("service"), "0001-01-01", "9999-12-31"), "asked: 0001-01-01..9999-12-31");
}

}  // namespace
}  // namespace awscost::pieces
