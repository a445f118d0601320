// A secret text: it cannot be copied or printed by accident, and its memory is overwritten at the end.
//
// Example:
//
//   std::size_t length(const Secret& secret) {
//     return secret.reveal().size();  // reveal() is the one way to the text, easy to find in a review
//   }
#pragma once

#include <string>
#include <string_view>

namespace awscost::signing {

class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string text);  // wipes its argument; earlier copies are the caller's
  ~Secret();
  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret&& other) noexcept;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;

  bool empty() const { return text_.empty(); }
  std::string_view reveal() const { return text_; }

 private:
  std::string text_;
};

// Overwrites every byte that the string owns, also beyond its end, and empties it.
void wipe(std::string& text);

}  // namespace awscost::signing
