#include "ledger.h"

#include <algorithm>

namespace awscost::joins {

std::string day(int number) {
  return "2026-11-" + std::string(number < 10 ? "0" : "") + std::to_string(number);
}

std::vector<Row> Ledger::rows_of(const sql::Scan& scan) const {
  const std::size_t service = sql::find(*scan.table, "service").value();
  const sql::Selection& wanted = scan.selections[service];
  std::vector<Row> rows;
  for (int number = 1; number <= kDays; ++number) {
    const std::string at = day(number);
    if (at < scan.window->start || at >= scan.window->end) continue;
    if (scan.group_by.keys.empty()) {
      rows.push_back({.day = at, .key = {}, .second = {}});
      continue;
    }
    for (std::size_t i = 0; i < options_.services.size(); ++i) {
      if (!costs(i, number)) continue;
      const std::string& each = options_.services[i];
      const bool fits =
          !wanted.bound || std::find(wanted.values.begin(), wanted.values.end(), each) != wanted.values.end();
      if (fits) rows.push_back({.day = at, .key = each, .second = {}});
    }
  }
  return rows;
}

namespace {

class LedgerRows : public asking::AskedRows {
 public:
  LedgerRows(Ledger& ledger, const sql::Scan& scan) : ledger_(ledger), scan_(scan), rows_(ledger.rows_of(scan)) {}

  bool next(const sql::Interrupted&) override {
    if (next_asks()) read_page();
    asked_ = true;
    if (next_ == rows_.size()) return false;
    ++next_;
    return true;
  }
  bool next_asks() const override { return next_ == rows_.size() ? !asked_ : next_ % ledger_.options_.page_rows == 0; }
  sql::Cell cell(std::size_t column) override {
    const Row& row = rows_[next_ - 1];
    const std::string_view name = scan_.table->columns[column].name;
    if (name == "period_start") return std::string_view(row.day);
    if (name == "service" || name == "group_1") return std::string_view(row.key);
    if (name == "unblended_cost") return 1.5;
    if (name == "unblended_cost_exact") return std::string_view("1.5");
    if (name == "currency") return std::string_view("USD");
    return sql::Null();
  }
  std::shared_ptr<const asking::Destination> destination() const override { return nullptr; }

 private:
  void read_page() {
    const std::size_t page = next_ / ledger_.options_.page_rows;
    ledger_.count(scan_, page);
    const std::size_t rows = std::min((page + 1) * ledger_.options_.page_rows, rows_.size());
    if (ledger_.page_read_) ledger_.page_read_(scan_, page + 1, rows, rows == rows_.size());
  }

  Ledger& ledger_;
  const sql::Scan& scan_;
  std::vector<Row> rows_;
  std::size_t next_ = 0;
  bool asked_ = false;
};

}  // namespace

std::unique_ptr<asking::AskedRows> Ledger::ask(const sql::Scan& scan) {
  return std::make_unique<LedgerRows>(*this, scan);
}

}  // namespace awscost::joins
