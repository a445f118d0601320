#include "connectors/source/operation_source.h"

#include <utility>

#include "connectors/request/call.h"

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

class NoRows : public sql::Rows {
 public:
  bool next(const sql::Interrupted&) override { return false; }
  sql::Cell cell(int) override { return sql::Null(); }
};

}  // namespace

OperationSource::OperationSource(const Operation& operation, wire::Connector& connector, page::RowsDecoded rows_decoded)
    : operation_(operation), connector_(connector), rows_decoded_(std::move(rows_decoded)) {}

std::unique_ptr<sql::Rows> OperationSource::open(const sql::Scan& scan) {
  if (scan.empty) return std::make_unique<NoRows>();
  return std::make_unique<OperationRows>(operation_, scan, connector_, rows_decoded_);
}

}  // namespace awscost::source
