#include "connectors/aws/log/logged_connector.h"

#include "connectors/aws/log/line.h"
#include "connectors/aws/log/send_and_log.h"

namespace awscost::log {

wire::Reply LoggedConnector::send(const wire::Call& call, const sql::Interrupted& interrupted) {
  const auto send = [&] { return connector_.send(call, interrupted); };
  if (!log_.is_on()) return send();
  const auto summarize = [&](std::chrono::sys_seconds start) {
    return RequestSummary{.start = start, .label = call.label, .method = call.method, .address = address_};
  };
  return send_and_log(log_, RequestTexts(), summarize, send);
}

}  // namespace awscost::log
