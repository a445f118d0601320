// The syntax of one shared file; config.cc decides which sections count.
//
// How: line by line, as Python's configparser reads it for the AWS CLI and boto3. `[...]` opens a section, `name = value`
// or `name: value` gives it a property, a line that is indented deeper than the property continues its value. Below a
// property without a value (`s3 =`) each such line is a `name = value` of its own.
//
// More is read than the AWS CLI reads, as AWS's published parser cases have it: a comment may follow a header, or white
// space after a value (a continued value has none, nor have kVerbatimProperties); the last of two equal names counts.
//
// Example:
//
//   std::size_t sections_in(std::string_view text) {
//     return SharedFile::parse(text, "the AWS config file").sections().size();
//   }
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace awscost::config {

// Commands and paths may hold " #"; the AWS CLI and boto3 then use the whole value.
inline constexpr std::array<std::string_view, 3> kVerbatimProperties = {"ca_bundle", "credential_process",
                                                                        "web_identity_token_file"};

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

// A property with another name is not kept: names consist of letters, digits and - _ . / % @ : +.
bool is_property_name(std::string_view text);

// "value ;x" has a comment, "value;x" has none.
std::string_view without_comment(std::string_view line);

}  // namespace awscost::config
