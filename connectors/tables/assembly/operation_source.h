// An operation as a Source: request/ builds the calls of a scan, the statement sends them, page/ reads the replies.
//
// Example:
//
//   std::unique_ptr<sql::Source> source_of(const Operation& operation) {
//     return std::make_unique<OperationSource>(operation, page::RowsDecoded());
//   }
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "connectors/tables/assembly/learnt.h"
#include "connectors/tables/assembly/view_prices.h"
#include "connectors/tables/operations/operation.h"
#include "connectors/tables/page/pages.h"
#include "sql/source.h"

namespace awscost::assembly {

class OperationSource : public sql::Source {
 public:
  // `rows_decoded` may be empty. The tables of a connection share `prices` and `learnt`; null: the source has its own.
  OperationSource(const Operation& operation, page::RowsDecoded rows_decoded,
                  std::shared_ptr<ViewPrices> prices = nullptr, std::shared_ptr<Learnt> learnt = nullptr);

  const sql::Table& table() const override { return operation_.table; }

  // Throws sql::Error also where `filter` is not an Expression.
  std::shared_ptr<sql::Source> named(std::string_view name, std::span<const std::string_view> arguments) override;

  // Throws sql::Error where no request can be built from the scan (a filter is missing or malformed). Sends nothing:
  // the first next() does. `statement` is an asking::Statement. Source, scan and statement outlive the rows.
  std::unique_ptr<sql::Rows> open(const sql::Scan& scan, sql::Statement& statement) override;

 private:
  Operation operation_;
  page::RowsDecoded rows_decoded_;
  std::shared_ptr<ViewPrices> prices_;
  std::shared_ptr<Learnt> learnt_;
};

}  // namespace awscost::assembly
