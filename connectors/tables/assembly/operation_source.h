// An operation as a Source: question in, request, pages, rows out.
//
// Owns nothing of the parts it joins: request/ builds the call, page/ reads the replies, the statement sends.
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

#include "connectors/tables/operations/operation.h"
#include "connectors/tables/page/pages.h"
#include "sql/source.h"

namespace awscost::assembly {

class OperationSource : public sql::Source {
 public:
  // `rows_decoded` may be empty.
  OperationSource(const Operation& operation, page::RowsDecoded rows_decoded);

  const sql::Table& table() const override { return operation_.table; }

  // Also refuses a `filter` that is no Expression.
  std::shared_ptr<sql::Source> named(std::string_view name, std::span<const std::string_view> arguments) override;

  // Throws sql::Error where the question cannot be asked (a filter is missing or malformed); sends nothing: the first
  // request waits for the first next(). `statement` is an asking::Statement. Source, scan and statement outlive the
  // rows.
  std::unique_ptr<sql::Rows> open(const sql::Scan& scan, sql::Statement& statement) override;

 private:
  Operation operation_;
  page::RowsDecoded rows_decoded_;
};

}  // namespace awscost::assembly
