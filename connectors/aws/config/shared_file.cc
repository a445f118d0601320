#include "connectors/aws/config/shared_file.h"

#include <utility>

#include "connectors/aws/signing/secret.h"
#include "connectors/wire/call.h"
#include "sql/text/words.h"

namespace awscost::config {
namespace {

constexpr std::string_view kWhiteSpace = " \t\r";  // \r: a Windows line end

bool is_white_space(char c) {
  return kWhiteSpace.find(c) != std::string_view::npos;
}

bool starts_comment(char c) {
  return c == '#' || c == ';';
}

}  // namespace

class Parser {
 public:
  explicit Parser(const std::string& where) : where_(where) {}

  void take(std::string_view line) {
    ++number_;
    if (line.find('\0') != std::string_view::npos) fail("it has a NUL byte. Save the file as text in UTF-8.");
    const std::string_view content = text::trimmed(line);
    // botocore skips an indented comment too. Other SDKs make it part of the value above, which nobody means.
    if (content.empty() || starts_comment(content.front())) return;
    if (is_white_space(line.front())) return continue_value(content);
    if (content.front() == '[') return open(content);
    define(content);
  }

  SharedFile file() && { return std::move(file_); }

 private:
  [[noreturn]] void fail(const std::string& sentence) const {
    throw wire::SendError(
        "Line " + std::to_string(number_) + " of " + where_ + " cannot be read: " + sentence + " Nothing was sent.",
        false);
  }

  void check_section(std::string_view line) const {
    if (!file_.sections_.empty()) return;
    if (line.front() == '[') fail("a section's header must not be indented. Remove the white space before it.");
    fail("a section has to come first. Write [default] or [profile NAME] above it ([NAME] in the credentials file).");
  }

  void open(std::string_view line) {
    const auto bracket = line.find(']');
    const std::string_view rest = bracket == std::string_view::npos ? line : text::trimmed(line.substr(bracket + 1));
    if (!rest.empty() && !starts_comment(rest.front())) {
      fail("a section's header has to end with ']'. Write [profile NAME] ([NAME] in the credentials file).");
    }
    file_.sections_.push_back({.header = std::string(text::trimmed(line.substr(1, bracket - 1))), .properties = {}});
    in_property_ = false;
  }

  void define(std::string_view line) {
    check_section(line);
    line = without_comment(line);
    const auto equals = line.find('=');
    if (equals == std::string_view::npos) fail("there is no '=' in a property. Write name = value.");
    const std::string_view name = text::trimmed(line.substr(0, equals));
    if (name.empty()) fail("the property has no name. Write name = value.");
    const std::string_view value = text::trimmed(line.substr(equals + 1));
    in_property_ = true;
    holds_lines_ = value.empty();
    property_ = is_name(name) ? &file_.sections_.back().properties[text::lower(name)] : nullptr;
    if (property_ == nullptr) return;
    signing::wipe(*property_);  // of two equal names the last one counts
    *property_ = value;
  }

  void continue_value(std::string_view line) {
    check_section(line);
    if (!in_property_) {
      fail("an indented line continues the property above it, and there is none. Remove the white space before it.");
    }
    if (holds_lines_) check_sub_property(without_comment(line));
    if (property_ != nullptr) property_->append(1, '\n').append(line);
  }

  void check_sub_property(std::string_view line) const {
    const auto equals = line.find('=');
    if (equals == std::string_view::npos) {
      fail(
          "there is no '=' in a sub-property (an indented line below a property without a value). Write name = value.");
    }
    if (equals == 0) fail("the sub-property has no name. Write name = value.");
  }

  const std::string& where_;
  int number_ = 0;
  SharedFile file_;
  bool in_property_ = false;
  bool holds_lines_ = false;         // the property has no value: the lines below it are `name = value`
  std::string* property_ = nullptr;  // null where its name is invalid: it does not count
};

SharedFile::~SharedFile() {
  for (Section& section : sections_) {
    for (auto& [name, value] : section.properties) signing::wipe(value);
  }
}

SharedFile SharedFile::parse(std::string_view text, const std::string& where) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";  // some editors write it before UTF-8
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  Parser parser(where);
  while (!text.empty()) {
    const auto end = text.find('\n');
    parser.take(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return std::move(parser).file();
}

bool is_name(std::string_view text) {
  constexpr std::string_view kMarks = "-_./%@:+";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           kMarks.find(c) != std::string_view::npos;
  });
}

std::string_view without_comment(std::string_view line) {
  for (std::size_t i = 1; i < line.size(); ++i) {
    if (starts_comment(line[i]) && is_white_space(line[i - 1])) return line.substr(0, i);
  }
  return line;
}

}  // namespace awscost::config
