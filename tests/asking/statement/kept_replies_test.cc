// Which replies are kept, in memory and in the file, and under which key.
#include "connectors/asking/statement/kept_replies.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>

#include <set>
#include <string>
#include <vector>

#include "tests/asking/support/destined.h"

namespace awscost::asking {
namespace {

wire::Reply reply(const std::string& body, int status = 200) {
  return {.status = status, .headers = {{"x-amzn-RequestId", "r-" + body}}, .body = body};
}

// The parameter: how many bytes may stay in memory.
class KeptRepliesTest : public testing::TestWithParam<std::size_t> {
 protected:
  Question question(const std::string& body) { return test::question_to(nobody_, body); }

  void keep(const Question& question, const wire::Reply& reply) { replies_.keep(key_of(question), question, reply); }
  void keep(const std::string& body, const wire::Reply& reply) { keep(question(body), reply); }

  std::string recall(const std::string& body) {
    const auto known = replies_.recall(key_of(question(body)));
    return known ? wire::reply_of(known->outcome)->body : "unknown";
  }

  test::Nobody nobody_;
  KeptReplies replies_{GetParam()};
};

TEST_P(KeptRepliesTest, GivesBackWhatWasKept) {
  EXPECT_EQ(recall("a"), "unknown");
  keep("a", reply("one"));
  keep("b", reply("two"));
  EXPECT_EQ(recall("b"), "two");
  EXPECT_EQ(recall("a"), "one");
  EXPECT_EQ(recall("a"), "one") << "as often as it is asked for";
  EXPECT_EQ(recall("c"), "unknown");
  const auto known = replies_.recall(key_of(question("a")));
  ASSERT_TRUE(known);
  const wire::Reply* kept = wire::reply_of(known->outcome);
  EXPECT_EQ(kept->status, 200);
  EXPECT_EQ(wire::header(*kept, "x-amzn-requestid"), "r-one");
}

// Reading moves the file's position, where the next reply would be written.
TEST_P(KeptRepliesTest, WritingAndReadingDoNotGetIntoEachOthersWay) {
  std::vector<std::string> bodies;
  for (char c = 'a'; c <= 'z'; ++c) bodies.emplace_back(static_cast<std::size_t>(c - 'a' + 1) * 50, c);
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    keep(std::to_string(i), reply(bodies[i]));
    EXPECT_EQ(recall(std::to_string(i / 2)), bodies[i / 2]);
  }
  for (std::size_t i = bodies.size(); i-- > 0;) EXPECT_EQ(recall(std::to_string(i)), bodies[i]);
}

TEST_P(KeptRepliesTest, AnEmptyBodyAndOneWithNulsAreBodies) {
  const std::string nuls("\0x\0", 3);
  keep("empty", reply(""));
  keep("nuls", reply(nuls));
  EXPECT_EQ(recall("empty"), "");
  EXPECT_EQ(recall("nuls"), nuls);
}

TEST_P(KeptRepliesTest, OnlySuccessIsKept) {
  for (const int status : {400, 403, 429, 500, 503, 302, 204}) keep("a", reply("no", status));
  EXPECT_EQ(recall("a"), "unknown");
  keep("a", reply("yes"));
  EXPECT_EQ(recall("a"), "yes");
}

TEST_P(KeptRepliesTest, AfterClearNothingIsKnownAndAllCanBeKeptAgain) {
  keep("a", reply("one"));
  keep("b", reply("two"));
  replies_.clear();
  EXPECT_EQ(recall("a"), "unknown");
  keep("b", reply("three"));
  EXPECT_EQ(recall("b"), "three");
  EXPECT_EQ(recall("a"), "unknown");
}

// 0: everything goes to the file.
INSTANTIATE_TEST_SUITE_P(Bytes, KeptRepliesTest, testing::Values(0U, 12U, kMostReplyBytesInMemory));

// Replies that do not fit into memory go into a file, except those that may hold the secret values of API keys.
TEST(KeptReplies, SecretsNeverGoIntoAFile) {
  test::Nobody nobody;
  KeptReplies replies(10);
  Question secret = test::question_to(nobody, "keys");
  secret.secret = true;
  replies.keep(key_of(secret), secret, reply("12345678901"));
  EXPECT_FALSE(replies.recall(key_of(secret))) << "one byte too many for the memory";
  const Question open = test::question_to(nobody, "costs");
  replies.keep(key_of(open), open, reply("12345678901"));
  EXPECT_TRUE(replies.recall(key_of(open)));
  replies.keep(key_of(secret), secret, reply("1234567890"));
  EXPECT_TRUE(replies.recall(key_of(secret))) << "in memory it may stay";
}

// What fits into memory is kept all the same, and nobody is asked whether it is needed.
TEST(KeptReplies, WhatIsAskedOnceIsNotWrittenOut) {
  test::Nobody nobody;
  const auto question = [&](const std::string& body) { return test::question_to(nobody, body); };
  KeptReplies replies(10);
  int asked = 0;
  const auto keep = [&](const std::string& body) {
    replies.keep(key_of(question(body)), question(body), reply("123456"), 0, [&asked] { return ++asked > 0; });
  };
  keep("a");
  EXPECT_EQ(asked, 0);
  keep("b");
  keep("c");
  EXPECT_EQ(asked, 1);
  EXPECT_TRUE(replies.recall(key_of(question("a"))));
  EXPECT_FALSE(replies.recall(key_of(question("b"))));
  EXPECT_TRUE(replies.is_lost(key_of(question("b"))));
  EXPECT_TRUE(replies.is_lost(key_of(question("c"))));
}

TEST(KeptReplies, TheMemoryIsFreeAgainAfterClear) {
  test::Nobody nobody;
  KeptReplies replies(10);
  Question secret = test::question_to(nobody, "keys");
  secret.secret = true;  // kept in memory only
  const auto is_in_memory = [&](const std::string& body) {
    secret.call.body = body;
    replies.keep(key_of(secret), secret, reply("123456"));
    return replies.recall(key_of(secret)).has_value();
  };
  EXPECT_TRUE(is_in_memory("a"));
  EXPECT_FALSE(is_in_memory("b"));
  replies.clear();
  EXPECT_TRUE(is_in_memory("b"));
}

// A process without file descriptors has no temporary file.
class WithoutFiles {
 public:
  WithoutFiles() {
    getrlimit(RLIMIT_NOFILE, &before_);
    rlimit none = before_;
    none.rlim_cur = 0;
    setrlimit(RLIMIT_NOFILE, &none);
  }
  ~WithoutFiles() { setrlimit(RLIMIT_NOFILE, &before_); }
  WithoutFiles(const WithoutFiles&) = delete;
  WithoutFiles& operator=(const WithoutFiles&) = delete;

 private:
  rlimit before_{};
};

// A file that cannot grow past some bytes, as on a full disk.
class FullDisk {
 public:
  explicit FullDisk(rlim_t bytes) : signal_(std::signal(SIGXFSZ, SIG_IGN)) {
    getrlimit(RLIMIT_FSIZE, &before_);
    rlimit small = before_;
    small.rlim_cur = bytes;
    setrlimit(RLIMIT_FSIZE, &small);
  }
  ~FullDisk() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, signal_);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  void (*signal_)(int);
  rlimit before_{};
};

// In a statement that asks a question again, so the question would be paid again.
TEST(KeptReplies, WithoutAFileMoreStaysInMemory) {
  test::Nobody nobody;
  const auto question = [&](const std::string& body) { return test::question_to(nobody, body); };
  KeptReplies replies(10, 25);
  const auto recall = [&](const std::string& body) {
    const auto known = replies.recall(key_of(question(body)));
    return known ? wire::reply_of(known->outcome)->body : replies.is_lost(key_of(question(body))) ? "lost" : "unknown";
  };
  const auto keep = [&](const std::string& body) {
    replies.keep(key_of(question(body)), question(body), reply(std::string(10, body.front())));
  };
  {
    const WithoutFiles without;
    for (const char* body : {"a", "b", "c"}) keep(body);
    EXPECT_EQ(recall("a"), "aaaaaaaaaa");
    EXPECT_EQ(recall("b"), "bbbbbbbbbb");
    EXPECT_EQ(recall("c"), "lost");
    EXPECT_EQ(recall("d"), "unknown");
  }
  keep("c");
  EXPECT_EQ(recall("c"), "cccccccccc") << "the file has room again";
  replies.clear();
  EXPECT_EQ(recall("c"), "unknown");
}

TEST(KeptReplies, AFullDiskLosesNothingThatFitsIntoMemory) {
  test::Nobody nobody;
  KeptReplies replies(0, std::size_t{1} << 20);
  const auto question = [&](int number) { return test::question_to(nobody, std::to_string(number)); };
  const FullDisk full(10000);
  for (int i = 0; i < 10; ++i) {
    replies.keep(key_of(question(i)), question(i), reply(std::string(3000, static_cast<char>('a' + i))));
  }
  for (int i = 0; i < 10; ++i) {
    const auto known = replies.recall(key_of(question(i)));
    ASSERT_TRUE(known) << i;
    EXPECT_EQ(wire::reply_of(known->outcome)->body, std::string(3000, static_cast<char>('a' + i)));
  }
}

// Of a secret nothing may go into the file, whatever is lost.
TEST(KeptReplies, WithoutAFileASecretIsLostAtTheSameLimit) {
  test::Nobody nobody;
  Question secret = test::question_to(nobody, "keys");
  secret.secret = true;
  KeptReplies replies(5, 100);
  replies.keep(key_of(secret), secret, reply("123456"));
  EXPECT_FALSE(replies.recall(key_of(secret)));
  EXPECT_TRUE(replies.is_lost(key_of(secret)));
}

TEST(KeyOf, WhatDiffersAnywhereIsAnotherQuestion) {
  test::Nobody nobody;
  const Question question = test::question_to(nobody, "a");
  std::set<std::string> keys{key_of(question)};
  const auto expect_another = [&](const char* what, auto change) {
    Question other = question;
    change(other.call);
    EXPECT_TRUE(keys.insert(key_of(other)).second) << what;
  };
  expect_another("service", [](wire::Call& call) { call.service = "apigateway"; });
  expect_another("operation", [](wire::Call& call) { call.operation = "GetTags"; });
  expect_another("method", [](wire::Call& call) { call.method = "GET"; });
  expect_another("path", [](wire::Call& call) { call.path = "/usageplans"; });
  expect_another("query", [](wire::Call& call) { call.query = {{"keyId", "x"}}; });
  expect_another("value", [](wire::Call& call) { call.query = {{"keyId", "y"}}; });
  expect_another("no value", [](wire::Call& call) { call.query = {{"keyId", ""}}; });
  expect_another("body", [](wire::Call& call) { call.body = "b"; });
  Question elsewhere = question;
  Destination destination = *question.destination;
  destination.key = "prod@";
  elsewhere.destination = std::make_shared<Destination>(destination);
  EXPECT_TRUE(keys.insert(key_of(elsewhere)).second) << "destination";
}

// The key has the length of each text, so that characters cannot move from one text to the next.
TEST(KeyOf, WherePartsMeetMatters) {
  test::Nobody nobody;
  Question one = test::question_to(nobody, "a");
  Question other = one;
  one.call.query = {{"ab", "c"}};
  other.call.query = {{"a", "bc"}};
  EXPECT_NE(key_of(one), key_of(other));
  one.call = {.service = "ce", .operation = "x", .query = {{"1:a", "2"}}};
  other.call = {.service = "ce", .operation = "x", .query = {{"1:", "a2"}}};
  EXPECT_NE(key_of(one), key_of(other));
}

TEST(KeyOf, WhatDoesNotDecideTheReplyIsNoPartOfIt) {
  test::Nobody nobody;
  const Question question = test::question_to(nobody, "a");
  Question same = question;
  same.page = 2;
  same.attempt = 3;
  same.row = 7;
  same.call.label = "ce:GetCostAndUsage attempt 3";
  Destination raised = *question.destination;
  raised.limits.budget += kDollar;
  same.destination = std::make_shared<Destination>(raised);
  EXPECT_EQ(key_of(question), key_of(same));
}

}  // namespace
}  // namespace awscost::asking
