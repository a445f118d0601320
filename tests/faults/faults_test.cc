// Every fault between the extension and AWS ends in exactly the right rows, or in one clear error after right rows.
//
// How: a table with one line for each fault. The extension is loaded into a connection and queries a server with the
// line's script of faults (FaultyServer); the rows are compared one by one with those of a server without faults.
// Each test prints a line: `fault: throttled twice, then well ................ right rows, 5 requests`.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "database.h"
#include "faulty_server.h"
#include "question.h"

namespace awscost {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;

// A server without faults answers in a fraction of this, even on a loaded machine.
constexpr int kUsualTimeout = 10'000;

struct Outcome {
  const char* error;  // a distinctive part of it; null: no error
  int pages;          // with rows before the error
  int requests;       // seen by the server
  const char* cost;   // awscost_last_cost(); null where a race decides what is charged
};

constexpr Outcome right(int requests, const char* cost) {
  return {nullptr, 0, requests, cost};
}
constexpr Outcome fails(const char* error, int pages, int requests, const char* cost) {
  return {error, pages, requests, cost};
}

struct Case {
  const char* name;
  const char* faults;
  const Question& question;
  Outcome outcome;
  int timeout = kUsualTimeout;  // request_timeout, milliseconds
  int waits = 0;                // milliseconds, the shortest wait of the retry hint
  int most_bytes = 0;           // max_page_bytes; 0: the default
};

const Case kCases[] = {
    {"nothing wrong: costs", "", kCost, right(3, "0.03")},
    {"nothing wrong: savings plans", "", kPlans, right(2, "0.02")},
    {"nothing wrong: usage", "", kUsage, right(3, "0.00")},
    {"nothing wrong: scenario lines", "", kLines, right(3, "0.00")},

    {"throttled twice, then well", "throttle*2", kCost, right(5, "0.03")},
    {"throttled at page 2", "page-2:throttle", kPlans, right(3, "0.02")},
    {"usage throttled, told to wait 1 s", "2:throttle=1s", kUsage, right(4, "0.00"), kUsualTimeout, 1000},
    {"lines throttled, told to wait 300 ms", "2:throttle=300ms", kLines, right(4, "0.00"), kUsualTimeout, 300},
    {"throttled for ever", "throttle*all", kCost, fails("Rate limit exceeded", 0, 3, "0.00")},
    {"throttled for ever from page 2 on", "page-2:throttle*all", kUsage, fails("Too Many Requests", 1, 4, "0.00")},

    {"500, then well", "500", kCost, right(4, "0.03")},
    {"502 of a proxy, then well", "502", kCost, right(4, "0.03")},
    {"503, then well", "503", kCost, right(4, "0.03")},
    {"504 without a body, then well", "504", kCost, right(4, "0.03")},
    {"usage: 500 and 502, then well", "500,502", kUsage, right(5, "0.00")},
    {"lines: 503 and 504, then well", "503,504", kLines, right(5, "0.00")},
    {"503, told to wait 1 s", "page-2:503=1s", kUsage, right(4, "0.00"), kUsualTimeout, 1000},
    {"503, told to wait 300 ms", "page-2:503=300ms", kCost, right(4, "0.03"), kUsualTimeout, 300},
    {"500 for ever", "500*all", kCost, fails("unknown error - InternalFailure", 0, 3, "0.00")},
    {"502 for ever", "502*all", kCost,
     fails(": 502 Bad Gateway - HTTP status 502 after 3 attempts. The answer does not come from AWS", 0, 3, "0.00")},
    {"503 for ever at page 3", "page-3:503*all", kLines, fails("temporary failure", 2, 5, "0.00")},
    {"504 for ever", "504*all", kUsage, fails("HTTP status 504", 0, 3, "0.00")},
    {"301", "301", kCost, fails("HTTP status 301. AWS's services send no redirects", 0, 1, "0.00")},
    {"307", "307", kLines, fails("HTTP status 307. AWS's services send no redirects", 0, 1, "0.00")},
    {"307 at page 2", "page-2:307", kUsage, fails("AWS's services send no redirects", 1, 2, "0.00")},

    // A request that broke off may be charged, so both it and its repetition count.
    {"reset before the answer", "reset-before", kCost, right(4, "0.04")},
    {"reset before page 2, on a kept connection", "page-2:reset-before", kCost, right(4, "0.04")},
    // After status 200 AWS has done the work: a paid request is not repeated, as after a timeout.
    {"reset in the body", "reset-in-body", kCost, fails("began with status 200 and broke off", 0, 1, "0.01")},
    {"reset in the body of page 3", "page-3:reset-in-body", kUsage, right(4, "0.00")},
    {"reset after every answer", "reset-after*all", kCost, right(3, nullptr)},
    {"reset for ever", "reset-before*all", kCost, fails("is incomplete", 0, 3, "0.03")},
    {"closed without an answer", "close", kCost, right(4, "0.04")},
    {"closed at page 2, on a kept connection", "page-2:close", kLines, right(4, "0.00")},
    {"a cut body", "cut-body", kCost, fails("may have charged", 0, 1, "0.01")},
    {"a cut body at page 2", "page-2:cut-body", kPlans, fails("broke off", 1, 2, "0.02")},
    {"a cut body: free, asked again", "page-2:cut-body", kLines, right(4, "0.00")},
    {"a cut body for ever: free", "page-2:cut-body*all", kUsage, fails("broke off", 1, 4, "0.00")},
    {"fewer bytes than announced", "length-too-long", kUsage, right(4, "0.00")},
    {"more bytes than announced", "length-too-short", kCost, fails("cannot be read", 0, 1, "0.01")},
    {"an answer nobody asked for behind each", "answered-twice*all", kCost, right(3, "0.03")},
    {"the same between usage pages", "answered-twice*all", kUsage, right(3, "0.00")},

    // A paid request that timed out is not repeated, because it may have been answered and charged.
    {"no answer: costs", "stall", kCost, fails("did not complete its answer within 300 ms", 0, 1, "0.01"), 300},
    {"no answer at page 2", "page-2:stall", kPlans, fails("within 1000 ms", 1, 2, "0.02"), 1000},
    {"no answer: usage, free, asked again", "stall", kUsage, right(4, "0.00"), 1000},
    {"no answer: lines, free, asked again", "page-3:stall", kLines, right(4, "0.00"), 1000},
    {"never an answer", "stall*all", kUsage, fails("within 300 ms", 0, 3, "0.00"), 300},
    {"half an answer, then silence", "stall-in-body", kCost, fails("within 300 ms", 0, 1, "0.01"), 300},
    {"half an answer, then silence: free", "page-2:stall-in-body", kLines, right(4, "0.00"), 1000},
    {"a trickle, in time", "trickle=500ms", kCost, right(3, "0.03")},
    {"a trickle, too slow", "trickle=3s", kCost, fails("within 300 ms", 0, 1, "0.01"), 300},

    {"called text/html", "content-type*all", kCost, right(3, "0.03")},
    {"compressed costs", "gzip*all", kCost, right(3, "0.03")},
    {"compressed usage", "gzip*all", kUsage, right(3, "0.00")},
    {"called compressed, and is not", "bad-gzip", kCost, fails("could not be unpacked", 0, 1, "0.01")},
    {"HTML with status 200", "not-json", kCost, fails("cannot be read", 0, 1, "0.01")},
    {"HTML with status 200 at page 2", "page-2:not-json", kUsage, fails("cannot be read", 1, 2, "0.00")},
    {"a list around the costs", "list", kCost, fails("cannot be read", 0, 1, "0.01")},
    {"a list around page 2 of the lines", "page-2:list", kLines, fails("cannot be read", 1, 2, "0.00")},
    {"a text for a period", "text", kCost, fails("cannot be read", 0, 1, "0.01")},
    {"a text for a plan", "page-2:text", kPlans, fails("cannot be read", 1, 2, "0.02")},
    {"a text for the usage", "text", kUsage, fails("cannot be read", 0, 1, "0.00")},
    {"a text for a line", "text", kLines, fails("cannot be read", 0, 1, "0.00")},
    {"no list of plans", "page-2:no-rows", kPlans, fails("cannot be read", 1, 2, "0.02")},
    {"no ResultsByTime", "no-rows", kCost, fails("cannot be read", 0, 1, "0.01")},
    {"ResultsByTime is null", "page-2:null-rows", kCost, fails("cannot be read", 1, 2, "0.02")},
    {"no usage on a page of several", "no-rows", kUsage, fails("the answer has no values", 0, 1, "0.00")},
    {"no usage at page 2", "page-2:null-rows", kUsage, fails("the answer has no values", 1, 2, "0.00")},
    {"no lines on the last page", "page-3:no-rows", kLines, fails("the answer has no items", 2, 3, "0.00")},
    {"lines are null at page 2", "page-2:null-rows", kLines, fails("the answer has no items", 1, 2, "0.00")},
    {"a member of 100,000 nested lists", "nested", kCost, fails("cannot be read", 0, 1, "0.01")},
    {"an oversized body", "oversized=3000000", kCost, fails("larger than 1000000 bytes", 0, 1, "0.01"), kUsualTimeout,
     0, 1'000'000},
    {"an oversized body once it is unpacked", "oversized-gzip=3000000", kUsage,
     fails("larger than 1000000 bytes", 0, 1, "0.00"), kUsualTimeout, 0, 1'000'000},
    {"a large body within the limit", "oversized=3000000*all", kCost, right(3, "0.03")},

    {"an empty first page with a token", "empty-page", kCost, right(4, "0.04")},
    {"two empty pages in the middle", "page-2:empty-page,page-3:empty-page", kCost, right(5, "0.05")},
    {"an empty page of plans", "page-2:empty-page", kPlans, right(3, "0.03")},
    {"an empty page of usage", "page-2:empty-page", kUsage, right(4, "0.00")},
    {"an empty page of lines", "empty-page", kLines, right(4, "0.00")},
    {"a token that repeats: costs", "same-token*all", kCost, fails("given before", 1, 2, "0.02")},
    {"a token that repeats: plans", "same-token*all", kPlans, fails("given before", 1, 2, "0.02")},
    {"a token that repeats: usage", "same-token*all", kUsage, fails("given before", 1, 2, "0.00")},
    {"a token that repeats: lines", "same-token*all", kLines, fails("given before", 1, 2, "0.00")},
    {"a token is refused: costs", "wrong-token", kCost, fails("pagination token is invalid", 1, 2, "0.01")},
    {"a token is refused: usage", "page-3:wrong-token", kUsage, fails("Invalid position", 2, 3, "0.00")},
    {"a token is refused: lines", "wrong-token", kLines, fails("nextToken is invalid", 1, 2, "0.00")},
    {"changed between pages", "page-3:changed-request", kCost, fails("changed between pages", 2, 3, "0.02")},

    {"keys that have expired", "expired-token", kCost, fails("token included in the request is expired", 0, 1, "0.00")},
    {"keys that expire at page 2", "page-2:expired-token", kUsage, fails("is expired", 1, 2, "0.00")},
    {"AWS's clock 20 min ahead", "clock=20m", kCost, right(4, "0.03")},
    {"AWS's clock 20 min behind", "clock=-20m", kUsage, right(4, "0.00")},
    {"the same, told as skew", "skewed=-20m", kLines, right(4, "0.00")},
    {"told as skew, ahead", "skewed=20m", kUsage, right(4, "0.00")},
    {"the clocks part at page 2", "page-2:clock=20m,page-3:clock=20m", kCost, right(4, "0.03")},

    // Several parents are requested at once: a fault hits another one in every run, but the result is the same.
    {"every plan: nothing wrong", "", kEveryPlan, right(10, "0.00")},
    {"every plan: three throttled", "2:throttle*3", kEveryPlan, right(13, "0.00")},
    {"every plan: three reset", "2:reset-in-body*3", kEveryPlan, right(13, "0.00")},
    {"every plan: two without an answer", "3:stall*2", kEveryPlan, right(12, "0.00"), 1000},
    {"every plan: two empty pages", "3:empty-page*2", kEveryPlan, right(12, "0.00")},

    {"one thing after the other", "throttle,page-2:503,page-3:reset-before", kCost, right(6, "0.04")},
};

void PrintTo(const Case& line, std::ostream* out) {
  *out << "faults '" << line.faults << "', question '" << line.question.name << "'";
}

std::string test_name(const testing::TestParamInfo<Case>& info) {
  return as_test_name(info.param.name);
}

void report(const Case& line, const Reading& reading, std::uint64_t requests) {
  constexpr std::size_t kWidth = 50;
  std::string name = std::string("fault: ") + line.name + " ";
  name.resize(std::max(name.size(), kWidth), '.');
  const std::string became = reading.code() == SQLITE_DONE
                                 ? "right rows"
                                 : std::string(line.outcome.pages > 0 ? "right rows so far, " : "") + "a clear error";
  std::printf("%s %s, %d request%s\n", name.c_str(), became.c_str(), static_cast<int>(requests),
              requests == 1 ? "" : "s");
}

void configure(golden::Database& database, const Case& line) {
  ASSERT_EQ(database.run("SELECT awscost_config('request_timeout', " + std::to_string(line.timeout) + ")").error, "");
  if (line.most_bytes == 0) return;
  ASSERT_EQ(database.run("SELECT awscost_config('max_page_bytes', " + std::to_string(line.most_bytes) + ")").error, "");
}

// Compares each row with the right answer's row at the same position: no row is repeated or missing.
void read_and_compare(Reading& reading, const RightAnswer& right) {
  while (reading.step()) {
    const std::size_t row = reading.rows().size() - 1;
    ASSERT_LT(row, right.rows.size()) << "a row too many: " << reading.rows().back();
    ASSERT_EQ(reading.rows().back(), right.rows[row]) << "row " << row;
  }
}

// The random pauses are below 1 s and 2 s; a loaded machine gets some more.
milliseconds longest(const Case& line) {
  const milliseconds waiting = line.timeout == kUsualTimeout ? milliseconds(0) : milliseconds(line.timeout * 3);
  return milliseconds(8'000) + milliseconds(line.waits) + waiting;
}

class Faults : public testing::TestWithParam<Case> {};

TEST_P(Faults, EndWell) {
  const Case& line = GetParam();
  const RightAnswer& right = right_answer(line.question);
  const FaultyServer server(line.faults);
  point_at(server);
  golden::Database database(kExtension);
  configure(database, line);

  const auto began = std::chrono::steady_clock::now();
  Reading reading(database.handle(), line.question.sql);
  read_and_compare(reading, right);
  const auto took = std::chrono::steady_clock::now() - began;
  reading.end();

  if (line.outcome.error == nullptr) {
    EXPECT_EQ(reading.error(), "");
    EXPECT_EQ(reading.rows().size(), right.rows.size());
  } else {
    EXPECT_THAT(reading.error(), HasSubstr(line.outcome.error));
    EXPECT_EQ(reading.rows().size(), right.page_ends.at(static_cast<std::size_t>(line.outcome.pages)));
  }
  EXPECT_EQ(server.requests(), static_cast<std::uint64_t>(line.outcome.requests));
  if (line.outcome.cost != nullptr) {
    EXPECT_EQ(database.run("SELECT printf('%.2f', awscost_last_cost())").rows, line.outcome.cost);
    EXPECT_EQ(database.run("SELECT sum(attempts) FROM awscost_requests").rows, std::to_string(server.requests()));
  }
  EXPECT_GE(took, milliseconds(line.waits));
  EXPECT_LT(took, longest(line));
  report(line, reading, server.requests());
}

INSTANTIATE_TEST_SUITE_P(Each, Faults, testing::ValuesIn(kCases), test_name);

// A program gives keys, and new ones when AWS says that they have expired: the statement does not fail.
TEST(FaultsOfKeys, ExpiredOnesAreRenewed) {
  const RightAnswer& right = right_answer(kCost);
  const FaultyServer server("page-2:expired-token");
  point_at(server);
  unsetenv("AWS_ACCESS_KEY_ID");
  unsetenv("AWS_SECRET_ACCESS_KEY");
  const std::filesystem::path home = std::filesystem::path(testing::TempDir()) / "awscost_expired_keys";
  std::filesystem::remove_all(home);
  std::filesystem::create_directories(home);
  const std::string program = (home / "keys.sh").string();
  // First the pair that is about to expire, then the next one.
  std::ofstream(program) << "if [ -e '" << home.string() << "/asked' ]; then id=" << kNextAccessKey
                         << " key=" << kNextSecretKey << "; else id=" << kAccessKey << " key=" << kSecretKey
                         << "; fi\n: >>'" << home.string() << "/asked'\n"
                         << R"(printf '{"Version":1,"AccessKeyId":"%s","SecretAccessKey":"%s",)"
                         << R"("Expiration":"2099-01-01T00:00:00Z"}' "$id" "$key")"
                         << "\n";
  std::ofstream(home / "config") << "[default]\ncredential_process = /bin/sh " << program << "\n";
  setenv("AWS_CONFIG_FILE", (home / "config").c_str(), 1);

  golden::Database database(kExtension);
  Reading reading(database.handle(), kCost.sql);
  read_and_compare(reading, right);
  reading.end();
  EXPECT_EQ(reading.error(), "");
  EXPECT_EQ(reading.rows().size(), right.rows.size());
  EXPECT_EQ(server.requests(), 4U);
  EXPECT_EQ(database.run("SELECT printf('%.2f', awscost_last_cost())").rows, "0.03");
  std::printf("fault: keys that expire and are renewed ........... right rows, %d requests\n",
              static_cast<int>(server.requests()));
}

}  // namespace
}  // namespace awscost
