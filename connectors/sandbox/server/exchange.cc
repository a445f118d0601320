#include "connectors/sandbox/server/exchange.h"

#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <stdexcept>
#include <utility>

#include "connectors/sandbox/api_error.h"
#include "connectors/sandbox/operation.h"
#include "connectors/sandbox/percent.h"
#include "connectors/sandbox/protocol.h"
#include "connectors/sandbox/rest_operation.h"

namespace awscost::sandbox {
namespace {

namespace json = boost::json;

constexpr std::string_view kGateway = "apigateway";
constexpr std::string_view kForm = "application/x-www-form-urlencoded";

wire::Call call_of(const HttpRequest& request) {
  const std::size_t mark = std::min(request.target.find('?'), request.target.size());
  const std::string target = header_value(request, "X-Amz-Target");
  const bool is_form = header_value(request, "Content-Type").starts_with(kForm);
  wire::Call call;
  call.method = request.method;
  call.path = request.target.substr(0, mark);
  call.query = parse_query(std::string_view(request.target).substr(std::min(mark + 1, request.target.size())));
  call.headers = request.headers;
  call.body = request.body;
  if (target.empty() && is_form && call.method == "POST" && call.path == "/") {
    call.service = "sts";
    for (const auto& [name, value] : parse_query(call.body)) {
      if (name == "Action") call.operation = value;
    }
    return call;
  }
  if (!target.empty() || (call.method == "POST" && call.path == "/")) {
    call.service = service_of(target);
    call.operation = target.substr(target.find('.') + 1);
    return call;
  }
  call.service = kGateway;
  if (const auto route = find_route(kGateway, call.method, call.path)) call.operation = route->operation->name;
  return call;
}

json::array pairs(const Query& query) {
  json::array list;
  for (const auto& [name, value] : query) list.push_back(json::array{name, value});
  return list;
}

}  // namespace

Exchange::Exchange(Answering& account, Verifier verifier, ExchangeOptions options)
    : account_(account),
      verifier_(std::move(verifier)),
      options_(std::move(options)),
      gateway_limit_(options_.gateway_rate) {
  if (options_.log.empty()) return;
  log_.open(options_.log, std::ios::app);
  if (!log_) throw std::runtime_error("The log file '" + options_.log + "' cannot be written.");
}

wire::Reply Exchange::answer(const HttpRequest& request) {
  const wire::Call call = call_of(request);
  wire::Reply reply;
  try {
    reply = checked_answer(request, call);
  } catch (const ApiError& error) {
    reply = refusal(protocol_of(call.service), error);
    reply.headers.push_back({"x-amzn-requestid", "00000000-0000-4000-8000-000000000000"});
  }
  record(call, request, reply);
  return reply;
}

wire::Reply Exchange::checked_answer(const HttpRequest& request, const wire::Call& call) {
  const auto now =
      options_.now ? options_.now() : std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const std::string region = verifier_.check(request, call.service, now);
  const auto ticks = options_.ticks ? options_.ticks() : std::chrono::steady_clock::now();
  if (call.service == kGateway && !gateway_limit_.take(region, ticks)) {
    throw ApiError("TooManyRequestsException", "Too Many Requests", {.headers = {{"Retry-After", "1"}}});
  }
  return account_.send_at({.region = region}, call, {});
}

// Records what a validator needs to check the request.
void Exchange::record(const wire::Call& call, const HttpRequest& request, const wire::Reply& reply) {
  if (!log_.is_open()) return;
  const json::object line{{"service", call.service}, {"method", call.method},
                          {"path", call.path},       {"query", pairs(call.query)},
                          {"body", request.body},    {"target", header_value(request, "X-Amz-Target")},
                          {"status", reply.status}};
  log_ << json::serialize(line) << std::endl;
}

}  // namespace awscost::sandbox
