#include "connectors/tables/assembly/operation_source.h"

#include <utility>

#include "connectors/tables/assembly/fan_out.h"
#include "connectors/tables/assembly/page_rows.h"
#include "connectors/tables/request/expression.h"
#include "sql/named_table.h"

namespace awscost::assembly {
namespace {

Operation with_table(Operation operation, const sql::Table& table) {
  operation.table = table;
  return operation;
}

// The operation under the table of a CREATE VIRTUAL TABLE, which it owns.
class NamedSource : public OperationSource {
 public:
  NamedSource(std::unique_ptr<sql::NamedTable> table, const Operation& operation, wire::Connector& connector,
              page::RowsDecoded rows_decoded, std::function<std::uint64_t()> statement)
      : OperationSource(with_table(operation, table->table()), connector, std::move(rows_decoded),
                        std::move(statement)),
        table_(std::move(table)) {}

 private:
  std::unique_ptr<sql::NamedTable> table_;
};

// Rows of a question that nobody else keeps.
class OwnQuestion : public sql::Rows {
 public:
  explicit OwnQuestion(sql::Scan scan) : scan_(std::move(scan)) {}

  const sql::Scan& scan() const { return scan_; }
  void answer_with(std::unique_ptr<sql::Rows> rows) { rows_ = std::move(rows); }
  bool next(const sql::Interrupted& interrupted) override { return rows_->next(interrupted); }
  sql::Cell cell(std::size_t column) override { return rows_->cell(column); }

 private:
  sql::Scan scan_;
  std::unique_ptr<sql::Rows> rows_;
};

class NoRows : public sql::Rows {
 public:
  bool next(const sql::Interrupted&) override { return false; }
  sql::Cell cell(std::size_t) override { return sql::Null(); }
};

}  // namespace

OperationSource::OperationSource(const Operation& operation, wire::Connector& connector, page::RowsDecoded rows_decoded,
                                 std::function<std::uint64_t()> statement)
    : operation_(operation),
      connector_(connector),
      rows_decoded_(std::move(rows_decoded)),
      statement_(statement),
      varied_(operation, std::move(statement)) {}

std::shared_ptr<sql::Source> OperationSource::named(std::string_view name,
                                                    std::span<const std::string_view> arguments) {
  auto table = std::make_unique<sql::NamedTable>(operation_.table, name, arguments);
  const auto filter = sql::find(table->table(), sql::Role::kFilter);
  if (filter && table->table().columns[*filter].fixed) {
    request::parse_expression(table->table().columns[*filter].fallback, std::string(name) + ": filter");
  }
  return std::make_shared<NamedSource>(std::move(table), operation_, connector_, rows_decoded_, statement_);
}

std::unique_ptr<sql::Rows> OperationSource::open(const sql::Scan& scan) {
  if (scan.empty) return std::make_unique<NoRows>();
  if (!varied_.asks_for_all(scan)) return rows_of(scan);
  auto rows = std::make_unique<OwnQuestion>(whole(scan));
  rows->answer_with(rows_of(rows->scan()));
  return rows;
}

std::unique_ptr<sql::Rows> OperationSource::rows_of(const sql::Scan& scan) {
  if (operation_.parents.list != nullptr || !scan.several.empty()) {
    return std::make_unique<FanOut>(operation_, scan, connector_, rows_decoded_);
  }
  return std::make_unique<PageRows>(operation_, scan, "", connector_, rows_decoded_);
}

}  // namespace awscost::assembly
