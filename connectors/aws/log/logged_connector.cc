#include "connectors/aws/log/logged_connector.h"

#include "connectors/aws/log/line.h"
#include "connectors/aws/log/told.h"

namespace awscost::log {

wire::Reply LoggedConnector::send(const wire::Call& call, const sql::Interrupted& interrupted) {
  const auto send = [&] { return connector_.send(call, interrupted); };
  if (!log_.is_on()) return send();
  const auto asked = [&](std::chrono::sys_seconds at) {
    return Asked{.at = at, .label = call.label, .method = call.method, .address = address_};
  };
  return told(log_, Carried(), asked, send);
}

}  // namespace awscost::log
