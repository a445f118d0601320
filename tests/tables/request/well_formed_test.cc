// What well_formed() refuses: the checks of the compiler at run time, on wrong declarations.
#include "connectors/tables/operations/well_formed.h"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace awscost {
namespace {

using sql::Column;
using sql::Role;
using sql::Type;

// The compiler's message for that operation.
std::string complaint(const Operation& operation) {
  try {
    check::operation(operation);
  } catch (const char* sentence) {
    return sentence;
  }
  return "well formed";
}

constexpr std::array kId{Column{.name = "id", .wire = "Id", .identity = true, .doc = "Id."}};
constexpr Operation kThings{.table = {.name = "things", .doc = "Things.", .operation = "GetThings", .columns = kId},
                            .service = {.endpoint = "things", .target_prefix = "Things"},
                            .iam_action = "things:Get",
                            .rows = {.each = "/Things[]"}};

// An id, and one more column.
std::string complaint_about(const Column& column, Operation operation = kThings) {
  const Column columns[] = {kId[0], column};
  operation.table.columns = columns;
  return complaint(operation);
}

TEST(WellFormed, KnowsWhereConditionsGo) {
  const auto text = [](std::string_view narrows) {
    return complaint_about({.name = "a", .wire = "A", .narrows = narrows, .doc = "A."});
  };
  for (const char* right : {"?a", "/a", "/a/b", "/a[]"}) EXPECT_EQ(text(right), "well formed") << right;
  EXPECT_EQ(text("a"), "a request member is a JSON Pointer (/a/b), a parameter (?a) or a label ({a})");
  EXPECT_EQ(text("{a}"), "what narrows goes into a parameter (?a) or a member of the body (/a)");
  EXPECT_EQ(text("/a["), "a bracket is closed at the end of its place");
  EXPECT_EQ(text("/a{min,max"), "a brace is closed at the end of its place");
  EXPECT_EQ(text("/a{min,max}"), "texts narrow by their values, instants and numbers by a range such as /a{min,max}");
  EXPECT_EQ(text("/a[NAME]"),
            "an element of a list of filters has a form, which the service declares (filter_element)");
}

TEST(WellFormed, KnowsWhereBoundsGo) {
  const auto number = [](std::string_view narrows, Type type = Type::kReal) {
    return complaint_about({.name = "a", .type = type, .wire = "A", .narrows = narrows, .doc = "A."});
  };
  for (const char* right : {"/a{min,max}", "/{min,}", "/{,max}", "/a{op,start,end}"}) {
    EXPECT_EQ(number(right), "well formed") << right;
  }
  EXPECT_EQ(number("/a"), "texts narrow by their values, instants and numbers by a range such as /a{min,max}");
  EXPECT_EQ(number("/a{min}"), "a range names one member or two, such as {min,max} or {min,}");
  EXPECT_EQ(number("/a{,}"), "a range names one member or two, such as {min,max} or {min,}");
  EXPECT_EQ(number("/a{op,start,}"), "a comparison names its three members");
  EXPECT_EQ(number("/a{a,b,c,d}"), "a range has two members, a comparison three");
  EXPECT_EQ(number("/a{op,start,end}", Type::kInstant), "only a number narrows by comparison");
}

TEST(WellFormed, WantsConstantsToBeJson) {
  const auto constant = [](std::string_view wire, std::string_view json) {
    const Constant constants[] = {{.wire = wire, .json = json}};
    Operation operation = kThings;
    operation.constants = constants;
    return complaint(operation);
  };
  EXPECT_EQ(constant("/Service", "\"AmazonEC2\""), "well formed");
  EXPECT_EQ(constant("/Service", "AmazonEC2"),
            "a constant is JSON, a text in quotes of its own: \"\\\"AmazonEC2\\\"\"");
  EXPECT_EQ(constant("Service", "1"), "a constant is a member of the body (/a) or a parameter (?a)");
  EXPECT_EQ(constant("?service", "[1]"), "a parameter that is constant is a text, a number, true or false");
  const Constant constants[] = {{.wire = "/A", .json = "1"}};
  Operation operation = kThings;
  operation.constants = constants;
  EXPECT_EQ(complaint_about({.name = "a", .role = Role::kInput, .hidden = true, .wire = "/A", .doc = "A."}, operation),
            "a member is constant or an input, not both");
}

TEST(WellFormed, WantsListsInTheBody) {
  const auto list = [](Role role, std::string_view wire, std::string_view example) {
    return complaint_about({.name = "a", .role = role, .hidden = true, .wire = wire, .example = example, .doc = "A."});
  };
  for (const Role role : {Role::kInputList, Role::kInputObjects}) {
    EXPECT_EQ(list(role, "/A", "'[{}]'"), "well formed");
    EXPECT_EQ(list(role, "", "'[{}]'"), "what goes out names its request member in `wire`");
    EXPECT_EQ(list(role, "?a", "'[{}]'"), "a list goes into the body");
    EXPECT_EQ(list(role, "/A", ""), "an input that is a list shows one in its example");
  }
}

TEST(WellFormed, KnowsThatAGetHasNoBody) {
  Operation operation = kThings;
  operation.service.protocol = Protocol::kRestJson;
  operation.http.path = "/things";
  EXPECT_EQ(complaint(operation), "well formed");
  const Column status{.name = "status", .wire = "Status", .narrows = "/Status", .doc = "Status."};
  EXPECT_EQ(complaint_about(status, operation),
            "a GET request has no body: what goes out is a parameter (?a) or a label ({a})");
  operation.http.method = "POST";
  EXPECT_EQ(complaint_about(status, operation), "well formed");
}

// Grouped by one key at most, as GetReservationUtilization.
constexpr Column kGroupBy{.name = "group_by", .role = Role::kGroupBy, .hidden = true, .doc = "Keys."};
constexpr std::array kGroupedColumns{kId[0], kGroupBy};
constexpr Operation kGrouped = [] {
  Operation operation = kThings;
  operation.table.columns = kGroupedColumns;
  operation.table.most_keys = 1;
  operation.request.group_by = "/GroupBy";
  operation.grouped_rows = {
      .each = "/Things[]/Groups[]", .keys = "/Things[]/Groups[]", .key_form = KeyForm::kKeyAndValue};
  return operation;
}();
static_assert(well_formed(kGrouped));

TEST(WellFormed, KnowsHowRowsNameTheirKeys) {
  Operation operation = kGrouped;
  operation.table.most_keys = 2;
  EXPECT_EQ(complaint(operation), "rows that name one key and its value are grouped by one key at most (most_keys)");
  operation.grouped_rows.key_form = KeyForm::kByName;
  EXPECT_EQ(complaint(operation), "well formed");
  operation.grouped_rows.keys = "/Other[]/Keys";
  EXPECT_EQ(complaint(operation), "the rows' keys lie outside the row's arrays");
  operation.grouped_rows.keys = "";
  EXPECT_EQ(complaint(operation), "a form of keys needs a place where they stand");
  operation = kGrouped;
  operation.rows.keys = "/Things[]/Keys";
  operation.rows.key_form = KeyForm::kByName;
  EXPECT_EQ(complaint(operation), "only grouped rows have keys");
  operation = kGrouped;
  const Column with_tags[] = {
      kId[0], kGroupBy, {.name = "tag_value", .role = Role::kTagValue, .hidden = true, .doc = "T."}};
  operation.table.columns = with_tags;
  operation.request.filter = "/Filter";
  EXPECT_EQ(complaint(operation), "keys of tags and cost categories come as a list of texts");
}

TEST(WellFormed, KnowsBothPlacesOfAColumn) {
  const auto figure = [](std::string_view wire, std::string_view grouped) {
    const Column columns[] = {
        kId[0], {.name = "hours", .type = Type::kReal, .wire = wire, .grouped_wire = grouped, .doc = "H."}, kGroupBy};
    Operation operation = kGrouped;
    operation.table.columns = columns;
    return complaint(operation);
  };
  EXPECT_EQ(figure("Total/Hours", "Utilization/Hours"), "well formed");
  EXPECT_EQ(figure("/Things[]/Total/Hours", "/Things[]/Groups[]/Utilization/Hours"), "well formed");
  EXPECT_EQ(figure("", "Attributes/Region"), "well formed") << "it has a place only in grouped rows";
  EXPECT_EQ(figure("", ""), "a result has a place in the response");
  EXPECT_EQ(figure("Total/Hours", "Parts[]/Hours"), "a place inside the row opens no level");
  EXPECT_EQ(figure("Total/Hours", "/Other[]/Hours"), "a result's place lies outside the row's levels");
  Operation ungrouped = kGrouped;
  ungrouped.grouped_rows.each = "";
  const Column columns[] = {kId[0], {.name = "hours", .wire = "H", .grouped_wire = "G", .doc = "H."}, kGroupBy};
  ungrouped.grouped_rows.keys = "/Keys";
  ungrouped.table.columns = columns;
  EXPECT_EQ(complaint(ungrouped), "a place in grouped rows needs an operation that groups");
}

TEST(WellFormed, ReadsHints) {
  const auto complaint_about_hint = [](const Hint& hint) {
    const Hint hints[] = {hint};
    Operation operation = kThings;
    operation.hints = hints;
    return complaint(operation);
  };
  EXPECT_EQ(complaint_about_hint({.code = "Odd", .words = "too late", .text = "Come earlier."}), "well formed");
  EXPECT_EQ(complaint_about_hint({.code = "Odd", .words = "Too late", .text = "Come earlier."}),
            "a hint's words are compared in lower case");
  EXPECT_EQ(complaint_about_hint({.words = "too late", .text = "Come earlier."}), "a hint names the code of an error");
  EXPECT_EQ(complaint_about_hint({.code = "Odd", .text = "Come earlier"}), "a hint is a sentence");
}

TEST(JsonLiteral, IsWhatRfc8259Says) {
  for (const char* right : {"1", "-0.5e+3", " [ ] ", R"({"a": [1, {"b": null}], "c": "\u00e9\n"})", "true", "\"\""}) {
    EXPECT_TRUE(is_json(right)) << right;
  }
  for (const char* wrong :
       {"",    "01",    "1.",    "+1",     "[1,]", "[,1]", "{\"a\"}", "{a: 1}", "\"\\x\"", "\"\\u12g4\"", "\"a",
        "tru", "[1 2]", "{} {}", "\"\n\"", "'a'",  "NaN",  "-",       "1e",     "[",       "{\"a\":}"}) {
    EXPECT_FALSE(is_json(wrong)) << wrong;
  }
  EXPECT_TRUE(is_json_scalar(" \"[\" "));
  EXPECT_TRUE(is_json_scalar("false"));
  for (const char* other : {"[1]", " {}", "null", "x"}) EXPECT_FALSE(is_json_scalar(other)) << other;
}

}  // namespace
}  // namespace awscost
