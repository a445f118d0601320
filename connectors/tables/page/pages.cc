#include "connectors/tables/page/pages.h"

#include <utility>

#include "connectors/tables/page/refusal.h"
#include "connectors/wire/error.h"
#include "sql/error.h"

namespace awscost::page {

Pages::Pages(const Operation& operation, const sql::Scan& scan, MakeCall make_call, wire::Connector& connector,
             const RowsDecoded& rows_decoded)
    : operation_(operation),
      scan_(scan),
      make_call_(std::move(make_call)),
      connector_(connector),
      rows_decoded_(rows_decoded),
      reader_(operation, scan),
      call_(make_call_({}, 1)) {}

bool Pages::next(const sql::Interrupted& interrupted) {
  while (!finished_) {
    fetch(interrupted);
    if (reader_.rows() > 0) return true;
  }
  return false;
}

void Pages::fetch(const sql::Interrupted& interrupted) {
  wire::Reply reply = send(interrupted);
  if (!wire::is_success(reply)) {
    throw RefusedError(refused(operation_, reply, call_.page, asked_of(scan_)), wire::read_error(reply).code);
  }
  const std::uint64_t request = reply.request;
  reader_.read(std::move(reply), call_.page);
  if (rows_decoded_) rows_decoded_(request, reader_.rows());
  prepare_next();
}

wire::Reply Pages::send(const sql::Interrupted& interrupted) {
  try {
    if (!first_) return connector_.send(call_, interrupted);
    const wire::Outcome outcome = *std::exchange(first_, std::nullopt);
    if (outcome.error) std::rethrow_exception(outcome.error);
    return *outcome.reply;
  } catch (const wire::SendError& error) {
    throw sql::Error(unanswered(operation_, error, asked_of(scan_)));
  }
}

void Pages::prepare_next() {
  const std::string_view token = reader_.token();
  finished_ = token.empty();
  if (finished_) return;
  if (!tokens_.emplace(token).second) {
    const std::string asked = asked_of(scan_);
    throw sql::Error(std::string(operation_.table.name) + (asked.empty() ? "" : ": " + asked) + ": page " +
                     std::to_string(call_.page) +
                     " ends with a page token that was given before, so its pages would never end; run the statement "
                     "again, or narrow it.");
  }
  call_ = make_call_(token, call_.page + 1);
}

}  // namespace awscost::page
