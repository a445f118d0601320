// Writes JSON from events, as the decoder reads them: one line without blanks, members in the order in which they come.
//
// Example:
//
//   std::string description(std::string_view text) {
//     std::string out;
//     JsonText json(out);
//     json.begin('{');
//     json.key("description");
//     json.text(text);
//     json.end('}');
//     return out;
//   }
#pragma once

#include <string>
#include <string_view>

namespace awscost::page {

class JsonText {
 public:
  // Appends to `out`, which outlives the writer.
  explicit JsonText(std::string& out) : out_(out) {}

  void begin(char bracket);  // '{' or '['
  void end(char bracket);    // '}' or ']'
  void key(std::string_view name);
  void text(std::string_view text);
  void raw(std::string_view token);  // a number, true, false, null, or JSON that is already written

 private:
  void separate();
  void quote(std::string_view text);

  std::string& out_;
  bool comma_ = false;  // the open object or array has an element before
};

}  // namespace awscost::page
