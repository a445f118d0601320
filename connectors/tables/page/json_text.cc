#include "connectors/tables/page/json_text.h"

namespace awscost::page {
namespace {

// A JSON string escapes quote, backslash and control characters. They came in escaped, so the text does not grow.
std::string_view short_escape(char c) {
  switch (c) {
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    case '\b':
      return "\\b";
    case '\f':
      return "\\f";
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    default:
      return {};
  }
}

}  // namespace

void JsonText::begin(char bracket) {
  separate();
  out_ += bracket;
  comma_ = false;
}

void JsonText::end(char bracket) {
  out_ += bracket;
  comma_ = true;
}

void JsonText::key(std::string_view name) {
  separate();
  quote(name);
  out_ += ':';
  comma_ = false;
}

void JsonText::text(std::string_view text) {
  separate();
  quote(text);
  comma_ = true;
}

void JsonText::raw(std::string_view token) {
  separate();
  out_ += token;
  comma_ = true;
}

void JsonText::separate() {
  if (comma_) out_ += ',';
}

void JsonText::quote(std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out_ += '"';
  for (const char c : text) {
    if (const std::string_view escape = short_escape(c); !escape.empty()) {
      out_ += escape;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out_ += "\\u00";
      out_ += kHex[static_cast<unsigned char>(c) >> 4];
      out_ += kHex[static_cast<unsigned char>(c) & 15];
    } else {
      out_ += c;
    }
  }
  out_ += '"';
}

}  // namespace awscost::page
