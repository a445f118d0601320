// Lines that a failed transaction has created are not created again when its INSERT is repeated.
#include <gmock/gmock.h>

#include <algorithm>
#include <boost/json.hpp>
#include <map>

#include "tests/tables/bill_scenarios/changes.h"

namespace awscost::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

// Keeps the created lines and repeats its answer for a known token, as AWS does.
class Account {
 public:
  // `loses`: the lines are created, but the answer never comes.
  Answer answer(bool loses = false) {
    return [this, loses](const wire::Call& call) {
      const auto body = boost::json::parse(call.body).as_object();
      if (call.operation.starts_with("BatchDelete")) {
        for (const auto& id : body.at("ids").as_array()) lines.erase(std::string(id.as_string()));
        return apply_all()(call);
      }
      const std::string token(body.at("clientToken").as_string());
      if (!answers_.contains(token)) answers_[token] = created(body);
      return loses ? lose()(call) : wire::Reply{.status = 200, .headers = {}, .body = answers_.at(token)};
    };
  }

  // By group; a group named "bad..." is refused.
  std::map<std::string, std::string> lines;
  std::size_t count(const std::string& group) const {
    return static_cast<std::size_t>(
        std::count_if(lines.begin(), lines.end(), [&](const auto& line) { return line.second == group; }));
  }

 private:
  std::string created(const boost::json::object& body) {
    boost::json::array items;
    boost::json::array errors;
    for (const auto& line : body.at("usageModifications").as_array()) {
      const std::string group(line.at("group").as_string());
      if (group.starts_with("bad")) {
        errors.push_back(boost::json::object{{"key", line.at("key")}, {"errorCode", "INVALID_ACCOUNT"}});
        continue;
      }
      const std::string id = "new-" + std::to_string(++last_id_);
      lines[id] = group;
      items.push_back(boost::json::object{{"key", line.at("key")}, {"id", id}});
    }
    return boost::json::serialize(boost::json::object{{"items", items}, {"errors", errors}});
  }

  int last_id_ = 0;
  std::map<std::string, std::string> answers_;
};

class RepeatTest : public Changes {
 protected:
  void insert_group(const std::string& group) { insert_line({{"usage_group", group}}); }
  // g<first> ... g<last>, in that order.
  void insert_lines(int first, int last) {
    const int step = first <= last ? 1 : -1;
    for (int i = first; i != last + step; i += step) insert_group("g" + std::to_string(i));
  }
  void insert_alike(int count) {
    for (int i = 0; i < count; ++i) insert_group("same");
  }
  // Both batches are applied, but the second one's answer is lost.
  void lose_second() {
    scenario.aws.answers = {account.answer(), account.answer(true), account.answer(true), account.answer(true)};
  }
  // The first of two batches is applied, the second is not sent.
  void keep_second() { scenario.aws.answers = {account.answer(), never_leaves("There is no such host.")}; }

  std::string sync_with_aws() {
    for (int i = 0; i < 10; ++i) scenario.aws.answers.push_back(account.answer());
    std::string sentence = sync();
    scenario.aws.answers.clear();
    return sentence;
  }
  // From now on, the settings mean another account.
  void set_account(const std::string& name) {
    scenario.resolver.account = name;
    ++scenario.resolver.settings;
  }
  // g0 ... g29: 25 applied, 5 unknown.
  void fail_thirty() {
    insert_lines(0, 29);
    lose_second();
    EXPECT_THAT(sync(), HasSubstr("25 applied, 0 refused, 5 unknown, 0 not sent"));
    scenario.aws.forget_calls();
  }

  Account account;
};

TEST_F(RepeatTest, EverythingAgainMakesNothingTwice) {
  fail_thirty();
  const std::size_t logged = scenario.log.entries().size();
  insert_lines(0, 29);
  EXPECT_EQ(sync_with_aws(), "");
  EXPECT_THAT(account.lines, SizeIs(30));
  EXPECT_THAT(scenario.aws.calls, SizeIs(1)) << "only what is unknown";
  ASSERT_EQ(scenario.log.entries().size(), logged + 30) << "each line is accounted for";
  for (std::size_t i = logged; i < scenario.log.entries().size(); ++i) {
    EXPECT_EQ(scenario.log.entries()[i].result.outcome, bill_scenarios::Outcome::kApplied);
    EXPECT_TRUE(account.lines.contains(scenario.log.entries()[i].line_id));
  }
}

TEST_F(RepeatTest, TheSentenceSaysWhatToDo) {
  insert_lines(0, 29);
  lose_second();
  EXPECT_THAT(
      sync(),
      AllOf(HasSubstr("Applied changes stay at AWS"), HasSubstr("Unknown changes may have been applied."),
            HasSubstr("UPDATE and DELETE can be repeated"),
            HasSubstr("The same INSERT can be repeated as a whole on this connection: it creates no line twice"),
            HasSubstr("an INSERT of an equal line counts as the repetition")));
  update(1, {{"usage_group", std::string("blue")}});
  scenario.aws.answers = {lose(), lose(), lose()};
  EXPECT_THAT(sync(), Not(HasSubstr("INSERT"))) << "there was none";
}

TEST_F(RepeatTest, InAnotherOrder) {
  fail_thirty();
  insert_lines(29, 0);
  EXPECT_EQ(sync_with_aws(), "");
  EXPECT_THAT(account.lines, SizeIs(30));
}

TEST_F(RepeatTest, OnlyWhatIsUnknown) {
  fail_thirty();
  insert_lines(25, 29);
  EXPECT_EQ(sync_with_aws(), "");
  EXPECT_THAT(account.lines, SizeIs(30));
  insert_lines(0, 29);  // all is known: on purpose
  EXPECT_EQ(sync_with_aws(), "");
  EXPECT_THAT(account.lines, SizeIs(60));
}

TEST_F(RepeatTest, OneLineLessOrMore) {
  fail_thirty();
  insert_lines(1, 30);
  EXPECT_EQ(sync_with_aws(), "");
  EXPECT_THAT(account.lines, SizeIs(31));
  insert_group("g0");
  EXPECT_EQ(sync_with_aws(), "");
  EXPECT_EQ(account.count("g0"), 2U) << "after a transaction that went well it is a new line";
}

TEST_F(RepeatTest, WithoutTheLineThatAwsRefused) {
  insert_lines(0, 9);
  insert_group("bad");
  EXPECT_THAT(sync_with_aws(), HasSubstr("10 applied, 1 refused"));
  insert_lines(0, 9);
  insert_group("good");
  EXPECT_EQ(sync_with_aws(), "");
  EXPECT_THAT(account.lines, SizeIs(11));
}

TEST_F(RepeatTest, OncePiecemeal) {
  fail_thirty();
  insert_lines(0, 9);
  EXPECT_EQ(sync_with_aws(), "");
  EXPECT_THAT(scenario.aws.calls, IsEmpty()) << "all of them stand";
  insert_lines(10, 29);
  EXPECT_EQ(sync_with_aws(), "");
  EXPECT_THAT(account.lines, SizeIs(30));
}

TEST_F(RepeatTest, OnPurposeAfterSuccess) {
  fail_thirty();
  insert_lines(0, 29);
  EXPECT_EQ(sync_with_aws(), "");
  insert_lines(0, 29);
  EXPECT_EQ(sync_with_aws(), "");
  EXPECT_THAT(account.lines, SizeIs(60));
}

TEST_F(RepeatTest, ANewLineThatWentWellMeanwhileIsNotRemembered) {
  fail_thirty();
  insert_group("other");
  EXPECT_EQ(sync_with_aws(), "");
  insert_group("other");
  EXPECT_EQ(sync_with_aws(), "");
  EXPECT_EQ(account.count("other"), 2U);
  insert_lines(0, 29);
  EXPECT_EQ(sync_with_aws(), "");
  EXPECT_THAT(account.lines, SizeIs(32)) << "the failure is still open";
}

TEST_F(RepeatTest, AnUpdateThatWentWellMeanwhileForgetsNothing) {
  insert_lines(0, 9);
  insert_group("bad");
  EXPECT_THAT(sync_with_aws(), HasSubstr("10 applied, 1 refused"));
  update(1, {{"usage_group", std::string("blue")}});
  EXPECT_EQ(sync(), "");
  insert_lines(0, 9);
  EXPECT_EQ(sync_with_aws(), "");
  EXPECT_THAT(account.lines, SizeIs(10));
}

TEST_F(RepeatTest, AnotherInsertInBetweenForgetsNothing) {
  insert_lines(0, 29);
  keep_second();
  EXPECT_THAT(sync(), HasSubstr("25 applied, 0 refused, 0 unknown, 5 not sent"));
  insert_lines(40, 44);
  EXPECT_EQ(sync_with_aws(), "");
  insert_lines(0, 29);
  EXPECT_EQ(sync_with_aws(), "");
  EXPECT_THAT(account.lines, SizeIs(35));
  insert_lines(0, 0);
  EXPECT_EQ(sync_with_aws(), "");
  EXPECT_THAT(account.lines, SizeIs(36)) << "the repetition has ended well, so this is a new line";
}

TEST_F(RepeatTest, AnotherInsertAfterARefusalForgetsNothing) {
  insert_lines(0, 1);
  insert_group("bad");
  EXPECT_THAT(sync_with_aws(), HasSubstr("2 applied, 1 refused"));
  insert_lines(40, 40);
  EXPECT_EQ(sync_with_aws(), "");
  insert_lines(0, 1);
  EXPECT_EQ(sync_with_aws(), "");
  EXPECT_THAT(account.lines, SizeIs(3));
}

TEST_F(RepeatTest, FailingAgainRemembersBoth) {
  insert_lines(0, 59);
  lose_second();
  EXPECT_THAT(sync(), HasSubstr("25 applied, 0 refused, 25 unknown, 10 not sent"));
  insert_lines(0, 59);
  scenario.aws.answers = {account.answer(), never_leaves("There is no such host.")};
  EXPECT_THAT(sync(), HasSubstr("50 applied, 0 refused, 0 unknown, 10 not sent"));
  insert_lines(0, 59);
  EXPECT_EQ(sync_with_aws(), "");
  EXPECT_THAT(account.lines, SizeIs(60));
}

TEST_F(RepeatTest, OfLinesThatAreAlikeTheMissingOnesComeFirst) {
  insert_alike(50);
  keep_second();
  EXPECT_THAT(sync(), HasSubstr("25 applied, 0 refused, 0 unknown, 25 not sent"));
  insert_alike(25);
  EXPECT_EQ(sync_with_aws(), "");
  EXPECT_THAT(account.lines, SizeIs(50)) << "the half that was not sent";
}

TEST_F(RepeatTest, AllOfLinesThatAreAlike) {
  insert_alike(60);
  lose_second();
  EXPECT_THAT(sync(), HasSubstr("25 applied, 0 refused, 25 unknown, 10 not sent"));
  for (int again = 0; again < 2; ++again) {
    insert_alike(60);
    scenario.aws.answers = {never_leaves("There is no such host.")};
    EXPECT_THAT(sync(), HasSubstr("25 applied, 0 refused, 25 unknown, 10 not sent"))
        << "what did not leave tells nothing";
  }
  insert_alike(60);
  EXPECT_EQ(sync_with_aws(), "");
  EXPECT_THAT(account.lines, SizeIs(60));
}

TEST_F(RepeatTest, ADeletedLineStandsNoMore) {
  fail_thirty();
  sql::StoredRow row = scenario.rows[0];
  row[column("id")] = "new-1";  // g0, as the list shows it
  scenario.rows = {row};
  const sql::Scan scan = question();
  const auto rows = scenario.open(scan);
  ASSERT_TRUE(rows->next([] { return false; }));
  remove_row(rows->rowid().value());
  insert_lines(0, 29);  // in one transaction with the DELETE
  EXPECT_EQ(sync_with_aws(), "");
  EXPECT_THAT(account.lines, SizeIs(30));
  EXPECT_FALSE(account.lines.contains("new-1"));
  EXPECT_EQ(account.count("g0"), 1U);
}

TEST_F(RepeatTest, AnAnswerThatSpeaksOfADeletedLineCreatedNothing) {
  insert_group("g0");
  scenario.aws.answers = {account.answer(true), account.answer(true), account.answer(true)};
  EXPECT_THAT(sync(), HasSubstr("1 unknown"));
  ASSERT_THAT(account.lines, SizeIs(1));
  sql::StoredRow row = scenario.rows[0];
  row[column("id")] = account.lines.begin()->first;
  scenario.rows = {row};
  const sql::Scan scan = question();
  const auto rows = scenario.open(scan);
  ASSERT_TRUE(rows->next([] { return false; }));
  remove_row(rows->rowid().value());
  EXPECT_EQ(sync_with_aws(), "");
  insert_group("g0");
  EXPECT_THAT(sync_with_aws(), HasSubstr("0 applied, 0 refused, 0 unknown, 1 not sent"));
  EXPECT_THAT(scenario.log_rows().back(), HasSubstr("that line has been deleted since"));
  insert_group("g0");
  EXPECT_EQ(sync_with_aws(), "");
  EXPECT_EQ(account.count("g0"), 1U);
}

TEST_F(RepeatTest, AnotherEndpointKnowsNothingOfIt) {
  fail_thirty();
  set_account("another");
  scenario.resolver.endpoint = "https://another";
  insert_lines(0, 29);
  EXPECT_EQ(sync_with_aws(), "");
  EXPECT_THAT(account.lines, SizeIs(60));
}

// Fresh keys are pasted, or another profile names the same account: AWS gives a scenario's id only once.
TEST_F(RepeatTest, OtherCredentialsOfTheAccountMakeNothingTwice) {
  fail_thirty();
  set_account("with new keys");
  insert_lines(0, 29);
  EXPECT_EQ(sync_with_aws(), "");
  EXPECT_THAT(account.lines, SizeIs(30));
}

// SQLite rolls back where its own file cannot be written, after the lines were sent.
TEST_F(RepeatTest, ARollbackAfterTheSyncMakesNothingTwice) {
  insert_lines(0, 29);
  for (int i = 0; i < 2; ++i) scenario.aws.answers.push_back(account.answer());
  writer().sync([] { return false; });
  writer().rollback();
  insert_lines(0, 29);
  EXPECT_EQ(sync_with_aws(), "");
  EXPECT_THAT(account.lines, SizeIs(30));
  insert_lines(0, 0);
  EXPECT_EQ(sync_with_aws(), "");
  EXPECT_THAT(account.lines, SizeIs(31)) << "committed by then, so this is a new line";
}

// COMMIT was busy after the sync, and is given again.
TEST_F(RepeatTest, ASecondSyncAddsToTheFirst) {
  insert_lines(0, 9);
  scenario.aws.answers.push_back(account.answer());
  writer().sync([] { return false; });
  insert_lines(10, 19);
  scenario.aws.answers.push_back(account.answer());
  writer().sync([] { return false; });
  writer().rollback();
  insert_lines(0, 19);
  EXPECT_EQ(sync_with_aws(), "");
  EXPECT_THAT(account.lines, SizeIs(20));
}

TEST_F(RepeatTest, WhatWasCollectedForOnePlaceIsSentThereWhateverSettingsSayByThen) {
  update(1, {{"usage_group", std::string("blue")}});
  insert_group("g0");
  set_account("another");
  insert_group("g1");
  EXPECT_EQ(sync(), "");
  ASSERT_THAT(scenario.aws.questions, SizeIs(3));
  const auto key = [this](std::size_t call) { return scenario.aws.questions[call].destination->key; };
  EXPECT_EQ(scenario.aws.operations(), (std::vector<std::string>{"BatchUpdate", "BatchCreate", "BatchCreate"}));
  EXPECT_EQ(key(0), key(1));
  EXPECT_NE(key(1), key(2));
  EXPECT_THAT(key(2), HasSubstr("another"));
  EXPECT_THAT(scenario.aws.calls[1].body, HasSubstr("g0"));
  EXPECT_THAT(scenario.aws.calls[2].body, HasSubstr("g1"));
}

// A COMMIT is a statement of its own and has the limits of its time.
TEST_F(RepeatTest, LimitsAreThoseOfTheCommit) {
  insert_group("g0");
  scenario.max_requests = 7;
  EXPECT_EQ(sync_with_aws(), "");
  EXPECT_EQ(scenario.aws.questions.at(0).destination->limits.max_requests, 7);
}

TEST_F(RepeatTest, MoreRequestsThanAllowedSendNone) {
  scenario.max_requests = 2;
  insert_lines(0, 50);
  EXPECT_THAT(sync(), AllOf(HasSubstr("0 applied, 0 refused, 0 unknown, 51 not sent"), HasSubstr("needs 3 requests"),
                            HasSubstr("awscost_config('max_requests', '3')")));
  EXPECT_THAT(scenario.aws.calls, IsEmpty());
  insert_lines(0, 49);
  EXPECT_EQ(sync_with_aws(), "");
}

}  // namespace
}  // namespace awscost::test
