// The pages of one scan: the only loop over page tokens.
//
// A page is fetched when the one before it is used up, never earlier: every page is paid. A page without rows is
// followed like any other; a token that was given before would go round for ever and ends the query.
//
//   Pages pages(operation, scan, make_call, connector, rows_decoded);
//   while (pages.next(interrupted)) for (std::size_t row = 0; row < pages.rows().rows(); ++row) …
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "connectors/tables/operations/operation.h"
#include "connectors/tables/page/row_reader.h"
#include "connectors/wire/call.h"
#include "sql/scan.h"

namespace awscost::page {

// The call of a page, from 1; an empty token asks for the first.
using MakeCall = std::function<wire::Call(std::string_view token, int page)>;

// Told how many rows the answer to a request (Reply::request) held.
using RowsDecoded = std::function<void(std::uint64_t request, std::size_t rows)>;

class Pages {
 public:
  // All of them outlive the pages. Makes the first call, so that what is wrong with the question is thrown here;
  // sends nothing yet.
  Pages(const Operation& operation, const sql::Scan& scan, MakeCall make_call, wire::Connector& connector,
        const RowsDecoded& rows_decoded);

  // What became of the first call, where somebody has sent it already.
  void give_first(wire::Outcome outcome) { first_ = std::move(outcome); }
  const wire::Call& first_call() const { return call_; }

  // Moves to the first, then to the next page that has rows; false after the last. Throws sql::Error and
  // sql::InterruptError.
  bool next(const sql::Interrupted& interrupted);

  RowReader& rows() { return reader_; }

 private:
  void fetch(const sql::Interrupted& interrupted);
  wire::Reply send(const sql::Interrupted& interrupted);
  void prepare_next();

  const Operation& operation_;
  const sql::Scan& scan_;
  MakeCall make_call_;
  wire::Connector& connector_;
  const RowsDecoded& rows_decoded_;
  RowReader reader_;
  wire::Call call_;  // the next one
  std::optional<wire::Outcome> first_;
  bool finished_ = false;
  std::unordered_set<std::string> tokens_;
};

}  // namespace awscost::page
