#include "connectors/wire/error.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

#include "connectors/wire/query_xml.h"

namespace awscost::wire {
namespace {

namespace json = boost::json;

constexpr std::size_t kLongestMessage = 300;

// "aws.protocoltests#FooError:http://internal.example/" -> "FooError"
std::string clean_code(std::string_view raw) {
  raw = raw.substr(0, raw.find(':'));
  if (const auto hash = raw.rfind('#'); hash != std::string_view::npos) raw = raw.substr(hash + 1);
  return std::string(raw);
}

std::string_view text_member(const json::object& body, std::string_view name) {
  const json::value* value = body.if_contains(name);
  return value != nullptr && value->is_string() ? std::string_view(value->get_string()) : std::string_view();
}

// A proxy's body may have a numeric `code`. Only a string is an AWS error code.
std::string_view body_code(const json::object& body) {
  const std::string_view code = text_member(body, "code");
  return code.empty() ? text_member(body, "__type") : code;
}

std::string_view body_message(const json::object& body) {
  const std::string_view message = text_member(body, "message");
  return message.empty() ? text_member(body, "Message") : message;
}

// Never cuts inside a UTF-8 sequence.
std::string shortened(std::string_view text) {
  if (text.size() <= kLongestMessage) return std::string(text);
  std::size_t end = kLongestMessage;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end));
}

}  // namespace

bool names_an_error(std::string_view type) {
  constexpr std::array<std::string_view, 5> kEnds = {"Exception", "Error", "Fault", "Failure", "Unavailable"};
  const std::string code = clean_code(type);
  return std::any_of(kEnds.begin(), kEnds.end(), [&](std::string_view end) { return code.ends_with(end); });
}

std::string request_id(const Reply& reply) {
  const std::string_view id = header(reply, "x-amzn-requestid");
  return std::string(id.empty() ? header(reply, "x-amz-request-id") : id);
}

AwsError read_error(const Reply& reply) {
  AwsError error{.code = clean_code(header(reply, "x-amzn-errortype")), .message = {}, .request_id = request_id(reply)};
  boost::system::error_code failed;
  const json::value body = json::parse(reply.body, failed);
  if (!failed && body.is_object()) {
    if (error.code.empty()) error.code = clean_code(body_code(body.get_object()));
    error.message = body_message(body.get_object());
  } else if (const std::string code = query_text(reply.body, {"ErrorResponse", "Error", "Code"}); !code.empty()) {
    if (error.code.empty()) error.code = clean_code(code);
    error.message = query_text(reply.body, {"ErrorResponse", "Error", "Message"});
  } else {
    error.message = shortened(reply.body);
  }
  // AWS answers a wrong signature with the expected canonical request, which contains the session token.
  error.message.resize(std::min(error.message.size(), error.message.find("The Canonical String")));
  while (error.message.ends_with('\n') || error.message.ends_with(' ')) error.message.pop_back();
  const std::string status = std::to_string(reply.status);
  error.is_from_aws = !error.code.empty() && error.code != status;
  if (error.code.empty()) error.code = status;
  return error;
}

}  // namespace awscost::wire
