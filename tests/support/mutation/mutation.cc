#include "tests/support/mutation/mutation.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace awscost::test {
namespace {

using namespace std::string_view_literals;

constexpr std::array kInserted = {"\""sv,   "\\"sv,   "{"sv, "}"sv, "["sv, "]"sv,  ","sv,    ":"sv,           "\0"sv,
                                  "\x1f"sv, "\x7f"sv, "0"sv, "-"sv, "."sv, "e"sv,  "\x80"sv, "\xff"sv,        " "sv,
                                  "a"sv,    "'"sv,    ";"sv, "("sv, ")"sv, "--"sv, "/*"sv,   "\xEF\xBB\xBF"sv};
constexpr std::array kWhitespace = {" "sv, "\n"sv, "\r\n"sv, "\t  "sv, "\v"sv, "\xc2\xa0"sv};
constexpr std::array kInTexts = {
    "\\n"sv,          "\\u0041"sv,      "\\ud834\\udd1e"sv,   "\\ud834"sv,          "\\\""sv,
    "\\x"sv,          "\xc3\xa9"sv,     "\xe2\x82\xac"sv,     "\xf0\x9d\x84\x9e"sv, "\xc0\xaf"sv,
    "\xe0\x80\x80"sv, "\xed\xa0\x80"sv, "\xf0\x80\x80\x80"sv, "\xf4\x90\x80\x80"sv, "\xf5\x80\x80\x80"sv,
    "\xe2\x82"sv,     "\xc3"sv};
constexpr std::array kValues = {
    "null"sv, "true"sv, "false"sv, "\"\""sv, "{}"sv, "[]"sv, "nul"sv, "[null]"sv, "{\"a\":1,\"a\":2}"sv};

}  // namespace

void Mutations::splice(std::string& text, std::string_view other) {
  constexpr std::size_t kLongest = 40;
  const std::size_t from = below(other.size() + 1);
  const std::size_t at = below(text.size() + 1);
  text.replace(at, below(kLongest), other.substr(from, below(kLongest)));
}

// splitmix64
std::size_t Mutations::below(std::size_t bound) {
  state_ += 0x9e3779b97f4a7c15ULL;
  std::uint64_t number = state_;
  number = (number ^ (number >> 30)) * 0xbf58476d1ce4e5b9ULL;
  number = (number ^ (number >> 27)) * 0x94d049bb133111ebULL;
  return static_cast<std::size_t>((number ^ (number >> 31)) % bound);
}

void Mutations::apply(std::string& page) {
  constexpr std::size_t kMost = 3;
  for (std::size_t i = below(kMost) + 1; i > 0 && !page.empty(); --i) one(page);
}

void Mutations::one(std::string& page) {
  constexpr std::size_t kKinds = 14;
  constexpr std::size_t kBits = 8;
  constexpr std::size_t kMostDeleted = 20;
  const std::size_t at = below(page.size());
  switch (below(kKinds)) {
    case 0:
      page[at] = static_cast<char>(page[at] ^ (1 << below(kBits)));
      break;
    case 1:
      page.insert(at, kInserted[below(kInserted.size())]);
      break;
    case 2:
      page.erase(at, below(kMostDeleted) + 1);
      break;
    case 3:
      page.resize(at);
      break;
    case 4:
      swap_stretches(page);
      break;
    case 5: {  // comes twice, at once
      const std::size_t from = boundary(page);
      page.insert(from, stretch(page, from));
      break;
    }
    case 6:  // comes twice, elsewhere
      page.insert(boundary(page), stretch(page, boundary(page)));
      break;
    case 7:
      page.insert(boundary(page), kWhitespace[below(kWhitespace.size())]);
      break;
    case 8:
    case 9: {
      const std::size_t quote = page.find('"', at);
      if (quote != std::string::npos) page.insert(quote + below(2), kInTexts[below(kInTexts.size())]);
      break;
    }
    case 10:
      replace_value(page, number());
      break;
    case 11:
      replace_value(page, nested());
      break;
    case 12:
      replace_value(page, std::string(kValues[below(kValues.size())]));
      break;
    default:
      page[at] = static_cast<char>(below(256));
  }
}

// A place where JSON has a comma or bracket.
std::size_t Mutations::boundary(const std::string& page) {
  if (page.empty()) return 0;
  const std::size_t found = page.find_first_of(",{}[]", below(page.size()));
  return found == std::string::npos ? 0 : found;
}

// From there to one of the next commas or brackets.
std::string Mutations::stretch(const std::string& page, std::size_t from) {
  constexpr std::size_t kMostParts = 6;
  std::size_t end = from;
  for (std::size_t parts = below(kMostParts) + 1; parts > 0 && end != std::string::npos; --parts) {
    end = page.find_first_of(",{}[]", end + 1);
  }
  return page.substr(from, end == std::string::npos ? end : end - from);
}

void Mutations::swap_stretches(std::string& page) {
  const std::size_t from = boundary(page);
  const std::string first = stretch(page, from);
  if (from + first.size() >= page.size()) return;
  const std::string second = stretch(page, from + first.size());
  page.replace(from, first.size() + second.size(), second + first);
}

// What stands behind a colon, up to the next comma or bracket.
void Mutations::replace_value(std::string& page, const std::string& value) {
  const std::size_t colon = page.find(':', below(page.size()));
  if (colon == std::string::npos) return;
  const std::size_t end = std::min(page.find_first_of(",}]", colon), page.size());
  page.replace(colon + 1, end - colon - 1, value);
}

std::string Mutations::number() {
  constexpr std::size_t kDigits = 400;
  const std::array<std::string, 12> kNumbers = {"0",
                                                "-0",
                                                "01",
                                                "1.",
                                                ".5",
                                                "1e999999999999",
                                                "1E+400",
                                                "-1.5e-400",
                                                std::string(below(kDigits) + 1, '7'),
                                                "0." + std::string(below(kDigits) + 1, '3'),
                                                "18446744073709551616",
                                                "\"" + std::string(kDigits, '9') + "\""};
  return kNumbers[below(kNumbers.size())];
}

std::string Mutations::nested() {
  constexpr std::size_t kDeepest = 80;
  const std::size_t depth = below(kDeepest) + 1;
  const bool object = below(2) == 0;
  std::string text;
  for (std::size_t i = 0; i < depth; ++i) text += object ? "{\"a\":" : "[";
  text += "1";
  for (std::size_t i = 0; i < depth; ++i) text += object ? "}" : "]";
  return text;
}

}  // namespace awscost::test
