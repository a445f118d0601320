#include "sql/text/nearest.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "sql/text/words.h"

namespace awscost::text {
namespace {

// Names are shorter. The cost grows with the length, and anything may stand here.
constexpr std::size_t kLongest = 64;

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({changed, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// In lower case, without what says who sells it.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : lower(text.substr(0, kLongest))) {
    if (is_letter(c) || is_digit(c)) {
      words.back() += c;
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  std::vector<std::string> telling;
  for (std::string& word : words) {
    if (!word.empty() && word != "aws" && word != "amazon") telling.push_back(std::move(word));
  }
  return telling;
}

std::string initials_of(const std::vector<std::string>& words) {
  std::string initials;
  for (const std::string& word : words) initials += word.front();
  return initials;
}

// "sss" of "s3", "ecc" of "ec2": a digit says how often the letter before it stands there.
std::string spelled_out(std::string_view word) {
  std::string letters;
  for (const char c : word) {
    if (!is_digit(c)) {
      letters += c;
    } else if (!letters.empty() && c > '1') {
      letters.append(static_cast<std::size_t>(c - '1'), letters.back());
    }
  }
  return letters;
}

// How sure it is that the word stands for a part of a name with these words: from 0 to 1.
double likeness(const std::string& word, const std::vector<std::string>& words, const std::string& initials) {
  double best = 0;
  for (const std::string& other : words) {
    if (other == word) return 1;
    constexpr std::size_t kLong = 7;
    const std::size_t slips = word.size() >= kLong ? 2 : word.size() >= 4 ? 1 : 0;
    if (slips > 0 && distance(other, word) <= slips) best = std::max(best, 0.8);
    if (word.size() >= 3 && (other.starts_with(word) || (other.size() >= 3 && word.starts_with(other)))) {
      best = std::max(best, 0.6);
    }
  }
  const std::string letters = spelled_out(word);
  if (letters.size() >= 2 && initials.find(letters) != std::string::npos) best = std::max(best, 0.9);
  return best;
}

// Of two names that are as near, the shorter one is meant.
double nearness(std::string_view wanted, const std::vector<std::string>& wanted_words, std::string_view name) {
  if (lower(trimmed(name)) == lower(trimmed(wanted))) return 2;
  const std::vector<std::string> words = words_of(name);
  double sum = 0;
  const std::string initials = initials_of(words);
  for (const std::string& word : wanted_words) sum += likeness(word, words, initials);
  const double shared = wanted_words.empty() ? 0 : sum / static_cast<double>(wanted_words.size());
  const std::size_t letters = distance(lower(name.substr(0, kLongest)), lower(wanted.substr(0, kLongest)));
  const double whole = wanted.size() >= 4 && letters <= 2 ? 1 : 0;
  return std::max(shared, whole) - 0.001 * static_cast<double>(words.size());
}

}  // namespace

std::vector<std::string> resembling(std::string_view wanted, std::span<const std::string_view> names,
                                    std::size_t most) {
  constexpr double kNear = 0.5;
  const std::vector<std::string> words = words_of(wanted);
  std::vector<std::pair<double, std::string_view>> near;
  for (const std::string_view name : names) {
    const double how = nearness(wanted, words, name);
    if (how >= kNear) near.emplace_back(how, name);
  }
  std::sort(near.begin(), near.end(),
            [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  std::vector<std::string> best;
  for (std::size_t i = 0; i < near.size() && i < most; ++i) best.emplace_back(near[i].second);
  return best;
}

std::string_view likely(std::string_view name, std::span<const std::string_view> names) {
  constexpr std::size_t kShort = 4;
  const std::string wanted = lower(name.substr(0, kLongest));
  std::string_view best;
  std::size_t fewest = 3;
  for (const std::string_view candidate : names) {
    const std::size_t letters = distance(lower(candidate), wanted);
    if (letters >= fewest || (candidate.size() <= kShort && letters > 1)) continue;
    best = candidate;
    fewest = letters;
  }
  return best;
}

std::string_view nearest(std::string_view name, std::span<const std::string_view> names) {
  if (names.empty()) return {};
  name = name.substr(0, kLongest);
  return *std::min_element(names.begin(), names.end(), [&](std::string_view a, std::string_view b) {
    return distance(a, name) < distance(b, name);
  });
}

}  // namespace awscost::text
