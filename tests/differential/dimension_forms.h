// The few forms of all predicates on dimensions.
//
// Example:
//
//   Predicate service_is_x() {
//     return equals("@.service = 'x'", kService, {"x"});
//   }
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "shapes.h"

namespace awscost::differential {

using Texts = std::vector<std::string>;

inline std::string at(Dimension dimension) {
  return std::string("@.") + kNames[dimension].column;
}

inline Texts sorted(Texts texts) {
  std::sort(texts.begin(), texts.end());
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
  return texts;
}

inline std::string list(const Texts& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : ", ") + quoted(text);
  return "(" + out + ")";
}

// The first few characters, none cut in two.
inline std::string beginning(const std::string& text, std::size_t length) {
  std::size_t end = std::min(length, text.size());
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
  return text.substr(0, end);
}

inline Predicate equals(std::string text, Dimension dimension, Texts values) {
  return {.text = both(std::move(text)), .claims = {{dimension, Effect::kEquals, sorted(std::move(values))}}};
}
inline Predicate set(std::string text, Dimension dimension, Texts values) {
  return {.text = both(std::move(text)), .claims = {{dimension, Effect::kSet, sorted(std::move(values))}}};
}
inline Predicate reads(std::string text, Dimension dimension) {
  return {.text = both(std::move(text)), .claims = {{dimension, Effect::kReads, {}}}};
}
inline Predicate number(std::string text, Dimension dimension) {
  return {.text = both(std::move(text)), .claims = {{dimension, Effect::kNumber, {}}}};
}
inline Predicate never(Predicate predicate) {
  predicate.may_be_false = true;
  return predicate;
}

}  // namespace awscost::differential
