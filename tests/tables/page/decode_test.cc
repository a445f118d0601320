// The decoder alone: from events to levels of scalars.
#include "connectors/tables/page/decode.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace awscost::page {
namespace {

// {"Token": t, "A": [{"P": p, "B": [{"K": [k0, k1], "M": {"X": {"V": v}}}]}], "D": [{"Value": n, "Attributes": {...}}]}
class Decode : public testing::Test {
 protected:
  Decode() {
    token_ = shape_.add("/Token", Expect::kText, Presence::kOptional);
    parent_ = shape_.add("/A[]/P", Expect::kText, Presence::kOptional);
    flag_ = shape_.add("/A[]/F", Expect::kBoolean, Presence::kOptional);
    rows_ = shape_.add("/A[]/B[]", Expect::kEach, Presence::kRequired);
    first_ = shape_.add("/A[]/B[]/K/0", Expect::kText, Presence::kRequired);
    second_ = shape_.add("/A[]/B[]/K/1", Expect::kText, Presence::kRequired);
    value_ = shape_.add("/A[]/B[]/M/X/V", Expect::kText, Presence::kOptional);
    name_ = shape_.add("/D[Value]/Value", Expect::kText, Presence::kOptional);
    attributes_ = shape_.add("/D[Value]/Attributes", Expect::kJson, Presence::kOptional);
    description_ = shape_.add("/D[Value]/Attributes/description", Expect::kText, Presence::kOptional);
  }

  std::string failure(std::string body) {
    try {
      decode(shape_, std::move(body), document_);
    } catch (const DecodeError& error) {
      return error.what();
    }
    return "none";
  }

  std::string text(const Place& place, std::size_t element = 0) const {
    const Scalar& scalar = document_.levels[place.level].element(element)[place.slot];
    return scalar.absent() ? "absent" : std::string(scalar.text());
  }
  std::size_t count(const Place& place) const { return document_.levels[place.level].count(); }

  Shape shape_;
  Document document_;
  Place token_, parent_, flag_, rows_, first_, second_, value_, name_, attributes_, description_;
};

TEST_F(Decode, StoresWhatIsAskedFor) {
  ASSERT_EQ(failure(R"({"A":[{"P":"p1","F":true,"B":[{"K":["a","b"],"M":{"X":{"V":"1"}}},{"K":["c","d"]}]},
                             {"B":[{"K":["e","f"]}],"F":false,"P":"p2"}],"Token":"t"})"),
            "none");
  EXPECT_EQ(text(token_), "t");
  ASSERT_EQ(count(rows_), 3u);
  EXPECT_EQ(text(first_, 1), "c");
  EXPECT_EQ(text(second_, 2), "f");
  EXPECT_EQ(text(value_, 0), "1");
  EXPECT_EQ(text(value_, 1), "absent");
  EXPECT_EQ(document_.levels[rows_.level].parents, (std::vector<std::uint32_t>{0, 0, 1}));
  EXPECT_EQ(text(parent_, 1), "p2");
  EXPECT_EQ(document_.levels[1].element(0)[flag_.slot].kind, Scalar::Kind::kTrue);
  EXPECT_EQ(document_.levels[1].element(1)[flag_.slot].kind, Scalar::Kind::kFalse);
}

TEST_F(Decode, SkipsWhatIsNot) {
  ASSERT_EQ(failure(R"({"Z":{"A":[{"B":7}],"Token":"no"},"Y":[[["A"]],{"K":[1]},null,-1.5e3,true,"x"],
                        "A":[{"Q":{"P":"no","B":"no"},"B":[{"R":[{"K":[]}],"K":["a","b"],"M":{"W":{"V":1},"X":null}}],
                        "P":"p","S":{}}],"Token":"t","X":9223372036854775808})"),
            "none");
  EXPECT_EQ(text(token_), "t");
  EXPECT_EQ(text(parent_), "p");
  EXPECT_EQ(count(rows_), 1u);
  EXPECT_EQ(text(value_), "absent");
}

TEST_F(Decode, UnescapesTextsAndKeys) {
  const std::string longer(3000, 'x');
  ASSERT_EQ(failure(R"({"\u0041":[{"\u0050":"\u00e9\ud834\udd1e\"\\\/\n","B":[{"K":["a\u0062c",")" + longer +
                    R"(\t"]}]}],)" + R"("Tok\u0065n":"\u0074"})"),
            "none");
  EXPECT_EQ(text(parent_), "é𝄞\"\\/\n");
  EXPECT_EQ(text(first_), "abc");
  EXPECT_EQ(text(second_), longer + "\t");
  EXPECT_EQ(text(token_), "t");
}

TEST_F(Decode, LeavesPlainTextsInTheBody) {
  ASSERT_EQ(failure(R"({"A":[{"B":[{"K":["plain","esc\naped"]}]}]})"), "none");
  EXPECT_EQ(document_.unescaped, "esc\naped");
}

TEST_F(Decode, TakesNullForAbsence) {
  ASSERT_EQ(failure(R"({"Token":null,"D":null,"A":[{"P":null,"F":null,"B":[{"K":["",""],"M":null}]}]})"), "none");
  EXPECT_EQ(text(token_), "absent");
  EXPECT_EQ(text(parent_), "absent");
  EXPECT_EQ(text(first_), "");
}

TEST_F(Decode, KeepsObjectsAsText) {
  ASSERT_EQ(
      failure(R"({"D":[{"Value":"1","Attributes":{ "description" : "Pr\u00f6d \"x\"", "n":[1, -2.50, true, null, {}],
                        "\u0061":"b" }},{"Attributes":{},"Value":"2"},{"Value":"3"}],"A":[]})"),
      "none");
  EXPECT_EQ(text(attributes_, 0), R"({"description":"Pröd \"x\"","n":[1,-2.50,true,null,{}],"a":"b"})");
  EXPECT_EQ(text(description_, 0), "Pröd \"x\"");
  EXPECT_EQ(text(attributes_, 1), "{}");
  EXPECT_EQ(text(attributes_, 2), "absent");
  EXPECT_EQ(text(name_, 2), "3");
}

TEST_F(Decode, KeepsItsMemoryAndNothingElse) {
  ASSERT_EQ(failure(R"({"Token":"1","A":[{"P":"p","B":[{"K":["a\n","b"]}]}]})"), "none");
  ASSERT_EQ(failure(R"({"A":[{"B":[]}]})"), "none");
  EXPECT_EQ(text(token_), "absent");
  EXPECT_EQ(text(parent_), "absent");
  EXPECT_EQ(count(rows_), 0u);
  EXPECT_TRUE(document_.unescaped.empty());
}

TEST_F(Decode, SaysWhereTheShapeIsWrong) {
  EXPECT_EQ(failure("null"), "the answer is not an object");
  EXPECT_EQ(failure("[]"), "the answer is not an object");
  EXPECT_EQ(failure("\"x\""), "the answer is not an object");
  EXPECT_EQ(failure("7"), "the answer is not an object");
  EXPECT_EQ(failure("{}"), "the answer has no A");
  EXPECT_EQ(failure(R"({"A":null})"), "the answer has no A");
  EXPECT_EQ(failure(R"({"A":"x"})"), "/A is not an array");
  EXPECT_EQ(failure(R"({"A":{}})"), "/A is not an array");
  EXPECT_EQ(failure(R"({"A":[{"B":[]},7]})"), "/A/1 is not an object");
  EXPECT_EQ(failure(R"({"A":[null]})"), "/A/0 is not an object");
  EXPECT_EQ(failure(R"({"A":[{}]})"), "/A/0 has no B");
  EXPECT_EQ(failure(R"({"A":[{"B":[]},{"B":[{"K":["a","b"]},{}]}]})"), "/A/1/B/1 has no K");
  EXPECT_EQ(failure(R"({"A":[{"B":[{"K":["a"]}]}]})"), "/A/0/B/0/K has 1 element instead of 2");
  EXPECT_EQ(failure(R"({"A":[{"B":[{"K":["a","b","c"]}]}]})"), "/A/0/B/0/K has 3 elements instead of 2");
  EXPECT_EQ(failure(R"({"A":[{"B":[{"K":["a",null]}]}]})"), "/A/0/B/0/K/1 is not a string");
  EXPECT_EQ(failure(R"({"A":[{"B":[{"K":["a",{}]}]}]})"), "/A/0/B/0/K/1 is not a string");
  EXPECT_EQ(failure(R"({"A":[{"B":[{"K":"ab"}]}]})"), "/A/0/B/0/K is not an array");
  EXPECT_EQ(failure(R"({"A":[{"B":[{"K":["a","b"],"M":{"X":{"V":1.5}}}]}]})"), "/A/0/B/0/M/X/V is not a string");
  EXPECT_EQ(failure(R"({"A":[{"B":[{"K":["a","b"],"M":{"X":"1"}}]}]})"), "/A/0/B/0/M/X is not an object");
  EXPECT_EQ(failure(R"({"A":[{"F":"true","B":[]}]})"), "/A/0/F is not true or false");
  EXPECT_EQ(failure(R"({"A":[],"Token":{}})"), "/Token is not a string");
  EXPECT_EQ(failure(R"({"A":[],"D":[{"Attributes":[]}]})"), "/D/0/Attributes is not an object");
}

TEST_F(Decode, SaysWhereItIsNotJson) {
  EXPECT_EQ(failure(""), "it ends after 0 bytes, in the middle");
  EXPECT_EQ(failure("   "), "it ends after 3 bytes, in the middle");
  EXPECT_EQ(failure(R"({"A":[]} x)"), "it is not JSON from byte 10 on");
  EXPECT_EQ(failure(R"({"A":[]}{})"), "it is not JSON from byte 9 on");
  EXPECT_EQ(failure("<html>"), "it is not JSON from byte 1 on");
  EXPECT_EQ(failure("{\"A\":[{\"P\":\"\xff\"}]}"), "it is not JSON from byte 13 on");
  EXPECT_EQ(failure(R"({"A":[{"P":"\ud834"}]})"), "it is not JSON from byte 19 on");
  EXPECT_EQ(failure(" \n{\"A\":[]}\r\n "), "none");
}

TEST_F(Decode, BoundsNesting) {
  EXPECT_EQ(failure(R"({"Z":)" + std::string(100000, '[')), "it nests deeper than 64 levels");
  std::string objects;
  for (int i = 0; i < 1000; ++i) objects += R"({"A":)";
  EXPECT_NE(failure(objects), "none");
  EXPECT_EQ(failure(R"({"Z":)" + std::string(63, '[') + std::string(63, ']') + R"(,"A":[]})"), "none");
}

TEST_F(Decode, RefusesEveryTruncation) {
  const std::string body =
      R"({"Z":[1.5e3,{"x":"\u00e9"}],"A":[{"P":"p\n","F":true,"B":[{"K":["a","b"],"M":{"X":{"V":"1"}}}]}],)"
      R"("D":[{"Value":"1","Attributes":{"description":"é \ud834\udd1e","n":12}}],"Token":"t"})";
  ASSERT_EQ(failure(body), "none");
  for (std::size_t size = 0; size < body.size(); ++size) EXPECT_NE(failure(body.substr(0, size)), "none") << size;
}

// Maps of maps, lists of lists, and parts that are both copied and read.
TEST(DecodeLevels, NestAsDeepAsTheyAreDeclared) {
  Shape shape;
  const Place outer = shape.add("/m{}/{key}", Expect::kText, Presence::kOptional);
  const Place inner = shape.add("/m{}/{value}{}/{key}", Expect::kText, Presence::kOptional);
  const Place leaf = shape.add("/m{}/{value}{}/{value}[]/{value}[]/{value}", Expect::kNumber, Presence::kOptional);
  const Place whole = shape.add("/m", Expect::kJson, Presence::kOptional);
  const Place part = shape.add("/m{}/{value}{}/{value}[]/{value}", Expect::kJson, Presence::kOptional);
  Document document;
  decode(shape, R"({"m":{"a":{"b":[[1,2.50],[]],"c":[[3]]},"d":{},"e":{"f":[["4"]]}}})", document);
  const auto text = [&](const Place& place, std::size_t element) {
    return std::string(document.levels[place.level].element(element)[place.slot].text());
  };
  ASSERT_EQ(document.levels[leaf.level].count(), 4u);
  EXPECT_EQ(text(outer, 1), "d");
  EXPECT_EQ(text(inner, 2), "f");
  EXPECT_EQ(document.levels[inner.level].parents, (std::vector<std::uint32_t>{0, 0, 2}));
  EXPECT_EQ(document.levels[leaf.level].parents, (std::vector<std::uint32_t>{0, 0, 2, 3}));
  EXPECT_EQ(text(leaf, 1), "2.50");
  EXPECT_EQ(text(leaf, 3), "4");
  EXPECT_EQ(text(whole, 0), R"({"a":{"b":[[1,2.50],[]],"c":[[3]]},"d":{},"e":{"f":[["4"]]}})");
  EXPECT_EQ(text(part, 0), "[1,2.50]");
  EXPECT_EQ(text(part, 1), "[]");
  EXPECT_EQ(text(part, 3), R"(["4"])");
}

// Nothing says which of the two holds. What nobody reads may come as often as it likes, and null is absence.
TEST(DecodeLevels, RefuseAMemberThatComesTwice) {
  Shape shape;
  shape.add("/o/m{}/{value}[]/0", Expect::kNumber, Presence::kOptional);
  shape.add("/o/j", Expect::kJson, Presence::kOptional);
  shape.add("/o/l[]/n", Expect::kText, Presence::kOptional);
  shape.add("/token", Expect::kText, Presence::kOptional);
  const auto failure = [&](std::string body) {
    Document document;
    try {
      decode(shape, std::move(body), document);
    } catch (const DecodeError& error) {
      return std::string(error.what());
    }
    return std::string("none");
  };
  EXPECT_EQ(failure(R"({"o":{"m":{"a":[[1]]}},"o":{"m":{"a":[[4]]}}})"), "/o comes twice");
  EXPECT_EQ(failure(R"({"o":{"m":{"a":[[1]]},"m":{}}})"), "/o/m comes twice");
  EXPECT_EQ(failure(R"({"o":{"j":[1],"j":[1]}})"), "/o/j comes twice");
  EXPECT_EQ(failure(R"({"o":{"l":[{"n":"1"},{"n":"2","n":"3"}]}})"), "/o/l/1/n comes twice");
  EXPECT_EQ(failure(R"({"token":"a","o":{},"tok\u0065n":"b"})"), "/token comes twice");
  EXPECT_EQ(failure(R"({"token":"a","token":null})"), "/token comes twice");
  EXPECT_EQ(failure(R"({"token":null,"token":"a"})"), "none");
  EXPECT_EQ(failure(R"({"other":1,"other":2,"o":{"j":{"a":1,"a":2},"x":1,"x":2}})"), "none");
}

TEST(DecodeLevels, FindTwinsInAMapOfItsOwnOnly) {
  Shape shape;
  shape.add("/m{}/{value}{}/{value}", Expect::kNumber, Presence::kOptional);
  Document document;
  EXPECT_NO_THROW(decode(shape, R"({"m":{"a":{"x":1,"y":2},"b":{"x":3},"x":{"a":4}}})", document));
  try {
    decode(shape, R"({"m":{"a":{"x":1},"b":{"x":3,"y":1,"x":2}}})", document);
    FAIL();
  } catch (const DecodeError& error) {
    EXPECT_STREQ(error.what(), "/m/{1} has two members of one name");
  }
}

// Any changed byte gives an error or a document, never a crash; the sanitizers see memory errors.
TEST_F(Decode, SurvivesEveryWrongByte) {
  const std::string body =
      R"({"A":[{"P":"p\n","B":[{"K":["a","b"],"M":{"X":{"V":"1"}}}]}],"D":[{"Value":"1","Attributes":{"n":[1]}}]})";
  for (std::size_t at = 0; at < body.size(); ++at) {
    for (const char wrong : {'\0', '"', '\\', '{', '}', '[', ']', ',', ':', '1', 'n', ' ', '\x80', '\xff'}) {
      std::string broken = body;
      broken[at] = wrong;
      (void)failure(std::move(broken));
    }
  }
}

}  // namespace
}  // namespace awscost::page
