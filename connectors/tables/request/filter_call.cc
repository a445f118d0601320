#include "connectors/tables/request/filter_call.h"

#include <algorithm>
#include <vector>

#include "connectors/tables/request/filter_functions.h"
#include "sql/error.h"
#include "sql/function.h"
#include "sql/text/words.h"
#include "sql/value.h"

namespace awscost::request {
namespace {

constexpr std::string_view kPrefix = "awscost_";
constexpr int kDeepest = 100;

[[noreturn]] void unreadable(std::string_view rest) {
  constexpr std::size_t kShown = 40;
  const std::string where = rest.empty() ? "its end" : sql::literal(std::string(rest.substr(0, kShown)));
  throw sql::Error("the call of a filter function cannot be read at " + where +
                   "; write texts in single quotes, NULL and calls of awscost_dimension, awscost_tag, "
                   "awscost_cost_category, awscost_not, awscost_all and awscost_any, such as filter = "
                   "awscost_dimension('REGION', 'eu-west-3').");
}

class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  sql::Value read_whole_call() {
    sql::Value value = read_call(0);
    if (!rest_.empty()) unreadable(rest_);
    return value;
  }

 private:
  void skip_blanks() { rest_ = text::trimmed(rest_); }

  bool take(char wanted) {
    skip_blanks();
    if (rest_.empty() || rest_.front() != wanted) return false;
    rest_.remove_prefix(1);
    skip_blanks();
    return true;
  }

  std::string take_word() {
    skip_blanks();
    const auto is_word = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    };
    const auto length = static_cast<std::size_t>(std::find_if_not(rest_.begin(), rest_.end(), is_word) - rest_.begin());
    std::string word = text::lower(rest_.substr(0, length));
    rest_.remove_prefix(length);
    return word;
  }

  std::string take_text() {
    std::size_t end = 1;
    while (end < rest_.size() && (rest_[end] != '\'' || (end + 1 < rest_.size() && rest_[end + 1] == '\''))) {
      end += rest_[end] == '\'' ? 2 : 1;
    }
    if (end >= rest_.size()) unreadable(rest_);
    std::string taken = text::unquoted(rest_.substr(0, end + 1));
    rest_.remove_prefix(end + 1);
    return taken;
  }

  sql::Value read_argument(int depth) {
    skip_blanks();
    if (rest_.starts_with('\'')) return take_text();
    const std::string_view before = rest_;
    if (take_word() == "null") return sql::Null();
    rest_ = before;
    return read_call(depth + 1);
  }

  sql::Value read_call(int depth) {
    if (depth > kDeepest) unreadable(rest_);
    const std::string_view before = rest_;
    const std::string name = take_word();
    static const std::vector<sql::Function> functions = filter_functions();
    const auto function =
        std::find_if(functions.begin(), functions.end(), [&](const sql::Function& each) { return each.name == name; });
    if (function == functions.end() || !take('(')) unreadable(before);
    std::vector<sql::Value> arguments;
    if (!take(')')) {
      do arguments.push_back(read_argument(depth));
      while (take(','));
      if (!take(')')) unreadable(rest_);
    }
    const auto count = static_cast<int>(arguments.size());
    if (count < function->min_arguments || (function->max_arguments >= 0 && count > function->max_arguments)) {
      unreadable(before);
    }
    return function->call(arguments);
  }

  std::string_view rest_;
};

}  // namespace

std::optional<std::string> evaluate_filter_call(std::string_view text) {
  const std::string_view call = text::trimmed(text);
  if (text::lower(call.substr(0, kPrefix.size())) != kPrefix) return std::nullopt;
  const sql::Value value = Reader(call).read_whole_call();
  return *sql::if_text(value);
}

}  // namespace awscost::request
