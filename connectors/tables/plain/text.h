// JSON as a stream of tokens, of which only the plain ones are taken: the place in a page's bytes.
//
// Every function takes one token and returns false where it is another one, or one that Boost.JSON is to judge: a text with an
// escape or with bytes that are no UTF-8, a number of more than 30 characters or with a long exponent. Nothing after such a
// false has a meaning.
//
// Example:
//
//   bool is_empty_object(std::string_view page) {
//     Text<Bytes> text(page);
//     return text.take('{') && text.take('}') && text.at_end();
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "connectors/tables/plain/bytes.h"

namespace awscost::plain {

// The length of the one character beyond ASCII that begins at `bytes`: 2 to 4; 0 where it is no UTF-8 (RFC 3629: no
// overlong form, no surrogate, nothing beyond U+10FFFF).
inline std::size_t utf8_length(const char* bytes, const char* end) {
  const auto at = [&](std::size_t i) { return static_cast<std::uint8_t>(bytes[i]); };
  const auto goes_on = [&](std::size_t i) { return (at(i) & 0xC0U) == 0x80U; };
  const auto left = static_cast<std::size_t>(end - bytes);
  if (at(0) < 0xC2) return 0;
  if (at(0) < 0xE0) return left >= 2 && goes_on(1) ? 2 : 0;
  if (at(0) < 0xF0) {
    if (left < 3 || !goes_on(1) || !goes_on(2)) return 0;
    const bool overlong = at(0) == 0xE0 && at(1) < 0xA0;
    const bool surrogate = at(0) == 0xED && at(1) >= 0xA0;
    return overlong || surrogate ? 0 : 3;
  }
  if (at(0) > 0xF4 || left < 4 || !goes_on(1) || !goes_on(2) || !goes_on(3)) return 0;
  const bool overlong = at(0) == 0xF0 && at(1) < 0x90;
  const bool beyond = at(0) == 0xF4 && at(1) >= 0x90;
  return overlong || beyond ? 0 : 4;
}

// The quote at which the text ends that begins at `from`; null where that is to be judged elsewhere.
template <class Form>
AWSCOST_ALWAYS_INLINE const char* end_of_text(const char* from, const char* end) {
  for (;;) {
    if (static_cast<std::size_t>(end - from) >= kAtOnce) {
      const std::size_t plain = Form::plain(from);
      from += plain;
      if (plain == kAtOnce) continue;
    } else {
      while (from != end && is_plain(*from)) ++from;
      if (from == end) return nullptr;
    }
    if (*from == '"') return from;
    const std::size_t length = static_cast<signed char>(*from) < 0 ? utf8_length(from, end) : 0;
    if (length == 0) return nullptr;
    from += length;
  }
}

template <class Form>
class Text {
 public:
  explicit Text(std::string_view bytes) : at_(bytes.data()), end_(bytes.data() + bytes.size()) {}

  const char* at() const { return at_; }
  const char* end() const { return end_; }
  void move_to(const char* at) { at_ = at; }
  bool at_end() const { return at_ == end_; }

  // The first character of the next token; 0 at the end.
  char next() {
    while (at_ != end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t')) ++at_;
    return at_ == end_ ? '\0' : *at_;
  }

  // A bracket, comma or colon.
  bool take(char sign) {
    if (next() != sign) return false;
    ++at_;
    return true;
  }

  // Without its quotes.
  bool take_text(std::string_view& text) {
    if (!take('"')) return false;
    const char* const quote = end_of_text<Form>(at_, end_);
    if (quote == nullptr) return false;
    text = {at_, static_cast<std::size_t>(quote - at_)};
    at_ = quote + 1;
    return true;
  }

  // true, false or null
  bool take_word(std::string_view word) {
    if (next() != word.front() || !std::string_view(at_, static_cast<std::size_t>(end_ - at_)).starts_with(word)) {
      return false;
    }
    at_ += word.size();
    return true;
  }

  bool take_number(std::string_view& number) {
    constexpr std::ptrdiff_t kLongest = 30;
    constexpr std::size_t kLongestExponent = 2;
    next();
    const char* const begin = at_;
    take_one_of("-");
    const bool zero = take_one_of("0");
    if (!zero && take_digits() == 0) return false;
    if (take_one_of(".") && take_digits() == 0) return false;
    if (take_one_of("eE")) {
      take_one_of("+-");
      const std::size_t digits = take_digits();
      if (digits == 0 || digits > kLongestExponent) return false;
    }
    number = {begin, static_cast<std::size_t>(at_ - begin)};
    return at_ - begin <= kLongest;
  }

 private:
  bool take_one_of(std::string_view signs) {
    if (at_ == end_ || signs.find(*at_) == std::string_view::npos) return false;
    ++at_;
    return true;
  }

  std::size_t take_digits() {
    const char* const begin = at_;
    while (at_ != end_ && *at_ >= '0' && *at_ <= '9') ++at_;
    return static_cast<std::size_t>(at_ - begin);
  }

  const char* at_;
  const char* end_;
};

}  // namespace awscost::plain
