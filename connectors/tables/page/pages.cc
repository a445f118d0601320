#include "connectors/tables/page/pages.h"

#include <utility>
#include <variant>

#include "connectors/tables/page/refusal.h"
#include "connectors/wire/error.h"
#include "sql/error.h"

namespace awscost::page {

Pages::Pages(const Operation& operation, const sql::Scan& scan, asking::Whom whom, MakeCall make_call,
             asking::Statement& statement, const RowsDecoded& rows_decoded)
    : operation_(operation),
      scan_(scan),
      whom_(std::move(whom)),
      make_call_(std::move(make_call)),
      statement_(statement),
      rows_decoded_(rows_decoded),
      reader_(operation, scan),
      call_(make_call_({})) {}

void Pages::set_destination(std::shared_ptr<const asking::Destination> destination) {
  destination_ = std::move(destination);
}

asking::Question Pages::question(const sql::Interrupted& interrupted) {
  if (price_of_ && !price_) price_ = price_of_(*destination_, interrupted);
  if (price_) call_.price_usd = *price_;
  return {.destination = destination_,
          .call = call_,
          .page = page_,
          .secret = operation_.secret,
          .may_be_kept = !operation_.secret,
          .kept_as = kept_as_};
}

bool Pages::next(const sql::Interrupted& interrupted) {
  while (!finished_) {
    fetch(interrupted);
    if (reader_.rows() > 0) return true;
  }
  return false;
}

// A query that ends after paid pages gives no more rows, so its error says what was read. That is the reader's
// knowledge: a limit (connectors/asking/spend/gate.cc) knows only money.
void Pages::fetch(const sql::Interrupted& interrupted) {
  const std::string so_far = page_ == 1 ? "" : reader_.so_far();
  try {
    take(send(interrupted));
  } catch (const RefusedError& error) {
    throw RefusedError(error.what() + so_far, error.code());
  } catch (const sql::Error& error) {
    const bool is_kept = page_ > 1 && kept_as_ != 0;
    throw sql::Error(error.what() + so_far + (is_kept ? kGoOn : ""));
  }
  prepare_next();
}

void Pages::take(asking::Answer answer) {
  if (const auto* error = std::get_if<wire::SendError>(&answer.outcome)) {
    throw sql::Error(unanswered(operation_, *error, asked_of(scan_)));
  }
  wire::Reply* reply = wire::reply_of(answer.outcome);
  if (reply == nullptr) wire::throw_failure(answer.outcome);
  if (!wire::is_success(*reply)) {
    const Refusal refusal{.reply = *reply, .attempts = answer.attempts, .credentials = destination_->credentials};
    throw RefusedError(refused(operation_, refusal, page_, asked_of(scan_)), wire::read_error(*reply).code);
  }
  kept_as_ = answer.kept_as;
  reader_.read(std::move(*reply), page_);
  if (rows_decoded_) rows_decoded_(answer.row, reader_.rows());
  statement_.page_read(reader_.rows());
}

asking::Answer Pages::send(const sql::Interrupted& interrupted) {
  if (given_) return *std::exchange(given_, std::nullopt);
  if (!destination_) {
    asking::Resolution resolution = statement_.destinations({&whom_, 1}, interrupted);
    if (resolution.first_failure) return {.outcome = *std::move(resolution.failures.front())};
    destination_ = std::move(resolution.destinations.front());
  }
  return statement_.send(question(interrupted), interrupted);
}

void Pages::prepare_next() {
  const std::string_view token = reader_.token();
  finished_ = token.empty();
  if (finished_) return;
  if (!tokens_.emplace(token).second) {
    const std::string asked = asked_of(scan_);
    throw sql::Error(std::string(operation_.table.name) + (asked.empty() ? "" : ": " + asked) + ": page " +
                     std::to_string(page_) +
                     " ends with a page token that was given before, so its pages would never end; run the statement "
                     "again, or narrow it.");
  }
  call_ = make_call_(token);
  ++page_;
}

}  // namespace awscost::page
