#include "connectors/aws/config/shared_file.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "connectors/aws/signing/secret.h"
#include "connectors/wire/call.h"
#include "sql/text/words.h"

namespace awscost::config {
namespace {

bool is_white_space(char c) {
  return c == ' ' || c == '\t';
}

// White space as Python strips it, which includes the no-break spaces that come with text from a web page.
constexpr std::array<std::string_view, 28> kWhiteSpace = {
    " ",      "\t",     "\v",     "\f",     "\x1c",   "\x1d",   "\x1e",   "\x1f",   "\u0085", "\u00a0",
    "\u1680", "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005", "\u2006", "\u2007", "\u2008",
    "\u2009", "\u200a", "\u2028", "\u2029", "\u202f", "\u205f", "\u3000", "\r"};

std::string_view trimmed(std::string_view text) {
  const auto starts = [&](std::string_view space) { return text.starts_with(space); };
  const auto ends = [&](std::string_view space) { return text.ends_with(space); };
  for (;;) {
    const auto* space = std::find_if(kWhiteSpace.begin(), kWhiteSpace.end(), starts);
    if (space == kWhiteSpace.end()) break;
    text.remove_prefix(space->size());
  }
  for (;;) {
    const auto* space = std::find_if(kWhiteSpace.begin(), kWhiteSpace.end(), ends);
    if (space == kWhiteSpace.end()) return text;
    text.remove_suffix(space->size());
  }
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
    const std::string_view content = trimmed(line);
    if (content.empty() || starts_comment(content.front())) return;
    const auto indent = static_cast<std::size_t>(content.data() - line.data());
    if (in_property_ && indent > indent_) return continue_value(content);
    indent_ = indent;
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

  // The first ']' that nothing but a comment follows ends the header; else the last one, as Python reads it.
  static std::size_t end_of_header(std::string_view line) {
    for (auto bracket = line.find(']'); bracket != std::string_view::npos; bracket = line.find(']', bracket + 1)) {
      const std::string_view rest = trimmed(line.substr(bracket + 1));
      if (rest.empty() || starts_comment(rest.front())) return bracket;
    }
    return line.rfind(']');
  }

  void open(std::string_view line) {
    const auto bracket = end_of_header(line);
    if (bracket == std::string_view::npos) {
      fail("a section's header has to end with ']'. Write [profile NAME] ([NAME] in the credentials file).");
    }
    file_.sections_.push_back({.header = std::string(trimmed(line.substr(1, bracket - 1))), .properties = {}});
    in_property_ = false;
  }

  void define(std::string_view line) {
    if (file_.sections_.empty()) {
      fail("a section has to come first. Write [default] or [profile NAME] above it ([NAME] in the credentials file).");
    }
    const auto delimiter = line.find_first_of("=:");
    if (delimiter == std::string_view::npos) {
      fail(indent_ == 0 ? "there is no '=' in a property. Write name = value."
                        : "an indented line continues the property above it, and there is none. Remove the white "
                          "space before it, or write name = value.");
    }
    const std::string name = text::lower(trimmed(line.substr(0, delimiter)));
    if (name.empty()) fail("the property has no name. Write name = value.");
    const bool verbatim =
        std::find(kVerbatimProperties.begin(), kVerbatimProperties.end(), name) != kVerbatimProperties.end();
    const std::string_view rest = line.substr(delimiter);
    const std::string_view value = trimmed((verbatim ? rest : without_comment(rest)).substr(1));
    in_property_ = true;
    holds_lines_ = value.empty();
    property_ = is_property_name(name) ? &file_.sections_.back().properties[name] : nullptr;
    if (property_ == nullptr) return;
    signing::wipe(*property_);  // of two equal names the last one counts
    *property_ = value;
  }

  void continue_value(std::string_view line) {
    if (holds_lines_ && line.find('=') == std::string_view::npos) {
      fail(
          "there is no '=' in a sub-property (an indented line below a property without a value). Write name = value.");
    }
    if (property_ != nullptr) property_->append(1, '\n').append(line);
  }

  const std::string& where_;
  int number_ = 0;
  std::size_t indent_ = 0;  // of the last header or property
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
    const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
    parser.take(line);
    text.remove_prefix(line.size());
    text.remove_prefix(text.starts_with("\r\n") ? 2 : std::min<std::size_t>(1, text.size()));
  }
  return std::move(parser).file();
}

bool is_property_name(std::string_view text) {
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
