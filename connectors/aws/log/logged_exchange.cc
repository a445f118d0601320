#include "connectors/aws/log/logged_exchange.h"

#include "connectors/aws/log/line.h"
#include "connectors/aws/log/told.h"

namespace awscost::log {

wire::Reply LoggedExchange::exchange(const http::Request& request, const http::Limits& limits,
                                     const sql::Interrupted& interrupted) {
  const auto send = [&] { return exchange_.exchange(request, limits, interrupted); };
  if (!log_.is_on()) return send();
  const auto asked = [&](std::chrono::sys_seconds at) {
    return Asked{.at = at, .label = request.label, .method = request.method, .address = address(request.url)};
  };
  return told(log_, Carried(request), asked, send);
}

}  // namespace awscost::log
