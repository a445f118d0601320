#include "connectors/aws/signing/redaction.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <unordered_set>
#include <utility>
#include <vector>

#include "connectors/aws/signing/secret.h"

namespace awscost::signing {
namespace {

constexpr std::string_view kRedacted = "[redacted]";
constexpr std::size_t kRun = 16;      // shorter runs of a secret are words, or of no use
constexpr std::size_t kShortest = 8;  // of a secret
constexpr int kLevels = 4;            // JSON in JSON, percent-encoded, in XML

// An escaped character. Length 0: there is none.
struct Escape {
  std::size_t length = 0;
  char character = '\0';
};

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// -1 where `digits` are not a number of `base`, or one above 255: secrets are bytes.
int number_of(std::string_view digits, int base) {
  constexpr int kLargest = 0xFF;
  if (digits.empty()) return -1;
  int number = 0;
  for (const char c : digits) {
    const int digit = digit_of(c);
    if (digit < 0 || digit >= base) return -1;
    number = std::min(number * base + digit, kLargest + 1);
  }
  return number > kLargest ? -1 : number;
}

Escape of_digits(std::string_view text, std::size_t begin, std::size_t count) {
  if (text.size() < begin + count) return {};
  const int number = number_of(text.substr(begin, count), 16);
  return number < 0 ? Escape{} : Escape{begin + count, static_cast<char>(number)};
}

// \/ \n \u002f \x2f
Escape after_backslash(std::string_view text) {
  constexpr std::string_view kNames = "\"\\/bfnrt";
  constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
  if (text.size() < 2) return {};
  if (text[1] == 'u') return of_digits(text, 2, 4);
  if (text[1] == 'x') return of_digits(text, 2, 2);
  const auto at = kNames.find(text[1]);
  return at == std::string_view::npos ? Escape{} : Escape{2, kMeanings[at]};
}

// &amp; &#47; &#x2F;
Escape entity(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, char>, 5> kNames = {
      {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}}};
  constexpr std::size_t kLongest = 16;
  const auto end = text.substr(0, kLongest).find(';');
  if (end == std::string_view::npos) return {};
  std::string_view name = text.substr(1, end - 1);
  for (const auto& [known, character] : kNames) {
    if (name == known) return {end + 1, character};
  }
  if (!name.starts_with('#')) return {};
  name.remove_prefix(1);
  const bool hexadecimal = name.starts_with('x') || name.starts_with('X');
  const int number = hexadecimal ? number_of(name.substr(1), 16) : number_of(name, 10);
  return number < 0 ? Escape{} : Escape{end + 1, static_cast<char>(number)};
}

Escape escape_at(std::string_view text) {
  if (text.front() == '\\') return after_backslash(text);
  if (text.front() == '&') return entity(text);
  if (text.front() == '%') return of_digits(text, 1, 2);
  return {};
}

// A text without escapes, and where each of its characters stood before.
struct Plain {
  std::string text;
  std::vector<std::uint32_t> begins;
  std::vector<std::uint32_t> ends;
};

Plain undecoded(std::string_view text) {
  Plain plain{.text = std::string(text), .begins = {}, .ends = {}};
  plain.begins.reserve(text.size());
  plain.ends.reserve(text.size());
  for (std::uint32_t i = 0; i < text.size(); ++i) {
    plain.begins.push_back(i);
    plain.ends.push_back(i + 1);
  }
  return plain;
}

// In place, since a text only gets shorter. False where there was nothing to decode.
bool decode_once(Plain& plain) {
  std::size_t written = 0;
  for (std::size_t read = 0; read < plain.text.size();) {
    const Escape escape = escape_at(std::string_view(plain.text).substr(read));
    const std::size_t length = std::max<std::size_t>(escape.length, 1);
    plain.text[written] = escape.length > 0 ? escape.character : plain.text[read];
    plain.begins[written] = plain.begins[read];
    plain.ends[written] = plain.ends[read + length - 1];
    ++written;
    read += length;
  }
  const bool changed = written < plain.text.size();
  plain.text.resize(written);
  return changed;
}

Plain decoded(std::string_view text) {
  Plain plain = undecoded(text);
  for (int level = 0; level < kLevels && decode_once(plain);) ++level;
  return plain;
}

class Redaction {
 public:
  explicit Redaction(std::span<const std::string_view> secrets) {
    secrets_.reserve(secrets.size());  // views refer to its elements
    for (const std::string_view secret : secrets) {
      if (secret.size() < kShortest) continue;
      secrets_.push_back(decoded(secret).text);
      const std::string_view text = secrets_.back();
      if (text.size() < kRun) words_.push_back(text);
      for (std::size_t i = 0; i + kRun <= text.size(); ++i) runs_.insert(text.substr(i, kRun));
    }
  }
  ~Redaction() {
    for (std::string& secret : secrets_) wipe(secret);
  }
  Redaction(const Redaction&) = delete;
  Redaction& operator=(const Redaction&) = delete;

  std::string of(std::string_view text) const {
    text = text.substr(0, kLongestRefusal);
    if (secrets_.empty()) return std::string(text);
    const Plain plain = decoded(text);
    std::string out;
    std::size_t copied = 0;  // of `text`
    std::size_t end = 0;     // of the run that is being removed, in the plain text
    bool open = false;
    const auto close = [&] {
      if (open) copied = plain.ends[end - 1];
      open = false;
    };
    for (std::size_t i = 0; i < plain.text.size(); ++i) {
      if (open && i > end) close();
      const std::size_t length = match(std::string_view(plain.text).substr(i));
      if (length == 0) continue;
      if (!open) out.append(text.substr(copied, plain.begins[i] - copied)).append(kRedacted);
      end = open ? std::max(end, i + length) : i + length;
      open = true;
    }
    close();
    return out.append(text.substr(copied));
  }

 private:
  // Length of the secret, or of the run of one, at the front of `text`; 0: there is none.
  std::size_t match(std::string_view text) const {
    if (text.size() >= kRun && runs_.contains(text.substr(0, kRun))) return kRun;
    const auto word =
        std::find_if(words_.begin(), words_.end(), [&](std::string_view w) { return text.starts_with(w); });
    return word == words_.end() ? 0 : word->size();
  }

  std::vector<std::string> secrets_;
  std::vector<std::string_view> words_;        // secrets that are removed as a whole
  std::unordered_set<std::string_view> runs_;  // of the longer ones
};

}  // namespace

std::string redacted(std::string_view text, std::span<const std::string_view> secrets) {
  return Redaction(secrets).of(text);
}

void redact(wire::Reply& reply, std::span<const std::string_view> secrets) {
  const Redaction redaction(secrets);
  reply.body = redaction.of(reply.body);
  for (wire::Header& header : reply.headers) header.value = redaction.of(header.value);
}

}  // namespace awscost::signing
