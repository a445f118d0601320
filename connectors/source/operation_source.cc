#include "connectors/source/operation_source.h"

#include <utility>

#include "connectors/request/call.h"
#include "connectors/request/expression.h"
#include "sql/named_table.h"

namespace awscost::source {
namespace {

class OperationRows : public sql::Rows {
 public:
  OperationRows(const Operation& operation, const sql::Scan& scan, wire::Connector& connector,
                const page::RowsDecoded& rows_decoded)
      : pages_(
            operation, scan,
            [&operation, &scan](std::string_view token, int page) {
              return request::call(operation, scan, token, page);
            },
            connector, rows_decoded) {}

  bool next(const sql::Interrupted& interrupted) override {
    if (next_row_ == rows_in_page_) {
      if (!pages_.next(interrupted)) return false;
      rows_in_page_ = pages_.rows().rows();
      next_row_ = 0;
    }
    pages_.rows().move_to(next_row_++);
    return true;
  }

  sql::Cell cell(int column) override { return pages_.rows().cell(column); }

 private:
  page::Pages pages_;
  std::size_t next_row_ = 0;
  std::size_t rows_in_page_ = 0;
};

Operation with_table(Operation operation, const sql::Table& table) {
  operation.table = table;
  return operation;
}

// The operation under the table of a CREATE VIRTUAL TABLE, which it owns.
class NamedSource : public OperationSource {
 public:
  NamedSource(std::unique_ptr<sql::NamedTable> table, const Operation& operation, wire::Connector& connector,
              page::RowsDecoded rows_decoded)
      : OperationSource(with_table(operation, table->table()), connector, std::move(rows_decoded)),
        table_(std::move(table)) {}

 private:
  std::unique_ptr<sql::NamedTable> table_;
};

class NoRows : public sql::Rows {
 public:
  bool next(const sql::Interrupted&) override { return false; }
  sql::Cell cell(int) override { return sql::Null(); }
};

}  // namespace

OperationSource::OperationSource(const Operation& operation, wire::Connector& connector, page::RowsDecoded rows_decoded)
    : operation_(operation), connector_(connector), rows_decoded_(std::move(rows_decoded)) {}

std::shared_ptr<sql::Source> OperationSource::named(std::string_view name,
                                                    std::span<const std::string_view> arguments) {
  auto table = std::make_unique<sql::NamedTable>(operation_.table, name, arguments);
  const int filter = sql::find(table->table(), sql::Role::kFilter);
  if (filter >= 0 && table->table().columns[filter].fixed) {
    request::parse_expression(table->table().columns[filter].fallback, std::string(name) + ": filter");
  }
  return std::make_shared<NamedSource>(std::move(table), operation_, connector_, rows_decoded_);
}

std::unique_ptr<sql::Rows> OperationSource::open(const sql::Scan& scan) {
  if (scan.empty) return std::make_unique<NoRows>();
  return std::make_unique<OperationRows>(operation_, scan, connector_, rows_decoded_);
}

}  // namespace awscost::source
