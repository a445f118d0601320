// What the fast reader takes, and at what it gives up.
#include "connectors/tables/plain/plain.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "connectors/tables/plain/text.h"

namespace awscost::plain {
namespace {

using page::Document;
using page::Expect;
using page::Place;
using page::Presence;
using page::Shape;

// {"Token": t, "Rows": [{"Key": k, "Metrics": {"Cost": {"Amount": a}}, "Flag": f}]}
class Plain : public testing::Test {
 protected:
  Plain() {
    token_ = shape_.add("/Token", Expect::kText, Presence::kOptional);
    key_ = shape_.add("/Rows[]/Key", Expect::kText, Presence::kRequired);
    amount_ = shape_.add("/Rows[]/Metrics/Cost/Amount", Expect::kText, Presence::kRequired);
    flag_ = shape_.add("/Rows[]/Flag", Expect::kBoolean, Presence::kOptional);
  }

  bool reads(std::string body) {
    document_.body = std::move(body);
    document_.levels.assign(shape_.levels().size(), {});
    for (std::size_t i = 0; i < document_.levels.size(); ++i) document_.levels[i].slots = shape_.levels()[i].slots;
    return read(shape_, document_);
  }

  // Key=amount/flag of each row, with a blank between.
  std::string rows() const {
    std::string text;
    for (std::size_t i = 0; i < document_.levels[key_.level].count(); ++i) {
      const page::Scalar* row = document_.levels[key_.level].element(i);
      text += (i > 0 ? " " : "") + std::string(row[key_.slot].text()) + "=" + std::string(row[amount_.slot].text());
      if (row[flag_.slot].kind == page::Scalar::Kind::kTrue) text += "/true";
      if (row[flag_.slot].kind == page::Scalar::Kind::kFalse) text += "/false";
    }
    return text;
  }

  static std::string row(const std::string& key, const std::string& amount, const std::string& unit = "USD") {
    return R"({"Key":")" + key + R"(","Metrics":{"Cost":{"Amount":")" + amount + R"(","Unit":")" + unit + R"("}}})";
  }
  static std::string page(const std::string& rows) { return R"({"Rows":[)" + rows + R"(],"Token":"the next page"})"; }

  Shape shape_;
  Document document_;
  Place token_, key_, amount_, flag_;
};

TEST_F(Plain, ReadsRowsThatLookAlike) {
  ASSERT_TRUE(reads(page(row("a", "1") + "," + row("b", "2.5") + "," + row("", "") + "," + row("d", "4"))));
  EXPECT_EQ(rows(), "a=1 b=2.5 = d=4");
}

// The unit of the first two rows is taken for a part of every row.
TEST_F(Plain, ReadsARowWhoseUnitIsAnother) {
  ASSERT_TRUE(reads(page(row("a", "1") + "," + row("b", "2") + "," + row("c", "3", "EUR") + "," + row("d", "4"))));
  EXPECT_EQ(rows(), "a=1 b=2 c=3 d=4");
}

TEST_F(Plain, ReadsARowThatLooksOtherwise) {
  const std::string other =
      R"({"Flag":true,"Metrics":{"Cost":{"Amount":"5","Unit":"USD"}},"New":[1,{"a":null}],"Key":"x"})";
  ASSERT_TRUE(reads(page(row("a", "1") + "," + row("b", "2") + "," + other + ", " + other + "," + row("c", "3") + "," +
                         row("d", "4"))));
  EXPECT_EQ(rows(), "a=1 b=2 x=5/true x=5/true c=3 d=4");
}

// A flag stands among the bytes that rows have in common.
TEST_F(Plain, DoesNotTakeOneFlagForAnother) {
  const auto flagged = [](const std::string& key, const std::string& flag) {
    return R"({"Key":")" + key + R"(","Flag":)" + flag + R"(,"Metrics":{"Cost":{"Amount":"1"}}})";
  };
  ASSERT_TRUE(reads(page(flagged("a", "true") + "," + flagged("b", "true") + "," + flagged("c", "false") + "," +
                         flagged("d", "null") + "," + flagged("e", "null"))));
  EXPECT_EQ(rows(), "a=1/true b=1/true c=1/false d=1 e=1");
}

// Texts that begin and end in every place of sixteen bytes.
TEST_F(Plain, ReadsTextsOfEveryLength) {
  constexpr std::size_t kLongest = 70;
  std::string all;
  std::string expected;
  for (std::size_t size = 0; size < kLongest; ++size) {
    all += (size > 0 ? "," : "") + row(std::string(size, 'k'), std::to_string(size));
    expected += (size > 0 ? " " : "") + std::string(size, 'k') + "=" + std::to_string(size);
  }
  ASSERT_TRUE(reads(page(all)));
  EXPECT_EQ(rows(), expected);
}

TEST_F(Plain, ReadsUtf8) {
  ASSERT_TRUE(reads(page(row("Pr\u00f6d", "1") + "," + row("\u20ac\U0001d11e", "2"))));
  EXPECT_EQ(rows(), "Pr\u00f6d=1 \u20ac\U0001d11e=2");
}

TEST_F(Plain, GivesUpWhereBoostJsonIsToJudge) {
  const std::string good = row("a", "1") + "," + row("b", "2") + ",";
  for (const std::string& bad :
       {row("a\\n", "1"), row("\xff", "1"), row(std::string("\0", 1), "1"), row("\xed\xa0\x80", "1"),
        row("\xc0\xaf", "1"), row("a", "\\u0031"), std::string("null"), std::string("{}"), std::string(R"({"Key":1})"),
        std::string(R"({"Key":"a","Key":"b"})"), row("a", "1") + "]"}) {
    EXPECT_FALSE(reads(page(good + bad))) << bad;
  }
  EXPECT_FALSE(reads(page(row("a", "1")) + " "));
  EXPECT_FALSE(reads(page(row("a", "1")) + "{}"));
  EXPECT_FALSE(reads(R"({"Rows":[],"Other":)" + std::string(400, '7') + "}"));
  EXPECT_FALSE(reads(R"({"Rows":[],"Other":1e400})"));
  EXPECT_FALSE(reads(R"({"Rows":[],"Other":)" + std::string(40, '[') + std::string(40, ']') + "}"));
  EXPECT_FALSE(reads("[]"));
  EXPECT_FALSE(reads(""));
}

TEST_F(Plain, LeavesTextThatIsKeptAsJsonToBoostJson) {
  shape_.add("/Rows[]/Attributes", Expect::kJson, Presence::kOptional);
  EXPECT_FALSE(reads(page(row("a", "1"))));
}

TEST(Utf8, HasTheLengthsOfRfc3629) {
  const auto length = [](std::string_view bytes) { return utf8_length(bytes.data(), bytes.data() + bytes.size()); };
  EXPECT_EQ(length("\xc2\x80"), 2u);
  EXPECT_EQ(length("\xdf\xbf"), 2u);
  EXPECT_EQ(length("\xe0\xa0\x80"), 3u);
  EXPECT_EQ(length("\xed\x9f\xbf"), 3u);
  EXPECT_EQ(length("\xef\xbf\xbf"), 3u);
  EXPECT_EQ(length("\xf0\x90\x80\x80"), 4u);
  EXPECT_EQ(length("\xf4\x8f\xbf\xbf"), 4u);
  for (const char* bad : {"\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80",
                          "\xf5\x80\x80\x80", "\xff", "\xc3", "\xe2\x82", "\xf0\x9d\x84", "\xc3(", "\xe2(\xac"}) {
    EXPECT_EQ(length(bad), 0u) << bad;
  }
}

// Every place of the first byte that is not plain, and every such byte.
TEST(SixteenBytes, AreTheSameInBothForms) {
  for (int byte = 0; byte < 256; ++byte) {
    for (std::size_t at = 0; at < kAtOnce; ++at) {
      std::string bytes(kAtOnce, 'x');
      bytes[at] = static_cast<char>(byte);
      const std::size_t expected = byte >= ' ' && byte < 0x80 && byte != '"' && byte != '\\' ? kAtOnce : at;
      EXPECT_EQ(ScalarBytes::plain(bytes.data()), expected) << byte;
      EXPECT_EQ(Bytes::plain(bytes.data()), expected) << byte;
      const std::string other(kAtOnce, 'x');
      for (std::size_t count = 0; count <= kAtOnce; ++count) {
        const bool same = count <= at || byte == 'x';
        EXPECT_EQ(ScalarBytes::same(bytes.data(), other.data(), count), same);
        EXPECT_EQ(Bytes::same(bytes.data(), other.data(), count), same);
      }
    }
  }
}

}  // namespace
}  // namespace awscost::plain
