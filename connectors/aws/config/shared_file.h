// The syntax of one shared file, as AWS's published parser cases define it; config.cc decides which sections count.
//
// How: line by line. `[...]` opens a section, `name = value` gives it a property, an indented line continues the value
// above it. Below a property without a value (`s3 =`) each indented line is a `name = value` of its own. A comment
// takes a whole line, or follows a header, or follows white space after a value; a continued value has none.
//
// Example:
//
//   std::size_t sections_in(std::string_view text) {
//     return SharedFile::parse(text, "the AWS config file").sections().size();
//   }
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace awscost::config {

struct Section {
  std::string header;  // the text between the brackets, trimmed; several sections may have the same
  std::map<std::string, std::string, std::less<>> properties;  // names in lower case
};

// Values may be secrets: the destructor wipes them.
class SharedFile {
 public:
  SharedFile() = default;
  ~SharedFile();
  SharedFile(SharedFile&&) = default;
  SharedFile& operator=(SharedFile&&) = delete;
  SharedFile(const SharedFile&) = delete;
  SharedFile& operator=(const SharedFile&) = delete;

  // Throws wire::SendError with `where` (the file), the line and what is wrong, but no value.
  static SharedFile parse(std::string_view text, const std::string& where);

  const std::vector<Section>& sections() const { return sections_; }  // in the file's order

 private:
  friend class Parser;
  std::vector<Section> sections_;
};

// Names of sections and properties consist of letters, digits and - _ . / % @ : +.
bool is_name(std::string_view text);

// "value ;x" has a comment, "value;x" has none.
std::string_view without_comment(std::string_view line);

}  // namespace awscost::config
