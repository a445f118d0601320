#include "connectors/request/call.h"

#include <string>

#include "connectors/request/body.h"

namespace awscost::request {

wire::Call call(const Operation& operation, const sql::Scan& scan, std::string_view token, int page) {
  wire::Call call;
  call.service = operation.service.endpoint;
  call.operation = operation.table.operation;
  const std::string target = std::string(operation.service.target_prefix) + "." + call.operation;
  call.headers = {{"Content-Type", std::string(operation.service.content_type)}, {"X-Amz-Target", target}};
  call.body = body(operation, scan, token);
  call.profile = scan.input(sql::Role::kProfile).value_or("");
  call.price_usd = operation.price_usd;
  call.page = page;
  return call;
}

}  // namespace awscost::request
