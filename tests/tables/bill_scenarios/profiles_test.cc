// Two profiles list a scenario and lines with the same ids: a change of one does not change or hide the other's.
#include <gmock/gmock.h>

#include "tests/tables/bill_scenarios/changes.h"

namespace awscost::test {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

const sql::Value kBlue = std::string("blue");
const sql::Value kGreen = std::string("green");

// Every profile lists the three lines of scenario A.
class ProfilesTest : public Changes {
 protected:
  static sql::Scan with(const std::string& profile) {
    sql::Scan scan = question();
    scan.inputs[column("profile")] = profile;
    return scan;
  }

  std::int64_t first_of(const std::string& profile) {
    const sql::Scan scan = with(profile);
    const auto rows = scenario.open(scan);
    if (!rows->next([] { return false; })) throw std::logic_error("no line is shown");
    return rows->rowid().value();
  }

  std::string group_of_first(const std::string& profile) {
    const std::string row = shown(with(profile)).at(0);
    return row.substr(0, row.rfind('|'));
  }

  // "a BatchUpdate"
  std::vector<std::string> sent() const {
    std::vector<std::string> out;
    const std::vector<std::string> operations = scenario.aws.operations();
    for (std::size_t i = 0; i < operations.size(); ++i) {
      out.push_back(scenario.aws.profile(i) + " " + operations[i]);
    }
    return out;
  }

  void insert_two() {
    insert_line({{"profile", std::string("b")}, {"key", std::string("k1")}});
    insert_line({{"profile", std::string("c")}, {"key", std::string("k2")}});
  }
  // AWS creates b's as line 1 and refuses c's.
  void take_the_first_alone() {
    scenario.aws.answers = {answer(200, R"({"items":[{"key":"k1","id":")" + line_id(1) + R"("}],"errors":[]})"),
                            refuse_all("BAD_REQUEST", "No.")};
    EXPECT_THAT(sync(), HasSubstr(counts(1, 1, 0, 0)));
  }
};

TEST_F(ProfilesTest, EachHasItsOwnChangeOfALine) {
  const std::int64_t of_a = first_of("a");
  const std::int64_t of_b = first_of("b");
  update_row(of_a, {{"usage_group", kBlue}});
  update_row(of_b, {{"usage_group", kGreen}});
  EXPECT_EQ(group_of_first("a"), "1|blue");
  EXPECT_EQ(group_of_first("b"), "1|green");
  EXPECT_EQ(group_of_first("c"), "1|old");
  EXPECT_EQ(shown().at(0).substr(0, 5), "1|old") << "without a profile it is the line of the one in force";
  EXPECT_EQ(sync(), "");
  EXPECT_THAT(sent(), ElementsAre("a BatchUpdate", "b BatchUpdate"));
  EXPECT_THAT(scenario.aws.bodies(), ElementsAre(HasSubstr(R"("group":"blue")"), HasSubstr(R"("group":"green")")));
}

TEST_F(ProfilesTest, ADeletedLineOfOneIsThereForTheOther) {
  const std::int64_t of_b = first_of("b");
  remove_row(first_of("a"));
  EXPECT_EQ(group_of_first("a"), "2|old");
  EXPECT_EQ(group_of_first("b"), "1|old");
  update_row(of_b, {{"usage_group", kBlue}});
  EXPECT_EQ(sync(), "");
  EXPECT_THAT(sent(), ElementsAre("a BatchDelete", "b BatchUpdate"));
}

TEST_F(ProfilesTest, ASavepointTakesBackTheChangeOfOne) {
  const std::int64_t of_b = first_of("b");
  update_row(first_of("a"), {{"usage_group", kBlue}});
  writer().savepoint(1);
  update_row(of_b, {{"usage_group", kGreen}});
  writer().rollback_to(1);
  EXPECT_EQ(group_of_first("a"), "1|blue");
  EXPECT_EQ(group_of_first("b"), "1|old");
  update_row(of_b, {{"usage_group", kGreen}});
  EXPECT_EQ(group_of_first("b"), "1|green");
  EXPECT_EQ(group_of_first("a"), "1|blue");
}

TEST_F(ProfilesTest, AKeyIsGivenOnceInEach) {
  const auto insert_with_key = [&](const std::string& profile) {
    insert_line({{"key", std::string("k1")}, {"profile", profile}});
  };
  insert_with_key("a");
  insert_with_key("b");
  insert_line({{"key", std::string("k1")}});
  EXPECT_THAT(refusal([&] { insert_with_key("b"); }),
              HasSubstr("the key 'k1' is given twice among the new lines of scenario " + std::string(kScenarioA) +
                        " of profile 'b'. "));
  EXPECT_THAT(refusal([&] {
                insert_line({{"key", std::string("k1")}});
              }),
              AllOf(HasSubstr("given twice"), Not(HasSubstr("profile"))));
  EXPECT_EQ(sync(), "");
  EXPECT_THAT(sent(), ElementsAre("a BatchCreate", "b BatchCreate", " BatchCreate"));
}

TEST_F(ProfilesTest, RefusedLinesSayWhoseTheyAre) {
  insert_line({{"profile", std::string("a")}});
  insert_line({{"profile", std::string("o'b")}});
  insert_line();
  for (int i = 0; i < 3; ++i) scenario.aws.answers.push_back(refuse_all("BAD_REQUEST", "No."));
  EXPECT_THAT(sync(), HasSubstr(" Refused: key n1 of profile 'a' (BAD_REQUEST: No.), key n1 of profile 'o''b' "
                                "(BAD_REQUEST: No.), key n1 (BAD_REQUEST: No.)."));
}

TEST_F(ProfilesTest, ARequestThatIsRefusedOrLostSaysWhose) {
  const std::string refused = R"({"__type":"ConflictException","message":"It is LOCKED."})";
  scenario.aws.answers = {answer(400, refused)};
  update_row(first_of("b"), {{"usage_group", kBlue}});
  EXPECT_THAT(sync(), HasSubstr("AWS refused a whole request of profile 'b': ConflictException: It is LOCKED."));
  scenario.aws.answers = {answer(200, "<html>"), answer(200, "<html>")};
  update_row(first_of("b"), {{"usage_group", kBlue}});
  EXPECT_THAT(sync(), HasSubstr("No conclusive answer came to 2 attempts of profile 'b': "));
  scenario.aws.answers = {[](const wire::Call&) -> wire::Reply { throw wire::SendError("Gone.", true); }};
  update_row(first_of("b"), {{"usage_group", kBlue}});
  EXPECT_THAT(sync(), HasSubstr("No conclusive answer came to the request of profile 'b': Gone."));
}

// A repeated INSERT counts as done only while its line exists. Two profiles may name one account, and AWS gives an id
// only once, so a delete with any profile, now or earlier, ends that. Losing an INSERT would be worse than creating the
// line again.
TEST_F(ProfilesTest, ALineThatAnotherProfileDeletedStandsNoMore) {
  insert_two();
  take_the_first_alone();
  scenario.aws.answers = {refuse_all("BAD_REQUEST", "No.")};
  insert_two();
  EXPECT_THAT(sync(), HasSubstr(counts(1, 1, 0, 0))) << "b's line stands";
  scenario.aws.forget_calls();
  scenario.aws.answers.clear();
  remove_row(first_of("a"));
  insert_two();
  EXPECT_EQ(sync(), "");
  EXPECT_THAT(sent(), UnorderedElementsAre("a BatchDelete", "b BatchCreate", "c BatchCreate")) << "in one transaction";
}

TEST_F(ProfilesTest, ALineThatAnotherProfileDeletedBeforeStandsNoMore) {
  insert_two();
  take_the_first_alone();
  remove_row(first_of("a"));
  EXPECT_EQ(sync(), "");
  scenario.aws.forget_calls();
  insert_two();
  EXPECT_EQ(sync(), "");
  EXPECT_THAT(sent(), UnorderedElementsAre("b BatchCreate", "c BatchCreate"));
}

TEST_F(ProfilesTest, AnEmptyTextIsNone) {
  EXPECT_THAT(refusal([&] {
                insert_line({{"profile", std::string()}});
              }),
              HasSubstr("profile is empty. Leave the column out, or give NULL, for the one in force"));
}

}  // namespace
}  // namespace awscost::test
