// profile IN (...): one scan with several values, of which each row reports its own (sql/README.md: R3, R7, R8, R9).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "cost_table.h"
#include "query.h"
#include "sql/answer.h"
#include "sql/named_table.h"

namespace awscost::sql {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::size_t kProfile = find(kLineTable, "profile").value();
const std::size_t kRegion = find(kUsageTable, "region").value();

Query profile_in(ArgumentValues values) {
  Query query;
  query.where("profile", Operator::kIn, std::move(values));
  return query;
}

std::vector<std::string> asked(const Scan& scan) {
  if (scan.empty) return {};
  const auto several = scan.several.find(kProfile);
  if (several != scan.several.end()) return several->second;
  return {scan.inputs[kProfile].value_or("none")};
}

TEST(SeveralValues, OfAProfileArriveInOneScan) {
  const Query query = profile_in({text("prod"), text("dev"), text("test")});
  EXPECT_EQ(query.plan(), "ListLines; inputs profile IN ?; of every scenario_id; uses profile");
  const BestIndex planned = query.best_index();
  EXPECT_TRUE(planned.uses[0].whole);
  EXPECT_TRUE(planned.uses[0].omit);
  const Scan scan = query.scan();
  EXPECT_THAT(asked(scan), ElementsAre("prod", "dev", "test")) << "in the order of the set";
  EXPECT_EQ(scan.input(Role::kProfile), std::nullopt) << "there is no single profile";
  EXPECT_TRUE(scan.binds_input(kProfile));
  EXPECT_FALSE(scan.in_turn);
}

TEST(SeveralValues, AreOneWhereOneIsLeft) {
  const Scan scan = profile_in({text("dev"), Null(), text("dev")}).scan();
  EXPECT_THAT(scan.several, IsEmpty());
  EXPECT_EQ(scan.input(Role::kProfile), "dev");
  EXPECT_FALSE(scan.empty);
}

TEST(SeveralValues, OfNothingAskNothing) {
  EXPECT_TRUE(profile_in({}).scan().empty);
  EXPECT_TRUE(profile_in({Null()}).scan().empty);
}

TEST(SeveralValues, MeetOtherConditions) {
  Query two = profile_in({text("a"), text("b"), text("c")});
  two.where("profile", Operator::kIn, {text("d"), text("c"), text("b")});
  EXPECT_THAT(asked(two.scan()), ElementsAre("c", "b"));
  Query one = profile_in({text("a"), text("b")});
  one.where("profile", Operator::kEq, {text("b")}, false);
  EXPECT_EQ(one.plan(), "ListLines; inputs profile IN ?, profile = ?; of every scenario_id; uses profile");
  EXPECT_THAT(asked(one.scan()), ElementsAre("b"));
  Query none;
  none.where("profile", Operator::kEq, {text("z")}, false).where("profile", Operator::kIn, {text("a"), text("b")});
  EXPECT_TRUE(none.scan().empty);
  EXPECT_TRUE(none.scan().binds_input(kProfile));
}

TEST(SeveralValues, AreTextEach) {
  EXPECT_THAT(profile_in({text("a"), Value(std::int64_t{5})}).error(), HasSubstr("profile"));
  EXPECT_THAT(profile_in({text("a"), Value(std::int64_t{5})}).error(), HasSubstr("5"));
  EXPECT_THAT(profile_in({text("a"), Value(Blob{"b"})}).error(), HasSubstr("x'62'"));
  EXPECT_THAT(profile_in({text("a"), text("\xff")}).error(), HasSubstr("which is not UTF-8"));
}

// `=` with another collation than BINARY is another condition.
TEST(SeveralValues, AreOfBinaryCollation) {
  Query query;
  query.where("profile", Operator::kIn, {text("a"), text("b")}, false, Collation::kNoCase);
  EXPECT_THAT(query.error(), HasSubstr("profile"));
}

TEST(SeveralValues, OfOtherInputsAreStillOneScanEach) {
  Query query(kUsageTable);
  query.where("stage", Operator::kIn, {text("live"), text("test")});
  query.where("region", Operator::kIn, {text("eu-west-3"), text("eu-west-1")});
  const BestIndex planned = query.best_index();
  EXPECT_FALSE(planned.uses[0].whole);
  EXPECT_TRUE(planned.uses[1].whole);
  EXPECT_THAT(query.plan(), HasSubstr("inputs stage = ?, region IN ?;"));
}

TEST(SeveralValues, ComeInTurnWhereALimitMayEndTheStatement) {
  Query query = profile_in({text("a"), text("b")});
  query.offer.constraints.push_back({.op = Operator::kLimit});
  const BestIndex planned = query.best_index();
  EXPECT_EQ(query.plan(), "ListLines; inputs profile IN ? [in turn]; of every scenario_id; uses profile");
  EXPECT_EQ(from_text(kLineTable, query.plan()), planned.plan);
  EXPECT_TRUE(query.scan().in_turn);
  query.offer.order_by_terms = 1;
  EXPECT_FALSE(query.scan().in_turn) << "SQLite sorts all rows before it counts";
}

// SQLite checks them again there, against the value that each row reports.
TEST(SeveralValues, MayStandBehindTheSixteenthCondition) {
  Query query;
  for (int i = 0; i < 16; ++i) query.where("records", Operator::kEq, {text("r")});
  query.where("profile", Operator::kIn, {text("a"), text("b")});
  EXPECT_THAT(query.plan(), HasSubstr("inputs profile IN ? [late];"));
  EXPECT_TRUE(query.best_index().uses[16].whole);
  EXPECT_EQ(from_text(kLineTable, query.plan()), query.best_index().plan);
  EXPECT_THAT(asked(query.scan()), ElementsAre("a", "b"));
}

// SQLite keeps sets in 32 bits: a set beyond them would mark another argument as one.
TEST(SeveralValues, ComeOneByOneBehindTheThirtySecondArgument) {
  Query query(kCostTable);
  query.where("profile", Operator::kIn, {text("a")});
  query.where("period_start", Operator::kIn, {text("2026-11-01")});
  for (int i = 0; i < 33; ++i) query.where("resource_id", Operator::kEq, {text("i-1")});
  const BestIndex planned = query.best_index();
  EXPECT_EQ(planned.uses[0].argument, 34);
  EXPECT_FALSE(planned.uses[0].whole);
  EXPECT_FALSE(planned.uses[1].whole);
  EXPECT_THAT(query.plan(), HasSubstr("inputs profile = ? [late]; window period_start = ? [late] [no literal];"));
}

TEST(SeveralValues, OfAFixedInputAreThatOneOrNone) {
  const std::vector<std::string_view> arguments = {"profile = 'prod'"};
  const NamedTable named(kLineTable, "prod_lines", arguments);
  Query among(named.table());
  EXPECT_THAT(asked(among.where("profile", Operator::kIn, {text("dev"), text("prod")}).scan()), ElementsAre("prod"));
  Query others(named.table());
  EXPECT_TRUE(others.where("profile", Operator::kIn, {text("dev"), text("test")}).scan().empty);
}

TEST(SeveralValues, AreSoManyScansOfOne) {
  Query query(kUsageTable);
  query.where("stage", Operator::kEq, {text("live")}).where("region", Operator::kIn, {text("r1"), text("r2")});
  Scan scan = query.scan();
  EXPECT_EQ(count_single(scan), 2U);
  EXPECT_EQ(single(scan, 0).input(Role::kRegion), "r1");
  EXPECT_EQ(single(scan, 1).input(Role::kRegion), "r2");
  EXPECT_THAT(single(scan, 1).several, IsEmpty());
  scan.several[kRegion + 1] = {"x", "y", "z"};
  EXPECT_EQ(count_single(scan), 6U);
  EXPECT_EQ(single(scan, 4).inputs[kRegion], "r2");
  EXPECT_EQ(single(scan, 4).inputs[kRegion + 1], "y") << "the last column's values change first";
  EXPECT_EQ(count_single(single(scan, 4)), 1U);
}

// Rows that say "<profile>" and a name.
struct Line {
  std::string profile;
  std::string id;
};

class Lines : public Source {
 public:
  Lines(const Table& table, std::vector<Line> lines) : table_(table), lines_(std::move(lines)) {}
  const Table& table() const override { return table_; }
  std::unique_ptr<Rows> open(const Scan& scan, Statement&) override {
    // A scan of one profile asks for the rows of that one.
    std::vector<Line> asked;
    for (const Line& line : lines_) {
      const auto profile = scan.input(Role::kProfile);
      if (!profile || *profile == line.profile) asked.push_back(line);
    }
    return std::make_unique<LineRows>(table_, std::move(asked));
  }

 private:
  class LineRows : public Rows {
   public:
    LineRows(const Table& table, std::vector<Line> lines) : table_(table), lines_(std::move(lines)) {}
    bool next(const Interrupted&) override { return ++at_ < static_cast<int>(lines_.size()); }
    Cell cell(std::size_t column) override {
      if (table_.columns[column].role == Role::kProfile) return std::string_view(lines_[at_].profile);
      return std::string_view(lines_[at_].id);
    }

   private:
    const Table& table_;
    std::vector<Line> lines_;
    int at_ = -1;
  };
  const Table& table_;
  std::vector<Line> lines_;
};

// "<profile> <id>" -> rowid
std::map<std::string, std::int64_t> rowids(Source& source, const ArgumentValues& profiles) {
  Query query(source.table());
  query.where("profile", profiles.size() == 1 ? Operator::kEq : Operator::kIn, profiles);
  Statement statement;
  Answer answer(query.scan(), source, statement);
  std::map<std::string, std::int64_t> found;
  const auto shown = [&](std::string_view name) {
    return std::string(std::get<std::string_view>(answer.value(find(source.table(), name).value())));
  };
  while (answer.next([] { return false; })) {
    found[shown("profile") + " " + shown(source.table().columns[0].name)] = answer.rowid();
  }
  return found;
}

void expect_stable_rowids(const Table& table) {
  Lines source(table, {{"dev", "x"}, {"dev", "y"}, {"prod", "x"}});
  const auto both = rowids(source, {text("dev"), text("prod")});
  ASSERT_EQ(both.size(), 3U);
  std::set<std::int64_t> different;
  for (const auto& [row, rowid] : both) different.insert(rowid);
  EXPECT_EQ(different.size(), 3U) << "R8: inputs are part of a row's identity";
  auto one_by_one = rowids(source, {text("dev")});
  one_by_one.merge(rowids(source, {text("prod")}));
  EXPECT_EQ(one_by_one, both) << "the branches of an OR bring the same rows";
}

TEST(SeveralValues, RowsSayWhoseTheyAreAndKeepTheirRowids) {
  expect_stable_rowids(kLineTable);
}

TEST(SeveralValues, RowsWithoutIdentityAreCountedByProfile) {
  static constexpr Column kColumns[] = {{.name = "value", .wire = "value", .doc = "Value."},
                                        {.name = "profile", .role = Role::kProfile, .hidden = true, .doc = "Profile."}};
  static constexpr Table kTable{.name = "tags", .doc = "Tags.", .operation = "GetTags", .columns = kColumns};
  static_assert(well_formed(kTable));
  expect_stable_rowids(kTable);
}

}  // namespace
}  // namespace awscost::sql
