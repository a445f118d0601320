#include "connectors/sandbox/server/exchange.h"

#include <boost/json.hpp>
#include <chrono>
#include <stdexcept>

#include "connectors/sandbox/api_error.h"
#include "connectors/sandbox/operation.h"

namespace awscost::sandbox {
namespace {

wire::Call call_of(const HttpRequest& request, const std::string& target, std::string_view service) {
  wire::Call call;
  call.service = service;
  call.operation = target.substr(target.find('.') + 1);
  call.method = request.method;
  call.path = request.target.substr(0, request.target.find('?'));
  call.headers = request.headers;
  call.body = request.body;
  return call;
}

}  // namespace

Exchange::Exchange(wire::Connector& connector, Verifier verifier, const std::string& log)
    : connector_(connector), verifier_(std::move(verifier)) {
  if (log.empty()) return;
  log_.open(log, std::ios::app);
  if (!log_) throw std::runtime_error("the log file " + log + " cannot be written");
}

wire::Reply Exchange::answer(const HttpRequest& request) {
  const std::string target = header_value(request, "X-Amz-Target");
  const std::string_view service = service_of(target);
  wire::Reply reply;
  try {
    verifier_.check(request, service, std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
    reply = connector_.send(call_of(request, target, service), {});
  } catch (const ApiError& error) {
    reply.status = ApiError::kStatus;
    reply.body = error.body();
    reply.headers = {{"x-amzn-requestid", "00000000-0000-4000-8000-000000000000"},
                     {"Content-Type", "application/x-amz-json-1.1"}};
  }
  record(request, reply);
  return reply;
}

void Exchange::record(const HttpRequest& request, const wire::Reply& reply) {
  if (!log_.is_open()) return;
  const boost::json::object line{
      {"target", header_value(request, "X-Amz-Target")}, {"body", request.body}, {"status", reply.status}};
  log_ << boost::json::serialize(line) << std::endl;
}

}  // namespace awscost::sandbox
