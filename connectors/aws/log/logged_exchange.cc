#include "connectors/aws/log/logged_exchange.h"

#include "connectors/aws/log/line.h"
#include "connectors/aws/log/send_and_log.h"

namespace awscost::log {

wire::Reply LoggedExchange::exchange(const http::Request& request, const http::Limits& limits,
                                     const sql::Interrupted& interrupted) {
  const auto send = [&] { return exchange_.exchange(request, limits, interrupted); };
  if (!log_.is_on()) return send();
  const auto summarize = [&](std::chrono::sys_seconds start) {
    return RequestSummary{
        .start = start, .label = request.label, .method = request.method, .address = address(request.url)};
  };
  return send_and_log(log_, RequestTexts(request), summarize, send);
}

}  // namespace awscost::log
