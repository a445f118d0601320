// The calls that a statement's text holds.
#include "vtab/calls.h"

#include <gtest/gtest.h>

#include <string>

namespace awscost::vtab {
namespace {

// "2 budget", "1 ?": the number of arguments and the first of each call of f, in order.
std::string calls(std::string_view statement) {
  std::string out;
  for (const Call& call : find_calls(statement, "f")) {
    out += (out.empty() ? "" : ", ") + std::to_string(call.arguments) + " " + call.first.value_or("?");
  }
  return out;
}

TEST(Calls, HaveArgumentsAndPerhapsALiteral) {
  EXPECT_EQ(calls("SELECT f('a', 'b')"), "2 a");
  EXPECT_EQ(calls("SELECT F /* why */ ( 'it''s' ) FROM t"), "1 it's");
  EXPECT_EQ(calls("SELECT f()"), "0 ?");
  EXPECT_EQ(calls("SELECT f(?1, 2), f(name, (SELECT max(a, b) FROM t), 3)"), "2 ?, 3 ?");
  EXPECT_EQ(calls("SELECT f('a' || 'b', 1)"), "2 ?");
  EXPECT_EQ(calls("SELECT f('a', f('b'))"), "2 a, 1 b");
  EXPECT_EQ(calls("SELECT f('a', 'b'"), "2 a") << "SQLite refuses it";
}

TEST(Calls, AreNotInStringsNamesAndComments) {
  EXPECT_EQ(calls("SELECT 'f(1)', \"f(1)\", `f(1)`, [f(1)] -- f(1)\n FROM t /* f(1) */"), "");
  EXPECT_EQ(calls("SELECT 'it''s f(1)'"), "");
  EXPECT_EQ(calls("SELECT ff(1), f_(1), xf(1), f.a, f FROM f"), "");
  EXPECT_EQ(calls("SELECT \"f\"(1)"), "") << "a call all the same, and refused: nobody writes it";
  EXPECT_EQ(calls("SELECT 'open f(1)"), "");
  EXPECT_EQ(calls("/* open f(1)"), "");
}

TEST(Calls, AreFoundByNumberAndLiteral) {
  const auto holds = [](std::string_view statement, std::size_t arguments, std::string_view first) {
    return holds_call(find_calls(statement, "f"), arguments, first);
  };
  EXPECT_TRUE(holds("SELECT f('a', 1)", 2, "a"));
  EXPECT_FALSE(holds("SELECT f('a', 1)", 2, "b"));
  EXPECT_FALSE(holds("SELECT f('a')", 2, "a"));
  EXPECT_TRUE(holds("SELECT f(x, 1)", 2, "b")) << "a column may hold it";
}

TEST(Names, AreTokensBareOrQuoted) {
  for (const char* statement : {"SELECT * FROM keys", "SELECT * FROM main.KEYS", "SELECT * FROM \"keys\"",
                                "SELECT * FROM [keys]", "SELECT * FROM `Keys`", "SELECT keys.a"}) {
    EXPECT_TRUE(holds_name(statement, "keys")) << statement;
  }
  for (const char* statement : {"SELECT 'keys'", "SELECT * FROM keys_2", "SELECT 1 -- keys", "SELECT 1 /* keys */"}) {
    EXPECT_FALSE(holds_name(statement, "keys")) << statement;
  }
}

TEST(Statement, BeginsWithItsFirstWord) {
  EXPECT_EQ(without_empty_statements(" ;; /* ; */ SELECT 1; "), "SELECT 1; ");
  EXPECT_EQ(without_empty_statements("SELECT 1"), "SELECT 1");
  EXPECT_EQ(without_empty_statements(" ; -- nothing"), "");
}

TEST(FirstWord, StandsBehindBlanksCommentsAndSemicolons) {
  EXPECT_EQ(first_word("SELECT 1"), "select");
  EXPECT_EQ(first_word(" /* SELECT */ -- SELECT\n ;; Pragma quick_check"), "pragma");
  EXPECT_EQ(first_word("(SELECT 1)"), "(");
  EXPECT_EQ(first_word(" -- nothing"), "");
}

}  // namespace
}  // namespace awscost::vtab
