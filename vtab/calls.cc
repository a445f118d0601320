#include "vtab/calls.h"

#include <algorithm>
#include <cctype>

#include "sql/text/words.h"

namespace awscost::vtab {
namespace {

bool is_in_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return std::isalnum(byte) != 0 || c == '_' || c == '$' || byte >= 0x80;
}

// Takes tokens off the front of a statement. Comments and blanks are no tokens.
class Tokens {
 public:
  explicit Tokens(std::string_view text) : text_(text) {}

  // A word, a quoted text with its quotes, or one other character; empty at the end.
  std::string_view next() {
    skip_blanks();
    if (text_.empty()) return {};
    return take(is_in_word(text_.front()) ? word_length() : quoted_length());
  }

 private:
  std::string_view take(std::size_t length) {
    const std::string_view token = text_.substr(0, length);
    text_.remove_prefix(token.size());
    return token;
  }
  // Behind the next `end`, or everything where there is none.
  std::size_t through(std::string_view end, std::size_t from) const {
    const std::size_t at = text_.find(end, from);
    return at == std::string_view::npos ? text_.size() : at + end.size();
  }
  void skip_blanks() {
    constexpr std::string_view kBlank = " \t\r\n\f";
    while (!text_.empty()) {
      if (kBlank.find(text_.front()) != std::string_view::npos) {
        text_.remove_prefix(1);
      } else if (text_.starts_with("--")) {
        text_.remove_prefix(through("\n", 2));
      } else if (text_.starts_with("/*")) {
        text_.remove_prefix(through("*/", 2));
      } else {
        return;
      }
    }
  }
  std::size_t word_length() const {
    return static_cast<std::size_t>(std::find_if_not(text_.begin(), text_.end(), is_in_word) - text_.begin());
  }
  std::size_t quoted_length() const {
    const char quote = text_.front();
    if (quote == '[') return through("]", 1);
    if (quote != '\'' && quote != '"' && quote != '`') return 1;
    std::size_t end = through(std::string_view(&quote, 1), 1);
    while (end < text_.size() && text_[end] == quote) end = through(std::string_view(&quote, 1), end + 1);  // doubled
    return end;
  }

  std::string_view text_;
};

std::vector<std::string_view> tokens_of(std::string_view statement) {
  std::vector<std::string_view> out;
  Tokens tokens(statement);
  for (std::string_view token = tokens.next(); !token.empty(); token = tokens.next()) out.push_back(token);
  return out;
}

// `argument`: the first token behind the opening parenthesis.
Call read_call(const std::vector<std::string_view>& tokens, std::size_t argument) {
  Call call;
  std::size_t first_length = 0;
  std::size_t depth = 1;
  for (std::size_t i = argument; i < tokens.size(); ++i) {
    const std::string_view token = tokens[i];
    if (token == "(") ++depth;
    if (token == ")" && --depth == 0) break;
    if (call.arguments == 0) call.arguments = 1;
    if (token == "," && depth == 1) {
      ++call.arguments;
    } else if (call.arguments == 1) {
      ++first_length;
    }
  }
  if (first_length == 1 && tokens[argument].starts_with('\'')) call.first = text::unquoted(tokens[argument]);
  return call;
}

}  // namespace

std::vector<Call> find_calls(std::string_view statement, std::string_view name) {
  const std::vector<std::string_view> tokens = tokens_of(statement);
  std::vector<Call> calls;
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    if (tokens[i + 1] == "(" && text::lower(tokens[i]) == name) calls.push_back(read_call(tokens, i + 2));
  }
  return calls;
}

bool holds_call(const std::vector<Call>& calls, std::size_t arguments, std::string_view first) {
  return std::any_of(calls.begin(), calls.end(), [&](const Call& call) {
    return call.arguments == arguments && (!call.first || *call.first == first);
  });
}

bool holds_name(std::string_view statement, std::string_view word) {
  for (std::string_view token : tokens_of(statement)) {
    if (token.front() == '\'') continue;  // a text
    if (token.front() == '[' || token.front() == '`') token = token.substr(1, token.size() - 2);
    if (text::lower(text::unquoted(token)) == word) return true;
  }
  return false;
}

std::string_view without_empty_statements(std::string_view statement) {
  Tokens tokens(statement);
  std::string_view token = tokens.next();
  while (token == ";") token = tokens.next();
  return token.empty() ? token : statement.substr(static_cast<std::size_t>(token.data() - statement.data()));
}

std::string first_word(std::string_view statement) {
  return text::lower(Tokens(without_empty_statements(statement)).next());
}

}  // namespace awscost::vtab
