#include "connectors/sandbox/server/fault_answers.h"

#include <algorithm>
#include <array>
#include <utility>

#include "connectors/sandbox/api_error.h"
#include "connectors/sandbox/protocol.h"
#include "connectors/sandbox/server/gzip.h"

namespace awscost::sandbox {
namespace {

namespace json = boost::json;

constexpr std::string_view kGateway = "apigateway";
constexpr std::string_view kCalculator = "bcm-pricing-calculator";
constexpr std::array<std::string_view, 4> kTokenMembers = {"NextPageToken", "NextToken", "nextToken", "position"};
// The members that hold an answer's rows, over all operations.
constexpr std::array<std::string_view, 9> kRowMembers = {"ResultsByTime",
                                                         "SavingsPlansUtilizationDetails",
                                                         "SavingsPlansUtilizationsByTime",
                                                         "items",
                                                         "values",
                                                         "item",
                                                         "Services",
                                                         "DimensionValues",
                                                         "Tags"};
constexpr std::size_t kDeep = 100'000;

// A proxy's error page.
std::string html(const std::string& title) {
  return "<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" + title +
         "</h1></center>\r\n</body>\r\n</html>\r\n";
}

// The retry hint of a fault: Retry-After or the newer x-amz-retry-after.
std::vector<wire::Header> hint(const Fault& fault) {
  if (fault.time.count() == 0) return {};
  if (fault.in_milliseconds) return {{"x-amz-retry-after", std::to_string(fault.time.count())}};
  return {{"Retry-After", std::to_string(fault.time.count() / 1000)}};
}

ApiError throttled(const Fault& fault, std::string_view service) {
  if (service == kGateway) return {"TooManyRequestsException", "Too Many Requests", {.headers = hint(fault)}};
  if (service == kCalculator) return {"ThrottlingException", "Rate exceeded", {.headers = hint(fault)}};
  return {"LimitExceededException", "Rate limit exceeded", {.headers = hint(fault)}};
}

// API Gateway and the Pricing Calculator have no separate error for page tokens.
ApiError wrong_token(std::string_view service) {
  if (service == kGateway) return {"BadRequestException", "Invalid position parameter"};
  if (service == kCalculator) return validation("The provided nextToken is invalid");
  return {"InvalidNextTokenException", "The pagination token is invalid. Try again without a pagination token."};
}

ApiError changed_request(std::string_view service) {
  if (service == kGateway || service == kCalculator) return wrong_token(service);
  return {"RequestChangedException",
          "Your request parameters changed between pages. Try again with the old parameters or without a pagination "
          "token."};
}

ApiError expired(std::string_view service) {
  return {"ExpiredTokenException",
          "The security token included in the request is expired",
          {.status = service == kGateway ? 403 : 400}};
}

// A proxy's answer has no request id and no error code.
wire::Reply plain(int status, std::string body, std::vector<wire::Header> headers) {
  headers.push_back({"Content-Type", "text/html"});
  wire::Reply reply;
  reply.status = status;
  reply.headers = std::move(headers);
  reply.body = std::move(body);
  return reply;
}

wire::Reply redirect(int status, const wire::Call& call) {
  return plain(status, html("Moved"), {{"Location", call.path + (call.path == "/" ? "" : "/") + "elsewhere"}});
}

std::optional<ApiError> error_of(const Fault& fault, std::string_view service) {
  switch (fault.kind) {
    case FaultKind::kThrottle:
      return throttled(fault, service);
    case FaultKind::kStatus500:
      return ApiError("InternalFailure", "The request processing has failed because of an unknown error",
                      {.status = 500, .headers = hint(fault)});
    case FaultKind::kStatus503:
      return ApiError(service == kGateway ? "ServiceUnavailableException" : "ServiceUnavailable",
                      "The request has failed due to a temporary failure of the server",
                      {.status = 503, .headers = hint(fault)});
    case FaultKind::kExpiredToken:
      return expired(service);
    case FaultKind::kWrongToken:
      return wrong_token(service);
    case FaultKind::kChangedRequest:
      return changed_request(service);
    default:
      return std::nullopt;
  }
}

// Null unless the answer is an object.
json::object* object_of(json::value& body) {
  return body.if_object();
}

// The member that holds the rows; end() if there is none.
json::object::iterator rows_of(json::object& body) {
  for (const std::string_view name : kRowMembers) {
    if (const auto found = body.find(name); found != body.end()) return found;
  }
  return body.end();
}

// Applies `to` to the member that holds the rows.
template <typename To>
void change_rows(wire::Reply& reply, const To& to) {
  boost::system::error_code failed;
  json::value body = json::parse(reply.body, failed);
  json::object* object = failed ? nullptr : object_of(body);
  if (object == nullptr) return;
  const auto rows = rows_of(*object);
  if (rows == object->end()) return;
  to(*object, rows);
  reply.body = json::serialize(body);
}

void text_for_a_row(json::object&, json::object::iterator rows) {
  if (json::array* list = rows->value().if_array()) {
    list->insert(list->begin(), "a text");
  } else {
    rows->value() = "a text";
  }
}

void set_header(wire::Reply& reply, std::string_view name, std::string value) {
  for (wire::Header& header : reply.headers) {
    if (header.name == name) return static_cast<void>(header.value = std::move(value));
  }
  reply.headers.push_back({std::string(name), std::move(value)});
}

void nest(wire::Reply& reply) {
  if (!reply.body.starts_with('{')) return;
  const bool alone = reply.body == "{}";
  reply.body.insert(1, "\"Nested\":" + std::string(kDeep, '[') + std::string(kDeep, ']') + (alone ? "" : ","));
}

void compress(wire::Reply& reply) {
  reply.body = gzip(reply.body);
  set_header(reply, "Content-Encoding", "gzip");
}

}  // namespace

std::optional<wire::Reply> answer_instead(const Fault& fault, const wire::Call& call) {
  constexpr int kMoved = 301;
  constexpr int kTemporary = 307;
  if (fault.kind == FaultKind::kStatus502) return plain(502, html("502 Bad Gateway"), hint(fault));
  if (fault.kind == FaultKind::kStatus504) return plain(504, "", hint(fault));
  if (fault.kind == FaultKind::kRedirect301) return redirect(kMoved, call);
  if (fault.kind == FaultKind::kRedirect307) return redirect(kTemporary, call);
  const auto error = error_of(fault, call.service);
  if (!error) return std::nullopt;
  wire::Reply reply = refusal(protocol_of(call.service), *error);
  reply.headers.push_back({"x-amzn-requestid", "00000000-0000-4000-8000-00000000fa17"});
  return reply;
}

void change(const Fault& fault, wire::Reply& reply) {
  switch (fault.kind) {
    case FaultKind::kContentType:
      return set_header(reply, "Content-Type", "text/html");
    case FaultKind::kGzip:
      return compress(reply);
    case FaultKind::kBadGzip:
      return set_header(reply, "Content-Encoding", "gzip");
    case FaultKind::kNotJson:
      reply.body = html("Sign in");
      return set_header(reply, "Content-Type", "text/html");
    case FaultKind::kList:
      reply.body = "[" + reply.body + "]";
      return;
    case FaultKind::kText:
      return change_rows(reply, text_for_a_row);
    case FaultKind::kNoRows:
      return change_rows(reply, [](json::object& body, json::object::iterator rows) { body.erase(rows); });
    case FaultKind::kNullRows:
      return change_rows(reply, [](json::object&, json::object::iterator rows) { rows->value() = nullptr; });
    case FaultKind::kNested:
      return nest(reply);
    case FaultKind::kOversized:
      reply.body.insert(0, fault.bytes, ' ');
      return;
    case FaultKind::kOversizedGzip:
      reply.body.insert(0, fault.bytes, ' ');
      return compress(reply);
    default:
      return;
  }
}

std::optional<std::string> page_token(std::string_view body, const Query& query) {
  for (const auto& [name, value] : query) {
    if (name == "position") return value;
  }
  boost::system::error_code failed;
  json::value parsed = json::parse(body, failed);
  const json::object* object = failed ? nullptr : object_of(parsed);
  if (object == nullptr) return std::nullopt;
  for (const std::string_view name : kTokenMembers) {
    const json::value* token = object->if_contains(name);
    if (token != nullptr && token->is_string()) return std::string(token->get_string());
  }
  return std::nullopt;
}

wire::Call with_page_token(wire::Call call, const std::string& token) {
  std::erase_if(call.query, [&](auto& parameter) { return parameter.first == "position" && token.empty(); });
  for (auto& [name, value] : call.query) {
    if (name == "position") value = token;
  }
  boost::system::error_code failed;
  json::value body = json::parse(call.body, failed);
  json::object* object = failed ? nullptr : object_of(body);
  if (object == nullptr) return call;
  for (const std::string_view name : kTokenMembers) {
    if (!object->contains(name)) continue;
    if (token.empty()) {
      object->erase(name);
    } else {
      (*object)[name] = token;
    }
  }
  call.body = json::serialize(body);
  return call;
}

void set_page_token(wire::Reply& reply, std::string_view service, const std::string& token, bool empty) {
  change_rows(reply, [&](json::object& body, json::object::iterator rows) {
    std::string_view member = service == kGateway ? "position" : service == kCalculator ? "nextToken" : "NextPageToken";
    if (rows->key() == "SavingsPlansUtilizationDetails") member = "NextToken";
    if (empty && rows->value().is_array()) rows->value() = json::array();
    if (empty && rows->value().is_object()) rows->value() = json::object();
    body[member] = token;
  });
}

}  // namespace awscost::sandbox
