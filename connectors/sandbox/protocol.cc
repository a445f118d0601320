#include "connectors/sandbox/protocol.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <string>
#include <utility>

namespace awscost::sandbox {
namespace {

namespace json = boost::json;

// Errors of AWS's common front end. No service model has them.
constexpr std::array<std::string_view, 6> kFront = {
    "AccessDeniedException",     "ValidationException",          "UnrecognizedClientException",
    "InvalidSignatureException", "IncompleteSignatureException", "MissingAuthenticationTokenException"};

// The statuses of API Gateway's model and of AWS's front end. Every other code has 400.
constexpr std::array<std::pair<std::string_view, int>, 12> kRestStatus = {{
    {"UnauthorizedException", 401},
    {"AccessDeniedException", 403},
    {"IncompleteSignatureException", 403},
    {"InvalidSignatureException", 403},
    {"MissingAuthenticationTokenException", 403},
    {"UnrecognizedClientException", 403},
    {"NotFoundException", 404},
    {"ConflictException", 409},
    {"UnsupportedMediaTypeException", 415},
    {"TooManyRequestsException", 429},
    {"InternalFailure", 500},
    {"ServiceUnavailableException", 503},
}};

// The names that STS has for the front end's errors, all of status 403.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kOfSts = {{
    {"AccessDeniedException", "AccessDenied"},
    {"UnrecognizedClientException", "InvalidClientTokenId"},
    {"InvalidSignatureException", "SignatureDoesNotMatch"},
    {"IncompleteSignatureException", "IncompleteSignature"},
    {"MissingAuthenticationTokenException", "MissingAuthenticationToken"},
}};

const std::pair<std::string_view, std::string_view>* of_sts(std::string_view code) {
  const auto* found = std::find_if(kOfSts.begin(), kOfSts.end(), [&](const auto& each) { return each.first == code; });
  return found == kOfSts.end() ? nullptr : found;
}

bool is_about_the_signature(std::string_view code) {
  return of_sts(code) != nullptr;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '<' ? "&lt;" : c == '&' ? "&amp;" : std::string(1, c);
  return out;
}

std::string xml_of(const ApiError& error) {
  const auto* renamed = of_sts(error.code());
  const std::string code(renamed == nullptr ? std::string_view(error.code()) : renamed->second);
  return "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">\n  <Error>\n    <Type>Sender</Type>\n"
         "    <Code>" +
         code + "</Code>\n    <Message>" + escaped(error.what()) + "</Message>\n  </Error>\n</ErrorResponse>\n";
}

// awsJson answers every client error with 400, whatever status the model names.
int status_of(Protocol protocol, const ApiError& error) {
  if (error.details().status != 0) return error.details().status;
  if (protocol == Protocol::kQuery) return is_about_the_signature(error.code()) ? 403 : 400;
  if (protocol != Protocol::kRestJson1) return 400;
  for (const auto& [code, status] : kRestStatus) {
    if (code == error.code()) return status;
  }
  return 400;
}

std::string_view message_member(Protocol protocol, std::string_view code) {
  const bool lower_case =
      protocol != Protocol::kAwsJson11 || std::find(kFront.begin(), kFront.end(), code) != kFront.end();
  return lower_case ? "message" : "Message";
}

}  // namespace

Protocol protocol_of(std::string_view service) {
  if (service == "apigateway") return Protocol::kRestJson1;
  if (service == "sts") return Protocol::kQuery;
  return service == "bcm-pricing-calculator" || service == "billing" ? Protocol::kAwsJson10 : Protocol::kAwsJson11;
}

std::string_view content_type(Protocol protocol) {
  if (protocol == Protocol::kRestJson1) return "application/json";
  if (protocol == Protocol::kQuery) return "text/xml";
  return protocol == Protocol::kAwsJson10 ? "application/x-amz-json-1.0" : "application/x-amz-json-1.1";
}

wire::Reply refusal(Protocol protocol, const ApiError& error) {
  json::object body;
  if (protocol != Protocol::kRestJson1) body["__type"] = error.code();
  const std::string_view message = error.what();
  if (!message.empty()) body[message_member(protocol, error.code())] = message;
  for (const auto& [name, value] : error.details().members) body[name] = value;
  wire::Reply reply;
  reply.status = status_of(protocol, error);
  reply.headers = error.details().headers;
  reply.headers.push_back({"Content-Type", std::string(content_type(protocol))});
  if (protocol == Protocol::kRestJson1) reply.headers.push_back({"x-amzn-ErrorType", error.code()});
  reply.body = protocol == Protocol::kQuery ? xml_of(error) : json::serialize(body);
  return reply;
}

}  // namespace awscost::sandbox
