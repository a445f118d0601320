#include "connectors/tables/assembly/operation_source.h"

#include <string>
#include <utility>
#include <vector>

#include "connectors/tables/assembly/fan_out.h"
#include "connectors/tables/assembly/narrowings.h"
#include "connectors/tables/assembly/page_rows.h"
#include "connectors/tables/assembly/period_rows.h"
#include "connectors/tables/joins/joins.h"
#include "connectors/tables/request/expression.h"
#include "connectors/tables/request/filter.h"
#include "connectors/tables/request/filter_call.h"
#include "sql/bounds.h"
#include "sql/error.h"
#include "sql/named_table.h"
#include "sql/text/words.h"
#include "sql/value.h"

namespace awscost::assembly {
namespace {

Operation with_table(Operation operation, const sql::Table& table) {
  operation.table = table;
  return operation;
}

// The operation with the table of a CREATE VIRTUAL TABLE; owns the table.
class NamedSource : public OperationSource {
 public:
  NamedSource(std::unique_ptr<sql::NamedTable> table, const Operation& operation, page::RowsDecoded rows_decoded,
              std::shared_ptr<ViewPrices> prices, std::shared_ptr<Learnt> learnt)
      : OperationSource(with_table(operation, table->table()), std::move(rows_decoded), std::move(prices),
                        std::move(learnt)),
        table_(std::move(table)) {}

 private:
  std::unique_ptr<sql::NamedTable> table_;
};

// Rows that own their scan.
class OwnedScanRows : public asking::AskedRows {
 public:
  explicit OwnedScanRows(sql::Scan scan) : scan_(std::move(scan)) {}

  const sql::Scan& scan() const { return scan_; }
  void answer_with(std::unique_ptr<asking::AskedRows> rows) { rows_ = std::move(rows); }
  bool next(const sql::Interrupted& interrupted) override { return rows_->next(interrupted); }
  sql::Cell cell(std::size_t column) override { return rows_->cell(column); }
  std::shared_ptr<const asking::Destination> destination() const override { return rows_->destination(); }

 private:
  sql::Scan scan_;
  std::unique_ptr<asking::AskedRows> rows_;
};

std::unique_ptr<asking::AskedRows> rows_of(const Asking& asking, const sql::Scan& scan) {
  if (asking.operation.parents.list != nullptr || !scan.several.empty()) {
    return std::make_unique<FanOut>(asking, scan);
  }
  return std::make_unique<PageRows>(asking, scan, "");
}

// Asks for one table in one statement.
class TableAsker : public joins::Asker {
 public:
  TableAsker(const Asking& asking, Narrowings& narrowings, joins::Joins& joins)
      : asking_(asking),
        narrowings_(narrowings),
        page_read_([&joins, &sizes = asking.learnt->sizes](const sql::Scan& scan, std::size_t pages, std::size_t rows,
                                                           bool last) {
          joins.note_page(scan, pages, rows, last);
          sizes.note(scan, pages, rows, last);
        }) {
    asking_.page_read = &page_read_;
  }

  std::unique_ptr<asking::AskedRows> ask(const sql::Scan& scan) override {
    // A loop has its own way of asking for more.
    if (scan.in_loop || !narrowings_.are_too_many_with(asking_.operation, scan)) return rows_of(asking_, scan);
    auto rows = std::make_unique<OwnedScanRows>(whole(scan));
    rows->answer_with(rows_of(asking_, rows->scan()));
    return rows;
  }
  bool can_ask(const sql::Scan& scan) const override {
    return asking_.operation.table.required_filter.empty() || request::filter_of(asking_.operation, scan).has_value();
  }
  void note_held() override {
    if (asking_.statement.resumed() != nullptr) asking_.statement.resumed()->from_statement = true;
  }
  std::int64_t requests() const override { return asking_.statement.tally().requests; }
  std::uint64_t revision() const override { return asking_.statement.revision(); }
  bool has_room(std::size_t bytes) const override { return asking_.statement.hold(this, bytes); }

 private:
  Asking asking_;
  Narrowings& narrowings_;
  PageRead page_read_;
};

// What a statement keeps of a table.
struct Joining {
  Narrowings narrowings;
  std::unique_ptr<TableAsker> asker;
  joins::Joins joins;  // ends before the asker
};

// SQLite hands over `filter = awscost_tag('env', 'prod')` as it is written.
std::vector<std::string> with_evaluated_filter(std::string_view table, std::span<const std::string_view> arguments) {
  std::vector<std::string> evaluated;
  for (const std::string_view argument : arguments) {
    const auto equals = argument.find('=');
    const bool has_value = equals != std::string_view::npos;
    const std::string_view name = text::trimmed(argument.substr(0, has_value ? equals : 0));
    evaluated.emplace_back(argument);
    if (text::lower(name) != "filter") continue;
    try {
      const auto expression = request::evaluate_filter_call(argument.substr(equals + 1));
      if (expression) evaluated.back() = "filter = " + sql::literal(*expression);
    } catch (const sql::Error& error) {
      throw sql::Error(std::string(table) + ": filter: " + error.what());
    }
  }
  return evaluated;
}

// Before anything is sent. Wider questions of a join are not scans of the statement, and do not come here.
void require_bound(const Operation& operation, const sql::Scan& scan, const asking::Statement& statement) {
  if (operation.price_usd > 0 && sql::is_unbounded(scan) && statement.refuses_unbounded()) {
    throw sql::Error(sql::unbounded(scan));
  }
}

// Rows of a dry run: those of kept answers. Tells for which table what is written down would be sent.
class DryRows : public asking::AskedRows {
 public:
  DryRows(std::unique_ptr<asking::AskedRows> rows, asking::DryRun& dry_run, const sql::Scan& scan, const Learnt& learnt)
      : rows_(std::move(rows)), dry_run_(dry_run), scan_(scan), learnt_(learnt) {}

  bool next(const sql::Interrupted& interrupted) override {
    const std::size_t known = dry_run_.requests().size();
    bool has_row = false;
    try {
      has_row = rows_->next(interrupted);
    } catch (const asking::NotSent&) {
    }
    dry_run_.name(known, scan_.table->name, scan_.table->operation, learnt_.sizes.pages_of(scan_));
    return has_row;
  }
  sql::Cell cell(std::size_t column) override { return rows_->cell(column); }
  std::shared_ptr<const asking::Destination> destination() const override { return rows_->destination(); }

 private:
  std::unique_ptr<asking::AskedRows> rows_;
  asking::DryRun& dry_run_;
  const sql::Scan& scan_;
  const Learnt& learnt_;
};

class NoRows : public sql::Rows {
 public:
  bool next(const sql::Interrupted&) override { return false; }
  sql::Cell cell(std::size_t) override { return sql::Null(); }
};

}  // namespace

OperationSource::OperationSource(const Operation& operation, page::RowsDecoded rows_decoded,
                                 std::shared_ptr<ViewPrices> prices, std::shared_ptr<Learnt> learnt)
    : operation_(operation),
      rows_decoded_(std::move(rows_decoded)),
      prices_(prices ? std::move(prices) : std::make_shared<ViewPrices>()),
      learnt_(learnt ? std::move(learnt) : std::make_shared<Learnt>()) {}

std::shared_ptr<sql::Source> OperationSource::named(std::string_view name,
                                                    std::span<const std::string_view> arguments) {
  const std::vector<std::string> evaluated = with_evaluated_filter(name, arguments);
  const std::vector<std::string_view> views(evaluated.begin(), evaluated.end());
  auto table = std::make_unique<sql::NamedTable>(operation_.table, name, views);
  const auto filter = sql::find(table->table(), sql::Role::kFilter);
  if (filter && table->table().columns[*filter].fixed) {
    request::parse_expression(table->table().columns[*filter].fallback, std::string(name) + ": filter");
  }
  return std::make_shared<NamedSource>(std::move(table), operation_, rows_decoded_, prices_, learnt_);
}

std::unique_ptr<sql::Rows> OperationSource::open(const sql::Scan& scan, sql::Statement& statement) {
  if (scan.empty) return std::make_unique<NoRows>();
  if (scan.has_known_periods) {
    return std::make_unique<PeriodRows>(operation_, scan, asking::Statement::of(statement));
  }
  require_bound(operation_, scan, asking::Statement::of(statement));
  auto& joining = statement.state<Joining>(this);
  if (!joining.asker) {
    const Asking asking{operation_,   asking::Statement::of(statement), rows_decoded_, prices_.get(), nullptr,
                        learnt_.get()};
    joining.asker = std::make_unique<TableAsker>(asking, joining.narrowings, joining.joins);
  }
  auto rows = joining.joins.open(*joining.asker, scan);
  asking::Statement& asking = asking::Statement::of(statement);
  if (asking.dry_run() == nullptr) return rows;
  return std::make_unique<DryRows>(std::move(rows), *asking.dry_run(), scan, *learnt_);
}

}  // namespace awscost::assembly
