// Writes JSON from events, as the decoder meets them: one line, no blanks, members in the order they come.
//
//   JsonText json(out);
//   json.begin('{'); json.key("description"); json.text("Prod"); json.end('}');    ->  {"description":"Prod"}
#pragma once

#include <string>
#include <string_view>

namespace awscost::page {

class JsonText {
 public:
  // Appends to `out`, which outlives it.
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
  bool comma_ = false;  // something stands before in the same object or array
};

}  // namespace awscost::page
