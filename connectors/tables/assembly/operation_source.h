// An operation as a Source: question in, request, pages, rows out.
//
// Owns nothing of the parts it joins: request/ builds the body, page/ reads the answers, the connector sends.
//
//   OperationSource source(*find_operation("ce_cost_and_usage"), connector, ledger.rows_decoded());
//   auto rows = source.open(scan);
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "connectors/tables/assembly/varied.h"
#include "connectors/tables/operations/operation.h"
#include "connectors/tables/page/pages.h"
#include "connectors/wire/call.h"
#include "sql/source.h"

namespace awscost::assembly {

class OperationSource : public sql::Source {
 public:
  // `connector` outlives the source and its rows. `rows_decoded` may be empty, and so may `statement`, which numbers
  // the running statement.
  OperationSource(const Operation& operation, wire::Connector& connector, page::RowsDecoded rows_decoded,
                  std::function<std::uint64_t()> statement = {});

  const sql::Table& table() const override { return operation_.table; }

  // Also refuses a `filter` that is no Expression.
  std::shared_ptr<sql::Source> named(std::string_view name, std::span<const std::string_view> arguments) override;

  // Throws sql::Error where the question cannot be asked (a filter is missing or malformed); sends nothing: the first
  // request waits for the first next(). The source outlives the rows.
  std::unique_ptr<sql::Rows> open(const sql::Scan& scan) override;

 private:
  Operation operation_;
  wire::Connector& connector_;
  std::unique_ptr<sql::Rows> rows_of(const sql::Scan& scan);

  page::RowsDecoded rows_decoded_;
  std::function<std::uint64_t()> statement_;
  Varied varied_;
};

}  // namespace awscost::assembly
