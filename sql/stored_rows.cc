#include "sql/stored_rows.h"

#include <cstddef>
#include <utility>

namespace awscost::sql {
namespace {

class StoredRows : public Rows {
 public:
  explicit StoredRows(std::vector<StoredRow> rows) : rows_(std::move(rows)) {}

  bool next(const Interrupted&) override {
    if (seen_ == rows_.size()) return false;
    ++seen_;
    return true;
  }

  Cell cell(std::size_t column) override { return cell_of(rows_[seen_ - 1].at(column)); }

 private:
  std::vector<StoredRow> rows_;
  std::size_t seen_ = 0;  // the present row is the last one seen
};

}  // namespace

StoredSource::StoredSource(const Table& table, std::function<std::vector<StoredRow>()> take_rows)
    : table_(table), take_rows_(std::move(take_rows)) {}

std::unique_ptr<Rows> StoredSource::open(const Scan&, Statement&) {
  return std::make_unique<StoredRows>(take_rows_());
}

}  // namespace awscost::sql
