// Answers read as the table of an operation that a test declares itself.
//
//   OwnTable table(kUsage);
//   table.read(R"({"values":{"k":[[1,2]]}})");
//   EXPECT_EQ(table.row(0, {"key_id", "used"}), "'k'|1");
#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

#include "connectors/tables/operations/well_formed.h"
#include "connectors/tables/page/row_reader.h"
#include "sql/error.h"
#include "sql/scan.h"
#include "sql/value.h"
#include "tests/tables/assembly/scripted_sender.h"

namespace awscost::page {

class OwnTable {
 public:
  // Every column is mentioned.
  explicit OwnTable(const Operation& operation) : operation_(operation) {
    scan_.table = &operation.table;
    scan_.selections.resize(operation.table.columns.size());
    scan_.ranges.resize(operation.table.columns.size());
    scan_.inputs.resize(operation.table.columns.size());
    scan_.mentioned.set();
  }

  OwnTable& mention(std::initializer_list<std::string_view> columns) {
    scan_.mentioned.reset();
    for (const std::string_view name : columns) scan_.mentioned.set(column(name));
    return *this;
  }
  OwnTable& group_by(std::string_view keys) {
    scan_.group_by = sql::parse_group_by(operation_.table, keys);
    return *this;
  }
  OwnTable& window(std::string start, std::string end) {
    scan_.window = sql::Window{std::move(start), std::move(end)};
    return *this;
  }
  OwnTable& input(std::string_view name, std::string text) {
    scan_.inputs[column(name)] = std::move(text);
    return *this;
  }

  // The number of rows of the page; the error's sentence where it cannot be read.
  std::string read(std::string body, int page = 1) {
    if (!reader_) reader_ = std::make_unique<RowReader>(operation_, scan_);
    try {
      reader_->read(test::answer(std::move(body)), page);
    } catch (const sql::Error& error) {
      return error.what();
    }
    return std::to_string(reader_->rows()) + (reader_->rows() == 1 ? " row" : " rows");
  }

  // Cells as SQL literals, separated by '|'; or the error's sentence.
  std::string row(std::size_t index, std::initializer_list<std::string_view> columns) {
    std::string line;
    try {
      reader_->move_to(index);
      for (const std::string_view name : columns) {
        line += (line.empty() ? "" : "|") + shown(reader_->cell(column(name)));
      }
    } catch (const sql::Error& error) {
      return error.what();
    }
    return line;
  }

  RowReader& reader() { return *reader_; }

 private:
  std::size_t column(std::string_view name) const { return sql::find(operation_.table, name).value(); }

  static std::string shown(const sql::Cell& cell) {
    if (const auto* text = std::get_if<std::string_view>(&cell)) return sql::literal(std::string(*text));
    if (const auto* integer = std::get_if<std::int64_t>(&cell)) return sql::literal(*integer);
    if (const auto* real = std::get_if<double>(&cell)) {
      const std::string text = sql::literal(*real);
      return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;  // no integer
    }
    return "NULL";
  }

  const Operation& operation_;
  sql::Scan scan_;
  std::unique_ptr<RowReader> reader_;
};

// The clause of a sentence about an answer that cannot be read.
inline std::string clause_of(const std::string& sentence) {
  constexpr std::string_view kBefore = "cannot be read: ";
  const std::size_t begin = sentence.find(kBefore);
  const std::size_t end = sentence.find(" (request id id-1)");
  if (begin == std::string::npos || end == std::string::npos) return "unexpected: " + sentence;
  return sentence.substr(begin + kBefore.size(), end - begin - kBefore.size());
}

}  // namespace awscost::page
