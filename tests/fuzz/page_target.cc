// A reply's body becomes rows, or a sentence, and the same bytes become the same twice.
//
// The first byte chooses the operation. Seeds are the sandbox's replies to each operation that needs no parent.
#include <string>
#include <variant>

#include "connectors/sandbox/sandbox.h"
#include "connectors/tables/operations/operations.h"
#include "connectors/tables/page/row_reader.h"
#include "connectors/tables/request/call.h"
#include "sql/error.h"
#include "target.h"
#include "tests/tables/assembly/question.h"

namespace awscost::fuzz {
namespace {

struct Shown {
  std::string& out;

  void operator()(sql::Null) const { out += "NULL"; }
  void operator()(std::int64_t number) const { out += std::to_string(number); }
  void operator()(double number) const { out += std::to_string(number); }
  void operator()(std::string_view text) const { out.append("'").append(text).append("'"); }
};

// Everything that a query may mention.
test::Question question_about(const Operation& operation) {
  test::Question question(operation);
  for (const sql::Column& column : operation.table.columns) question.mention({column.name});
  if (sql::find(operation.table, "group_by")) question.group_by("service");
  return question;
}

std::string rows_of(const Operation& operation, std::string_view body) {
  const test::Question question = question_about(operation);
  std::string out;
  try {
    page::RowReader reader(operation, question.scan());
    reader.read({.status = 200, .body = std::string(body)}, 1);
    out += reader.token();
    for (std::size_t row = 0; row < reader.rows(); ++row) {
      reader.move_to(row);
      for (std::size_t column = 0; column < operation.table.columns.size(); ++column) {
        std::visit(Shown{out}, reader.cell(column));
        out += '|';
      }
    }
  } catch (const sql::Error& error) {
    if (std::string_view(error.what()).empty()) throw Broken("an error without a sentence");
    out += error.what();
  }
  return out;
}

void run(std::string_view bytes) {
  const auto operations = all_operations();
  const Choice choice = chosen(bytes, operations.size());
  const Operation& operation = *operations[choice.index];
  if (rows_of(operation, choice.text) != rows_of(operation, choice.text)) throw Broken("not the same twice");
}

std::vector<std::string> seeds() {
  sandbox::Sandbox account({.page_size = 20, .now = [] {
                              return std::chrono::sys_days(std::chrono::year(2026) / 11 / 21) + std::chrono::hours(10);
                            }});
  std::vector<std::string> all;
  const auto operations = all_operations();
  for (std::size_t i = 0; i < operations.size(); ++i) {
    std::string seed(1, static_cast<char>(i));
    try {
      const test::Question question = question_about(*operations[i]);
      const wire::Call call = request::call(*operations[i], question.scan(), {.parent = "unknown"});
      seed += account.send(call, [] { return false; }).body;
    } catch (const sql::Error&) {  // it needs an input
      seed += "{}";
    }
    all.push_back(std::move(seed));
  }
  return all;
}

}  // namespace

extern constexpr Target kPage{.name = "page", .run = run, .seeds = seeds};

}  // namespace awscost::fuzz
