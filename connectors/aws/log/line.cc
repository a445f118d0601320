#include "connectors/aws/log/line.h"

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <utility>

#include "connectors/aws/http/url.h"
#include "connectors/wire/error.h"
#include "sql/text/displayable.h"
#include "sql/text/instant.h"
#include "sql/text/words.h"

namespace awscost::log {
namespace {

constexpr std::size_t kLongestLabel = 300;
constexpr std::size_t kLongestAddress = 600;
constexpr std::size_t kLongestWord = 100;
constexpr std::size_t kLongestSentence = 1000;
constexpr std::size_t kRun = 16;  // shorter runs are words: a region's name, an operation's
constexpr std::string_view kLeftOut = "[…]";
constexpr int kFirstError = 300;

// One line of plain text, whatever is in it.
std::string shown(std::string_view text, std::size_t limit) {
  std::string out = text::displayable(text, limit);
  for (const auto& [raw, escaped] : {std::pair{"\n", "\\x0a"}, std::pair{"\t", "\\x09"}}) {
    for (auto at = out.find(raw); at != std::string::npos; at = out.find(raw, at)) out.replace(at, 1, escaped);
  }
  return out;
}

// "startDate=2026-11-01&keyId=abc" -> "?startDate&keyId"
std::string names_of(std::string_view query) {
  std::string names;
  while (!query.empty()) {
    const std::string_view parameter = query.substr(0, query.find('&'));
    names += (names.empty() ? "?" : "&") + std::string(parameter.substr(0, parameter.find('=')));
    query.remove_prefix(std::min(parameter.size() + 1, query.size()));
  }
  return names;
}

std::string_view query_of(std::string_view url) {
  url = url.substr(0, url.find('#'));
  const auto mark = url.find('?');
  return mark == std::string_view::npos ? std::string_view() : url.substr(mark + 1);
}

// Headers whose values say no more than the address and the label.
bool is_open(std::string_view name) {
  return text::lower(name) == "host";
}

std::string beginning(const Asked& asked) {
  return text::time_text(asked.at, 'T') + "Z " + (asked.label.empty() ? "-" : shown(asked.label, kLongestLabel)) + " " +
         shown(asked.method, kLongestWord) + " " + shown(asked.address, kLongestAddress) + " ";
}

std::string text_of(Milliseconds time) {
  return std::to_string(time.count()) + " ms";
}

// A word of the answer's: AWS's error codes and request ids are made of these characters. Anything else, or one that
// the request itself carried, comes from somebody else.
std::string word(std::string_view text, const Carried& carried) {
  const bool right = std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_' ||
           c == '.' || c == '=' || c == '+' || c == '/';
  });
  if (!right || text.size() > kLongestWord || carried.contains(text)) return std::string(kLeftOut);
  return carried.without(text);
}

}  // namespace

std::string address(const std::string& url) {
  try {
    const http::Url parts = http::parse_request_url(url);
    return parts.origin() + parts.path + names_of(query_of(url));
  } catch (const std::invalid_argument&) {  // a user name in it, say: nothing of it is shown
    return "an-unreadable-address";
  }
}

Carried::Carried(const http::Request& request) {
  const auto add = [&](std::string_view text) {
    if (!text.empty()) texts_.push_back(text);
  };
  for (const wire::Header& header : request.headers) {
    if (!is_open(header.name)) add(header.value);
  }
  add(query_of(request.url));
  add(request.body);
}

bool Carried::contains(std::string_view text) const {
  return std::any_of(texts_.begin(), texts_.end(),
                     [&](std::string_view carried) { return carried.find(text) != std::string_view::npos; });
}

std::string Carried::without(std::string_view text) const {
  std::string out;
  while (text.size() >= kRun) {
    std::size_t run = kRun;
    if (!contains(text.substr(0, run))) {
      out += text.front();
      text.remove_prefix(1);
      continue;
    }
    while (run < text.size() && contains(text.substr(0, run + 1))) ++run;
    out += kLeftOut;
    text.remove_prefix(run);
  }
  return out + std::string(text);
}

std::string answered(const Asked& asked, const wire::Reply& reply, Milliseconds took, const Carried& carried) {
  std::string line = beginning(asked) + std::to_string(reply.status) + " " + std::to_string(reply.body.size()) +
                     " bytes " + text_of(took);
  const std::string id = wire::request_id(reply);
  if (!id.empty()) line += " request-id " + word(id, carried);
  if (reply.status < kFirstError) return line;
  const std::string code = wire::read_error(reply).code;
  return code == std::to_string(reply.status) ? line : line + " " + word(code, carried);
}

std::string failed(const Asked& asked, std::string_view sentence, Milliseconds took, const Carried& carried) {
  return beginning(asked) + "failed after " + text_of(took) + ": " + shown(carried.without(sentence), kLongestSentence);
}

std::string interrupted(const Asked& asked, Milliseconds took) {
  return beginning(asked) + "interrupted after " + text_of(took);
}

}  // namespace awscost::log
