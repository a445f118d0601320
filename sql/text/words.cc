#include "sql/text/words.h"

namespace awscost::text {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const auto first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::vector<std::string_view> comma_separated(std::string_view text) {
  std::vector<std::string_view> words;
  while (true) {
    const auto comma = text.find(',');
    words.push_back(trimmed(text.substr(0, comma)));
    if (comma == std::string_view::npos) return words;
    text.remove_prefix(comma + 1);
  }
}

std::string unquoted(std::string_view text) {
  if (text.size() < 2 || (text.front() != '\'' && text.front() != '"') || text.back() != text.front()) {
    return std::string(text);
  }
  std::string out;
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    out += text[i];
    if (text[i] == text.front()) ++i;
  }
  return out;
}

std::string without_full_stop(std::string_view sentence) {
  sentence = sentence.substr(0, sentence.find_last_not_of(' ') + 1);
  if (sentence.ends_with('.') && !sentence.ends_with("...")) sentence.remove_suffix(1);
  return std::string(sentence);
}

std::string with_full_stop(std::string_view sentence) {
  const std::string words = without_full_stop(sentence);
  return words.ends_with("...") ? words : words + ".";
}

}  // namespace awscost::text
