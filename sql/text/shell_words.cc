#include "sql/text/shell_words.h"

#include <optional>
#include <utility>

namespace awscost::text {
namespace {

class Splitter {
 public:
  explicit Splitter(std::string_view line) : rest_(line) {}

  ShellWords split() {
    while (!rest_.empty() && result_.fault.empty()) {
      const char c = take();
      if (is_space(c)) {
        end_word();
      } else if (c == '\'' || c == '"') {
        quoted(c);
      } else if (c == '\\') {
        escaped();
      } else {
        word().push_back(c);
      }
    }
    end_word();
    return std::move(result_);
  }

 private:
  static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

  char take() {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }

  void escaped() {
    if (rest_.empty()) {
      result_.fault = "ends with a backslash. Write \\\\ for a backslash";
    } else {
      word().push_back(take());
    }
  }

  void quoted(char quote) {
    word();
    while (!rest_.empty()) {
      const char c = take();
      if (c == quote) return;
      const bool escapes =
          c == '\\' && quote == '"' && !rest_.empty() && (rest_.front() == '"' || rest_.front() == '\\');
      word().push_back(escapes ? take() : c);
    }
    result_.fault = std::string("has a ") + quote + " that is not closed";
  }

  std::string& word() {
    if (!word_) word_.emplace();
    return *word_;
  }

  void end_word() {
    if (word_) result_.words.push_back(std::move(*word_));
    word_.reset();
  }

  std::string_view rest_;
  std::optional<std::string> word_;  // empty: between words; "" is a word
  ShellWords result_;
};

}  // namespace

ShellWords shell_words(std::string_view line) {
  return Splitter(line).split();
}

}  // namespace awscost::text
