#include "connectors/aws/log/line.h"

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <utility>

#include "connectors/aws/config/quoted.h"
#include "connectors/aws/http/url.h"
#include "connectors/wire/error.h"
#include "sql/text/instant.h"
#include "sql/text/words.h"

namespace awscost::log {
namespace {

constexpr std::size_t kLongestLabel = 300;
constexpr std::size_t kLongestAddress = 600;
constexpr std::size_t kLongestWord = 100;
constexpr std::size_t kLongestSentence = 1000;
constexpr std::size_t kRun = 16;  // shorter runs are words such as a region's name
constexpr std::string_view kLeftOut = "[...]";

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

// The Host header repeats the address, which the line shows.
bool is_open(std::string_view name) {
  return text::lower(name) == "host";
}

std::string beginning(const RequestSummary& summary) {
  return text::time_text(summary.start, 'T') + "Z " +
         (summary.label.empty() ? "-" : config::one_line(summary.label, kLongestLabel)) + " " +
         config::one_line(summary.method, kLongestWord) + " " + config::one_line(summary.address, kLongestAddress) +
         " ";
}

std::string text_of(Milliseconds time) {
  return std::to_string(time.count()) + " ms";
}

// An error code or a request id of the answer. AWS's consist of these characters. A text with others, or one that the
// request holds too, is not AWS's.
std::string word(std::string_view text, const RequestTexts& texts) {
  const bool is_aws = std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_' ||
           c == '.' || c == '=' || c == '+' || c == '/';
  });
  if (!is_aws || text.size() > kLongestWord || texts.contain(text)) return std::string(kLeftOut);
  return texts.removed_from(text);
}

}  // namespace

std::string address(const std::string& url) {
  try {
    const http::Url parts = http::parse_request_url(url);
    return parts.origin() + parts.path + names_of(query_of(url));
  } catch (const std::invalid_argument&) {  // with a user name, for example: nothing of it is shown
    return "an-unreadable-address";
  }
}

RequestTexts::RequestTexts(const http::Request& request) {
  const auto add = [&](std::string_view text) {
    if (!text.empty()) texts_.push_back(text);
  };
  for (const wire::Header& header : request.headers) {
    if (!is_open(header.name)) add(header.value);
  }
  add(query_of(request.url));
  add(request.body);
}

bool RequestTexts::contain(std::string_view text) const {
  return std::any_of(texts_.begin(), texts_.end(),
                     [&](std::string_view own) { return own.find(text) != std::string_view::npos; });
}

std::string RequestTexts::removed_from(std::string_view text) const {
  std::string out;
  while (text.size() >= kRun) {
    std::size_t run = kRun;
    if (!contain(text.substr(0, run))) {
      out += text.front();
      text.remove_prefix(1);
      continue;
    }
    while (run < text.size() && contain(text.substr(0, run + 1))) ++run;
    out += kLeftOut;
    text.remove_prefix(run);
  }
  return out + std::string(text);
}

std::string answer_line(const RequestSummary& summary, const wire::Reply& reply, Milliseconds took,
                        const RequestTexts& texts) {
  std::string line = beginning(summary) + std::to_string(reply.status) + " " + std::to_string(reply.body.size()) +
                     " bytes " + text_of(took);
  const std::string id = wire::request_id(reply);
  if (!id.empty()) line += " request-id " + word(id, texts);
  if (wire::is_success(reply)) return line;
  const std::string code = wire::read_error(reply).code;
  return code == std::to_string(reply.status) ? line : line + " " + word(code, texts);
}

std::string failure_line(const RequestSummary& summary, std::string_view sentence, Milliseconds took,
                         const RequestTexts& texts) {
  return beginning(summary) + "failed after " + text_of(took) + ": " +
         config::one_line(texts.removed_from(sentence), kLongestSentence);
}

std::string interrupt_line(const RequestSummary& summary, Milliseconds took) {
  return beginning(summary) + "interrupted after " + text_of(took);
}

}  // namespace awscost::log
