// The syntax of one shared file, as the published parser cases fix it; which sections count is decided in config.cc.
//
// How: line by line. `[…]` opens a section, `name = value` gives it a property, an indented line continues the value
// above it. Below a property without a value (`s3 =`) every indented line is a `name = value` of its own. A comment
// takes a whole line, or stands behind a header or behind white space after a value; not in a continued value.
//
//   const SharedFile file = SharedFile::parse("[profile prod]\nregion = eu-west-3", "the AWS config file");
//   for (const Section& section : file.sections()) …
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace awscost::config {

struct Section {
  std::string header;  // what stands between the brackets, trimmed; several sections may have the same
  std::map<std::string, std::string, std::less<>> properties;  // names in lower case
};

// Values may be secrets: they are wiped when a SharedFile goes.
class SharedFile {
 public:
  SharedFile() = default;
  ~SharedFile();
  SharedFile(SharedFile&&) = default;
  SharedFile& operator=(SharedFile&&) = delete;
  SharedFile(const SharedFile&) = delete;
  SharedFile& operator=(const SharedFile&) = delete;

  // Throws wire::SendError with `where` (the file), the line and what is wrong; never with a value.
  static SharedFile parse(std::string_view text, const std::string& where);

  const std::vector<Section>& sections() const { return sections_; }  // in the file's order

 private:
  friend class Parser;
  std::vector<Section> sections_;
};

// Letters, digits and - _ . / % @ : +, which the names of sections and properties consist of.
bool is_name(std::string_view text);

std::string_view trimmed(std::string_view text);

// `value ;x` has a comment, `value;x` has none.
std::string_view without_comment(std::string_view line);

}  // namespace awscost::config
