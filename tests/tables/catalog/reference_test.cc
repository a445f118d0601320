// docs/reference.md has what the declarations say.
#include "connectors/tables/catalog/reference.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "every_table.h"
#include "loaded.h"

namespace awscost::catalog {
namespace {

constexpr const char* kPage = AWSCOST_SOURCE_DIR "/docs/reference.md";

std::string read(const char* file) {
  std::ifstream in(file);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

// The first line in which the two pages differ.
std::string first_difference(const std::string& page, const std::string& declared) {
  std::istringstream left(page);
  std::istringstream right(declared);
  std::string ours;
  std::string theirs;
  for (int number = 1;; ++number) {
    const bool more_left = static_cast<bool>(std::getline(left, ours));
    const bool more_right = static_cast<bool>(std::getline(right, theirs));
    if (!more_left && !more_right) return {};
    if (!more_left) ours = "(the page ends)";
    if (!more_right) theirs = "(nothing)";
    if (ours != theirs) return "line " + std::to_string(number) + "\n  page:     " + ours + "\n  declared: " + theirs;
  }
}

// Some are declared beside SQLite's interface, so the extension is asked for all of them.
std::vector<FunctionEntry> functions_of_the_extension() {
  golden::Database database = loaded();
  std::vector<FunctionEntry> functions;
  const auto add = [](void* to, int, char** values, char**) {
    static_cast<std::vector<FunctionEntry>*>(to)->push_back({values[0], values[1], values[2], values[3]});
    return 0;
  };
  sqlite3_exec(database.handle(), "SELECT name, kind, example, description FROM awscost_functions", add, &functions,
               nullptr);
  return functions;
}

TEST(ReferencePage, IsThePageInDocs) {
  const std::string declared = reference_page(EveryTable().entries(), functions_of_the_extension());
  if (std::getenv("AWSCOST_UPDATE_REFERENCE") != nullptr) std::ofstream(kPage) << declared;
  EXPECT_EQ(first_difference(read(kPage), declared), "")
      << "docs/reference.md is not what the declarations say. Write it anew, then read the difference:\n"
         "  AWSCOST_UPDATE_REFERENCE=1 " AWSCOST_BINARY_DIR
         "/tests/tables/catalog/catalog_test --gtest_filter='ReferencePage.*'";
}

constexpr std::array kColumns = {
    sql::Column{.name = "value", .wire = "Value", .doc = "One | or\n<another>."},
    sql::Column{.name = "secret", .hidden = true, .wire = "Secret", .doc = "Not shown."},
    sql::Column{.name = "day",
                .type = sql::Type::kDay,
                .role = sql::Role::kInput,
                .hidden = true,
                .required = true,
                .wire = "/Day",
                .example = "'2026-11-01'",
                .doc = "The day."},
};
constexpr std::array<std::string_view, 1> kExamples = {"SELECT value FROM things('2026-11-01')"};
const Operation kThings{.table = {.name = "things",
                                  .doc = "All things.",
                                  .operation = "GetThings",
                                  .service = "Thing Service",
                                  .columns = kColumns,
                                  .limits = "Not many.",
                                  .examples = kExamples,
                                  .history = {.days = 14}},
                        .iam_action = "things:GetThings",
                        .price_usd = 0.01,
                        .rows = {.each = "/Things[]"}};

TEST(ReferencePage, KnowsWhatIsFreeAndWhatIsOurs) {
  Operation free = kThings;
  free.price_usd = 0;
  const sql::Table ours{.name = "ours", .doc = "Ours.", .columns = {kColumns.data(), 1}};
  const Entry entries[] = {{.table = &free.table, .operation = &free}, {.table = &ours}};
  const std::string page = reference_page(entries);
  EXPECT_NE(page.find("- Price: AWS publishes none\n"), page.npos);
  EXPECT_NE(page.find("## ours\n\nOurs.\n\nResults:\n\n| name | type | meaning |\n"), page.npos) << page;
}

TEST(ReferencePage, HasFunctionsAndSettings) {
  const FunctionEntry function{.name = "twice", .kind = "scalar", .example = "twice(a || b)", .doc = "Two of <it>."};
  const std::string page = reference_page({}, {&function, 1});
  EXPECT_NE(page.find("\n## Functions\n\n| call | kind | meaning |\n|---|---|---|\n"
                      "| `twice(a \\|\\| b)` | scalar | Two of \\<it>. |\n"),
            page.npos)
      << page;
  EXPECT_NE(page.find("\n| `writes` | `off` | 'off' or 'on' | Whether INSERT, UPDATE and DELETE may change bill "
                      "scenarios. |\n"),
            page.npos)
      << page;
}

TEST(ReferencePage, OfATableHasItsFactsColumnsLimitsAndExamples) {
  const Entry entry{.table = &kThings.table, .operation = &kThings};
  const std::string page = reference_page({&entry, 1});
  EXPECT_NE(page.find("- [things](#things): All things.\n"), page.npos);
  EXPECT_NE(page.find(R"(
## things

All things.

- Operation: Thing Service `GetThings`
- Price: $0.01 for each request; every page is a request
- IAM action: `things:GetThings`
- Access: read
- Default window: the 14 days through today
- Required: day

Inputs:

| name | type | default | in the request | example | meaning |
|---|---|---|---|---|---|
| `day` (required) | DATE TEXT |  | `Day` | `'2026-11-01'` | The day. |

Results:

| name | type | in the response | in the request | meaning |
|---|---|---|---|---|
| `value` | TEXT | `Things[].Value` |  | One \| or \<another>. |

Hidden:

| name | type | in the response | in the request | meaning |
|---|---|---|---|---|
| `secret` | TEXT | `Things[].Secret` |  | Not shown. |

Limits: Not many.

Examples:

```sql
SELECT value FROM things('2026-11-01');
```
)"),
            page.npos)
      << page;
}

}  // namespace
}  // namespace awscost::catalog
