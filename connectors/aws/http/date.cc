#include "connectors/aws/http/date.h"

#include <curl/curl.h>

namespace awscost::http {

std::optional<std::chrono::sys_seconds> parse_date(const std::string& text) {
  const time_t time = curl_getdate(text.c_str(), nullptr);
  if (time < 0) return std::nullopt;
  return std::chrono::sys_seconds(std::chrono::seconds(time));
}

std::optional<std::chrono::sys_seconds> date_of(const wire::Reply& reply) {
  return parse_date(std::string(wire::header(reply, "Date")));
}

}  // namespace awscost::http
