// What the scans of a statement did is counted by plan, and shown when it has ended.
#include "connectors/asking/statement/last_statement.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "connectors/asking/question/reporter.h"
#include "connectors/asking/statement/statement.h"
#include "tests/asking/support/destined.h"

namespace awscost::asking {
namespace {

// Answers with 100 bytes for a cent, and takes a second for it.
class Slow : public Sender {
 public:
  explicit Slow(std::chrono::steady_clock::duration& now) : now_(now) {}

  void send_all(std::span<const Question> questions, const sql::Interrupted& interrupted,
                const Answered& answered) override {
    Reporter reporter(answered, interrupted);
    for (std::size_t i = 0; i < questions.size(); ++i) {
      now_ += std::chrono::seconds(1);
      reporter.wants_to_stop();
      ++questions[i].tally->requests;
      questions[i].tally->cost += 10'000;
      reporter.report(i, {.outcome = wire::Reply{.status = 200, .body = std::string(100, 'x')}});
    }
    reporter.end();
  }

 private:
  std::chrono::steady_clock::duration& now_;
};

class LastStatementTest : public testing::Test {
 protected:
  std::string row(std::size_t scan) {
    const sql::ScanRecord& record = statements_.last_records().at(scan);
    return record.table + " " + record.plan + ": " + std::to_string(record.scans) + " scans, " +
           std::to_string(record.requests) + " requests, " + std::to_string(record.pages) + " pages, " +
           std::to_string(record.rows_fetched) + " rows, " + std::to_string(record.bytes) + " bytes, " +
           std::to_string(std::chrono::duration_cast<std::chrono::seconds>(record.wait).count()) + " s, " +
           std::to_string(record.charge_micros) + ", " + answered_from(record);
  }

  std::chrono::steady_clock::duration now_{};
  std::string written_;
  Slow sender_{now_};
  test::Nobody nobody_;
  test::FixedResolver resolver_{nobody_};
  Statements statements_{
      Statement::Options{.sender = sender_,
                         .resolver = resolver_,
                         .terminal = {.is_wanted = [] { return true; },
                                      .steady = [this] { return Progress::Time(now_); },
                                      .write = [this](std::string_view text) { written_ += text; }}}};
};

TEST_F(LastStatementTest, CountsByTableAndPlan) {
  const auto ask = [&](Statement& statement, const char* body) {
    statement.send(test::question_to(nobody_, body), {});
    statement.page_read(5);
  };
  {
    const auto statement = statements_.begin();
    sql::ScanRecord& costs = statement->record("costs", "all");
    sql::ScanRecord& tags = statement->record("tags", "all");
    EXPECT_EQ(&costs, &statement->record("costs", "all"));
    for (int scan = 0; scan < 3; ++scan) {
      ++costs.scans;
      statement->resume(&costs);
      ask(*statement, scan < 2 ? "a" : "b");
    }
    ++tags.scans;
    statement->resume(&tags);
    ask(*statement, "a");
    statement->record("more", "all");
    EXPECT_TRUE(statements_.last_records().empty()) << "it has not ended";
  }
  ASSERT_EQ(statements_.last_records().size(), 3U);
  EXPECT_EQ(row(0), "costs all: 3 scans, 2 requests, 3 pages, 15 rows, 200 bytes, 2 s, 20000, sent, statement");
  EXPECT_EQ(row(1), "tags all: 1 scans, 0 requests, 1 pages, 5 rows, 0 bytes, 0 s, 0, statement");
  EXPECT_EQ(row(2), "more all: 0 scans, 0 requests, 0 pages, 0 rows, 0 bytes, 0 s, 0, none");
}

TEST_F(LastStatementTest, ShowsItsProgressWhileItWaits) {
  const auto statement = statements_.begin();
  statement->send(test::question_to(nobody_, "a"), {});
  EXPECT_EQ(written_.substr(0, written_.rfind(" s") + 2), "\rawscost: 0 pages, 0 rows, $0.00, 1 s");
  EXPECT_TRUE(written_.ends_with(" \r"));
  statement->page_read(5000);
  written_.clear();
  statement->send(test::question_to(nobody_, "b"), {});
  EXPECT_TRUE(written_.starts_with("\rawscost: 1 page, 5000 rows, $0.01, 2 s")) << written_;
}

TEST(AnsweredFrom, NamesWhateverItWas) {
  EXPECT_EQ(answered_from({}), "none");
  EXPECT_EQ(answered_from({.sent_for = true, .from_statement = true, .from_kept = true, .from_wider = true}),
            "sent, statement, kept, contained");
}

}  // namespace
}  // namespace awscost::asking
