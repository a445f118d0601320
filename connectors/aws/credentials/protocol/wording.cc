#include "connectors/aws/credentials/protocol/wording.h"

#include <boost/json.hpp>
#include <cstddef>
#include <utility>

#include "connectors/aws/credentials/protocol/document.h"
#include "connectors/wire/error.h"
#include "sql/text/displayable.h"

namespace awscost::credentials {
namespace {

constexpr std::size_t kLongest = 400;

// Length of the blank or control character at the front of `text`; 0 where there is none. Terminals obey U+0080 to
// U+009F (C2 80 to C2 9F) too.
std::size_t blank_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (byte(0) <= ' ' || byte(0) == 0x7F) return 1;
  return text.size() > 1 && byte(0) == 0xC2 && byte(1) >= 0x80 && byte(1) < 0xA0 ? 2 : 0;
}

}  // namespace

std::string displayable(std::string_view text) {
  std::string line;
  while (!text.empty() && line.size() <= kLongest) {
    const std::size_t blank = blank_length(text);
    if (blank == 0) line += text.front();
    if (blank > 0 && !line.empty() && line.back() != ' ') line += ' ';
    text.remove_prefix(blank > 0 ? blank : 1);
  }
  while (line.ends_with(' ')) line.pop_back();
  return text::displayable(line, kLongest);
}

std::string key_fault(std::string_view key) {
  constexpr std::string_view kBlanks(" \t\r\n\v\f\0", 7);
  constexpr std::string_view kLineBreaks("\r\n");
  if (key.empty()) return {};
  if (key.find_first_not_of(kBlanks) == std::string_view::npos) return "holds nothing but white space";
  if (kLineBreaks.find(key.back()) != std::string_view::npos) return "ends with a line break";
  if (key.find_first_of(kLineBreaks) != std::string_view::npos) return "holds a line break";
  if (kBlanks.find(key.front()) != std::string_view::npos) return "begins with a blank";
  if (kBlanks.find(key.back()) != std::string_view::npos) return "ends with a blank";
  if (key.find_first_of(kBlanks) != std::string_view::npos) return "holds a blank";
  return {};
}

std::string said_by(const wire::Reply& reply) {
  const std::string status = std::to_string(reply.status);
  const auto body = read_document(reply.body);
  wire::AwsError error = wire::read_error(reply);
  if (!body) error.message.clear();
  if (body && error.code == status) {
    // SSO and sign-in answer in OAuth's form (RFC 6749, 5.2).
    if (const std::string_view code = text_in(*body, "error"); !code.empty()) error.code = code;
    if (const std::string_view code = text_in(*body, "Code"); !code.empty()) error.code = code;
  }
  if (body && error.message.empty()) error.message = text_in(*body, "error_description");
  std::string said = "HTTP " + status;
  if (error.code != status) said += ", " + displayable(error.code);
  if (!error.message.empty()) said += ": " + displayable(error.message);
  return said;
}

}  // namespace awscost::credentials
