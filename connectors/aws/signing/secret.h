// A text nobody may see: it cannot be copied or printed, and its memory is overwritten when it goes.
//
//   Secret secret(std::move(text));
//   sign(secret.reveal());  // the one way to the text, easy to find in a review
#pragma once

#include <string>
#include <string_view>

namespace awscost::signing {

class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string text);  // wipes what is left of the argument; copies made before are the caller's
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

// Overwrites every byte the string owns, beyond its end too, and empties it.
void wipe(std::string& text);

}  // namespace awscost::signing
