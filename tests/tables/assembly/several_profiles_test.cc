// profile IN (...): which requests are sent together, the order of the rows, and their profiles.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "connectors/tables/assembly/operation_source.h"
#include "recorder.h"
#include "sql/error.h"
#include "tests/tables/assembly/question.h"
#include "tests/tables/assembly/scripted_sender.h"

namespace awscost::assembly {
namespace {

using test::answer;
using test::Question;
using test::refusal;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

bool never() {
  return false;
}

// One day of cost: two resources, named after the profile.
std::string day(const std::string& profile, const std::string& token = "") {
  return R"({"ResultsByTime":[{"TimePeriod":{"Start":"2026-11-01","End":"2026-11-02"},"Groups":[
    {"Keys":["i-)" +
         profile + R"("],"Metrics":{"UnblendedCost":{"Amount":"1.5","Unit":"USD"}}}]}])" +
         (token.empty() ? "" : R"(,"NextPageToken":")" + token + "\"") + "}";
}

wire::Reply costs(const asking::Question& question) {
  return answer(day(profile_of(question)));
}

class SeveralProfiles : public ::testing::Test {
 protected:
  SeveralProfiles() {
    cost_.group_by("resource_id").bind("service", {"EC2"}).mention({"resource_id", "unblended_cost", "profile"});
    usage_.mention({"usage_plan_id", "key_id", "date", "used", "profile"});
  }

  static sql::Scan asking(const Question& question, std::vector<std::string> profiles) {
    sql::Scan scan = question.scan();
    scan.several[question.column("profile")] = std::move(profiles);
    return scan;
  }

  static std::string text(const Question& question, sql::Rows& rows, const char* column) {
    const sql::Cell cell = rows.cell(question.column(column));
    const auto* view = std::get_if<std::string_view>(&cell);
    return view == nullptr ? "NULL" : std::string(*view);
  }

  // "dev i-dev"
  std::vector<std::string> cost_rows(Recorder& recorder, const sql::Scan& scan) {
    OperationSource source(cost_.operation(), {});
    const auto rows = source.open(scan, recorder.statement());
    std::vector<std::string> seen;
    while (rows->next(never)) {
      seen.push_back(text(cost_, *rows, "profile") + " " + text(cost_, *rows, "resource_id"));
    }
    return seen;
  }

  std::vector<std::string> usage_rows(Recorder& recorder, const sql::Scan& scan) {
    OperationSource source(usage_.operation(), {});
    const auto rows = source.open(scan, recorder.statement());
    std::vector<std::string> seen;
    while (rows->next(never)) {
      seen.push_back(text(usage_, *rows, "profile") + " " + text(usage_, *rows, "region") + " " +
                     text(usage_, *rows, "usage_plan_id") + " " + text(usage_, *rows, "key_id"));
    }
    return seen;
  }

  std::string usage_error(Recorder& recorder, const sql::Scan& scan) {
    try {
      usage_rows(recorder, scan);
    } catch (const sql::Error& error) {
      return error.what();
    }
    return "no error";
  }

  std::string cost_error(Recorder& recorder, const sql::Scan& scan) {
    try {
      cost_rows(recorder, scan);
    } catch (const sql::Error& error) {
      return error.what();
    }
    return "no error";
  }

  Question cost_{"ce_cost_and_usage_with_resources"};
  Question usage_{"apigateway_usage"};
};

TEST_F(SeveralProfiles, AreAskedTogetherAndShowTheirRowsInTheOrderOfTheSet) {
  Recorder recorder(costs);
  EXPECT_THAT(cost_rows(recorder, asking(cost_, {"prod", "dev", "test"})),
              ElementsAre("prod i-prod", "dev i-dev", "test i-test"));
  EXPECT_THAT(recorder.sent, ElementsAre("prod+dev+test"));
}

TEST_F(SeveralProfiles, SendNothingBeforeTheFirstRowIsPulled) {
  Recorder recorder(costs);
  OperationSource source(cost_.operation(), {});
  const sql::Scan scan = asking(cost_, {"prod", "dev"});
  const auto rows = source.open(scan, recorder.statement());
  EXPECT_THAT(recorder.sent, IsEmpty());
}

TEST_F(SeveralProfiles, AreEightAtATime) {
  std::vector<std::string> profiles;
  for (const char name : std::string("abcdefghijk")) profiles.push_back({name});
  Recorder recorder(costs);
  EXPECT_EQ(cost_rows(recorder, asking(cost_, profiles)).size(), 11U);
  EXPECT_THAT(recorder.sent, ElementsAre("a+b+c+d+e+f+g+h", "i+j+k"));
}

// Every page is paid, so none is requested before its rows are read.
TEST_F(SeveralProfiles, AskForFurtherPagesWhenTheyAreReached) {
  Recorder recorder([](const asking::Question& question) {
    const std::string resource = profile_of(question) + std::string(static_cast<std::size_t>(question.page), '+');
    return answer(day(resource, profile_of(question) == "prod" && question.page == 1 ? "more" : ""));
  });
  OperationSource source(cost_.operation(), {});
  const sql::Scan scan = asking(cost_, {"prod", "dev"});
  const auto rows = source.open(scan, recorder.statement());
  ASSERT_TRUE(rows->next(never));
  EXPECT_THAT(recorder.sent, ElementsAre("prod+dev"));
  ASSERT_TRUE(rows->next(never));
  EXPECT_THAT(recorder.sent, ElementsAre("prod+dev", "prod page 2"));
  ASSERT_TRUE(rows->next(never));
  EXPECT_EQ(text(cost_, *rows, "profile"), "dev");
  EXPECT_FALSE(rows->next(never));
  EXPECT_EQ(recorder.sent.size(), 2U);
}

TEST_F(SeveralProfiles, AreAskedOneAfterTheOtherWhereALimitMayEndTheStatement) {
  Recorder recorder(costs);
  OperationSource source(cost_.operation(), {});
  sql::Scan scan = asking(cost_, {"prod", "dev"});
  scan.in_turn = true;
  const auto rows = source.open(scan, recorder.statement());
  ASSERT_TRUE(rows->next(never));
  EXPECT_THAT(recorder.sent, ElementsAre("prod"));
  ASSERT_TRUE(rows->next(never));
  EXPECT_THAT(recorder.sent, ElementsAre("prod", "dev"));
}

// Free lists are prefetched even if their rows are not read.
TEST_F(SeveralProfiles, AskFreeListsTogetherInSpiteOfALimit) {
  const Question plans("apigateway_usage_plans");
  Recorder recorder([](const asking::Question& question) {
    return answer(R"({"item":[{"id":")" + profile_of(question) + R"("}]})");
  });
  OperationSource source(plans.operation(), {});
  sql::Scan scan = asking(plans, {"prod", "dev"});
  scan.in_turn = true;
  const auto rows = source.open(scan, recorder.statement());
  ASSERT_TRUE(rows->next(never));
  EXPECT_THAT(recorder.sent, ElementsAre("prod plans+dev plans"));
}

TEST_F(SeveralProfiles, EachListTheirOwnPlans) {
  Recorder recorder([](const asking::Question& question) {
    if (question.call.path == "/usageplans" && profile_of(question) == "prod" && question.page == 1) {
      return answer(R"({"item":[{"id":"p1"}],"position":"more"})");
    }
    if (question.call.path == "/usageplans") {
      return answer(profile_of(question) == "prod" ? R"({"item":[{"id":"p2"}]})" : R"({"item":[{"id":"d1"}]})");
    }
    return answer(R"({"startDate":"2026-11-01","values":{"k":[[1,5]]}})");
  });
  EXPECT_THAT(usage_rows(recorder, asking(usage_, {"prod", "empty", "dev"})),
              ElementsAre("prod NULL p1 k", "prod NULL p2 k", "empty NULL d1 k", "dev NULL d1 k"));
  EXPECT_THAT(recorder.sent,
              ElementsAre("prod plans+empty plans+dev plans", "prod plans page 2", "prod p1+prod p2+empty d1+dev d1"));
}

TEST_F(SeveralProfiles, AreEachAskedForThePlansThatAreNamed) {
  usage_.bind("usage_plan_id", {"p1", "p2"});
  sql::Scan scan = asking(usage_, {"prod", "dev"});
  scan.several[usage_.column("region")] = {"r1", "r2"};
  Recorder recorder(
      [](const asking::Question&) { return answer(R"({"startDate":"2026-11-01","values":{"k":[[1,5]]}})"); });
  const auto rows = usage_rows(recorder, scan);
  EXPECT_EQ(rows.size(), 8U);
  EXPECT_EQ(recorder.sent.size(), 1U) << "2 profiles, 2 regions, 2 plans";
  for (const char* row : {"prod r1 p1 k", "prod r2 p2 k", "dev r1 p2 k", "dev r2 p1 k"}) {
    EXPECT_EQ(std::count(rows.begin(), rows.end(), row), 1) << row;
  }
}

// A plan belongs to one account; the others do not know it. A plan that no account knows is AWS's error.
TEST_F(SeveralProfiles, APlanThatIsNamedIsOneOfTheirs) {
  const auto of_dev = [](const asking::Question& question) {
    if (profile_of(question) == "dev") return answer(R"({"startDate":"2026-11-01","values":{"k":[[1,5]]}})");
    return refusal(404, R"({"__type":"NotFoundException","message":"Invalid Usage Plan ID specified"})");
  };
  Recorder recorder(of_dev);
  usage_.bind("usage_plan_id", {"p1"});
  EXPECT_THAT(usage_rows(recorder, asking(usage_, {"prod", "dev", "test"})), ElementsAre("dev NULL p1 k"));
  EXPECT_THAT(recorder.sent, ElementsAre("prod p1+dev p1+test p1"));
  Recorder nobody(of_dev);
  EXPECT_THAT(usage_error(nobody, asking(usage_, {"prod", "test"})),
              StartsWith("apigateway_usage: profile 'test': Invalid Usage Plan ID specified - NotFoundException"));
  std::vector<std::string> many;
  for (const char name : std::string("abcdefghijk")) many.push_back({name});
  Recorder many_recorder(of_dev);
  EXPECT_THAT(usage_error(many_recorder, asking(usage_, many)), StartsWith("apigateway_usage: profile 'k': Invalid"));
  usage_.bind("usage_plan_id", {"p1", "p2"});
  Recorder two([&](const asking::Question& question) {
    const bool known = question.call.path.find(profile_of(question) == "dev" ? "/p1/" : "/p2/") != std::string::npos;
    return known ? answer(R"({"startDate":"2026-11-01","values":{"k":[[1,5]]}})")
                 : refusal(404, R"({"__type":"NotFoundException","message":"Invalid Usage Plan ID specified"})");
  });
  EXPECT_THAT(usage_rows(two, asking(usage_, {"prod", "dev"})), ElementsAre("prod NULL p2 k", "dev NULL p1 k"));
}

// The statement fails anyway, so the rows of the others need not be paid.
TEST_F(SeveralProfiles, OneThatFailsEndsTheQueryBeforeAFurtherPageIsPaid) {
  Recorder recorder([](const asking::Question& question) {
    if (profile_of(question) == "dev")
      return refusal(400, R"({"__type":"AccessDeniedException","Message":"Not you."})");
    return answer(day(profile_of(question), "more"));
  });
  EXPECT_THAT(cost_error(recorder, asking(cost_, {"prod", "dev"})),
              StartsWith("ce_cost_and_usage_with_resources: profile 'dev': Not you - AccessDeniedException"));
  EXPECT_THAT(recorder.sent, ElementsAre("prod+dev"));
}

TEST_F(SeveralProfiles, OneWithoutAnAnswerIsNamed) {
  Recorder recorder([](const asking::Question& question) -> wire::Reply {
    if (profile_of(question) == "dev") throw wire::SendError("no answer within 60 s", true);
    return answer(day(profile_of(question)));
  });
  EXPECT_EQ(
      cost_error(recorder, asking(cost_, {"prod", "dev"})),
      "ce_cost_and_usage_with_resources: profile 'dev': no answer within 60 s. AWS may have charged the request.");
}

TEST_F(SeveralProfiles, OneThatCannotBeReadIsNamed) {
  Recorder recorder([](const asking::Question& question) {
    return answer(profile_of(question) == "dev" ? "{}" : day(profile_of(question)));
  });
  EXPECT_THAT(cost_error(recorder, asking(cost_, {"prod", "dev"})),
              StartsWith("ce_cost_and_usage_with_resources: profile 'dev': AWS's answer to "));
}

// Checking credentials is free, so all profiles, eight or more, are checked at once before the first paid request.
TEST_F(SeveralProfiles, OneWithoutCredentialsIsFoundBeforeAnythingIsPaid) {
  std::vector<std::string> profiles;
  for (const char name : std::string("abcdefghijk")) profiles.push_back({name});
  Recorder recorder(costs);
  recorder.resolver.not_signed_in = "k";
  EXPECT_EQ(cost_error(recorder, asking(cost_, profiles)),
            "ce_cost_and_usage_with_resources: profile 'k': Nobody has signed in.");
  EXPECT_THAT(recorder.checked(), ElementsAre("a+b+c+d+e+f+g+h+i+j+k"));
  EXPECT_THAT(recorder.sent, IsEmpty());
}

// Eight roles of one sign-in wait for one silent server; the next eight are not tried.
TEST_F(SeveralProfiles, AfterOneThatFailsTheOthersAreNotLookedFor) {
  Recorder recorder(costs);
  recorder.resolver.not_signed_in = "b";
  EXPECT_THAT(cost_error(recorder, asking(cost_, {"a", "b", "c", "d"})),
              HasSubstr("profile 'b': Nobody has signed in"));
  EXPECT_THAT(recorder.resolver.looked_for, ElementsAre("a", "b"));
}

TEST_F(SeveralProfiles, WhoseCredentialsWereCheckedAreNotLookedForAgain) {
  Recorder recorder(costs);
  cost_rows(recorder, asking(cost_, {"prod", "dev"}));
  EXPECT_THAT(recorder.resolver.looked_for, ElementsAre("prod", "dev"));
}

// A free list is requested with every profile that has credentials; one that has none fails in its turn.
TEST_F(SeveralProfiles, OneWithoutCredentialsFailsInTurnWhereNothingIsPaid) {
  Recorder recorder(
      [](const asking::Question&) { return answer(R"({"startDate":"2026-11-01","values":{"k":[[1,5]]}})"); });
  recorder.resolver.not_signed_in = "dev";
  usage_.bind("usage_plan_id", {"p1"});
  OperationSource source(usage_.operation(), {});
  const sql::Scan scan = asking(usage_, {"prod", "dev", "test"});
  const auto rows = source.open(scan, recorder.statement());
  ASSERT_TRUE(rows->next(never));
  EXPECT_EQ(text(usage_, *rows, "profile"), "prod");
  EXPECT_THAT(recorder.sent, ElementsAre("prod p1+test p1"));
  try {
    rows->next(never);
    ADD_FAILURE() << "no error";
  } catch (const sql::Error& error) {
    EXPECT_STREQ(error.what(),
                 "apigateway_usage: profile 'dev': Nobody has signed in. 1 of the 3 lists that the statement reads, "
                 "one for each profile, region and parent, was read to the end before.");
  }
}

TEST_F(SeveralProfiles, AreNotCheckedWhereNothingIsPaidOrOneIsAsked) {
  Recorder recorder(costs);
  cost_rows(recorder, asking(cost_, {"prod"}));
  EXPECT_THAT(recorder.sent, ElementsAre("prod"));
  Recorder free([](const asking::Question&) { return answer(R"({"startDate":"2026-11-01","values":{"k":[[1,5]]}})"); });
  usage_.bind("usage_plan_id", {"p1"});
  usage_rows(free, asking(usage_, {"prod", "dev"}));
  EXPECT_THAT(free.sent, ElementsAre("prod p1+dev p1"));
  for (const Recorder* each : {&recorder, &free}) EXPECT_THAT(each->checked(), IsEmpty());
}

// The budget allows two of three requests, so none of them is sent.
TEST_F(SeveralProfiles, NothingGoesOnWhereOneMustNotBeSent) {
  Recorder recorder(costs);
  recorder.refuses_to_send = [](const asking::Question& question) { return profile_of(question) == "test"; };
  EXPECT_EQ(cost_error(recorder, asking(cost_, {"prod", "dev", "test"})), "over budget");
  EXPECT_EQ(recorder.answers, 0);
}

// One account does not know the service: its whole list is read, as with a single profile.
TEST_F(SeveralProfiles, OneThatRefusesWhatNarrowsIsAskedForAll) {
  Question records("ce_approximate_usage_records");
  records.bind("service", {"AWS Lambda"}).mention({"service", "records"});
  int asked_again = 0;
  Recorder recorder([&](const asking::Question& question) {
    const bool narrowed = question.call.body.find("Services") != std::string::npos;
    asked_again += narrowed ? 0 : 1;
    if (profile_of(question) == "dev" && narrowed) {
      return refusal(400, R"({"__type":"ValidationException","message":"Unknown service."})");
    }
    return answer(R"({"Services":{"AWS Lambda":"7"},"TotalRecords":"7","LookbackPeriod":)"
                  R"({"Start":"2026-11-01","End":"2026-11-02"}})");
  });
  OperationSource source(records.operation(), {});
  const sql::Scan scan = asking(records, {"prod", "dev"});
  const auto rows = source.open(scan, recorder.statement());
  std::vector<std::string> seen;
  while (rows->next(never)) seen.push_back(text(records, *rows, "profile") + " " + text(records, *rows, "service"));
  EXPECT_THAT(seen, ElementsAre("prod AWS Lambda", "dev AWS Lambda"));
  EXPECT_EQ(asked_again, 1);
}

TEST_F(SeveralProfiles, AreRefusedBeforeSendingWhereTheQuestionIsWrong) {
  const Question question("ce_cost_and_usage_with_resources");  // without a filter
  Recorder recorder(costs);
  OperationSource source(question.operation(), {});
  const sql::Scan scan = asking(question, {"prod", "dev"});
  EXPECT_THROW((void)source.open(scan, recorder.statement()), sql::Error);
  EXPECT_THAT(recorder.sent, IsEmpty());
}

}  // namespace
}  // namespace awscost::assembly
