// The pages of one scan: the only loop over page tokens.
//
// A page is fetched when the one before it is used up, never earlier: every page is paid. A page without rows is
// followed like any other; a token that was given before would go round for ever and ends the query.
//
// Example:
//
//   std::size_t count_rows(Pages& pages, const sql::Interrupted& interrupted) {
//     std::size_t rows = 0;
//     while (pages.next(interrupted)) rows += pages.rows().rows();
//     return rows;
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "connectors/asking/question/question.h"
#include "connectors/asking/statement/statement.h"
#include "connectors/tables/operations/operation.h"
#include "connectors/tables/page/row_reader.h"
#include "connectors/wire/call.h"
#include "sql/scan.h"

namespace awscost::page {

// The call of a page; an empty token asks for the first.
using MakeCall = std::function<wire::Call(std::string_view token)>;

// Told how many rows the answer with that Answer::row held.
using RowsDecoded = std::function<void(std::uint64_t row, std::size_t rows)>;

// What a request to the destination costs, in US dollars; asked once, before the first is sent.
using PriceOf = std::function<double(const asking::Destination& destination, const sql::Interrupted& interrupted)>;

// The end of an error after pages that are kept past the statement.
inline constexpr const char* kGoOn = " What was read is kept: run the statement again, and it goes on from there.";

class Pages {
 public:
  // All of them outlive the pages, but for `whom`, who is asked. Makes the first call, so that what is wrong with the
  // question is thrown here; sends nothing yet.
  Pages(const Operation& operation, const sql::Scan& scan, asking::Whom whom, MakeCall make_call,
        asking::Statement& statement, const RowsDecoded& rows_decoded);

  const asking::Whom& whom() const { return whom_; }

  // Whom `whom` was resolved to; without it the first next() resolves it.
  void set_destination(std::shared_ptr<const asking::Destination> destination);
  const std::shared_ptr<const asking::Destination>& destination() const { return destination_; }

  // Without it, a request costs what the operation says.
  void set_price_of(PriceOf price_of) { price_of_ = std::move(price_of); }

  // The question of the next page, for somebody else to send, and its answer. Only after set_destination().
  asking::Question question(const sql::Interrupted& interrupted);
  void give(asking::Answer answer) { given_ = std::move(answer); }

  // Moves to the first, then to the next page that has rows; false after the last. Throws sql::Error and
  // sql::InterruptError.
  bool next(const sql::Interrupted& interrupted);

  // The last page has been read.
  bool finished() const { return finished_; }

  // The kept answer that all pages so far belong to (connectors/asking/kept); 0: there is none.
  std::int64_t kept_as() const { return kept_as_; }

  RowReader& rows() { return reader_; }
  const RowReader& rows() const { return reader_; }

 private:
  void fetch(const sql::Interrupted& interrupted);
  void take(asking::Answer answer);
  asking::Answer send(const sql::Interrupted& interrupted);
  void prepare_next();

  const Operation& operation_;
  const sql::Scan& scan_;
  asking::Whom whom_;
  MakeCall make_call_;
  PriceOf price_of_;
  std::optional<double> price_;
  asking::Statement& statement_;
  const RowsDecoded& rows_decoded_;
  RowReader reader_;
  std::shared_ptr<const asking::Destination> destination_;
  wire::Call call_;  // of the next page
  int page_ = 1;     // the next one's number
  std::optional<asking::Answer> given_;
  std::int64_t kept_as_ = 0;
  bool finished_ = false;
  std::unordered_set<std::string> tokens_;
};

}  // namespace awscost::page
