#include "connectors/sandbox/page_token.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "connectors/sandbox/api_error.h"
#include "connectors/sandbox/random.h"

namespace awscost::sandbox {
namespace {

namespace json = boost::json;

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string_view name(TokenMember member) {
  return member == TokenMember::kNextToken ? "NextToken" : "NextPageToken";
}

// The content of a token. In base64, the mark is "+/+/..." and 28 bytes end in "==".
struct Content {
  std::array<unsigned char, 4> mark{0xfb, 0xff, 0xbf, 0xfb};
  std::uint32_t bucket = 0;
  std::uint32_t offset = 0;
  std::uint32_t check_low = 0;
  std::uint32_t check_high = 0;
  std::uint32_t request_low = 0;
  std::uint32_t request_high = 0;
};
static_assert(sizeof(Content) == 28);
constexpr std::size_t kLength = (sizeof(Content) + 2) / 3 * 4;  // of a token in base64

std::uint64_t digest_text(std::string_view text, std::uint64_t start) {
  std::uint64_t hash = start;
  for (const char c : text) hash = mix(hash ^ static_cast<unsigned char>(c));
  return hash;
}

// Independent of the order of members.
std::uint64_t digest(const json::value& value, std::uint64_t start) {
  if (const json::array* list = value.if_array()) {
    std::uint64_t hash = digest_text("[", start);
    for (const json::value& element : *list) hash = digest(element, hash);
    return digest_text("]", hash);
  }
  const json::object* object = value.if_object();
  if (object == nullptr) return digest_text(json::serialize(value), start);
  std::vector<std::string_view> names;
  for (const auto& member : *object) names.push_back(member.key());
  std::sort(names.begin(), names.end());
  std::uint64_t hash = digest_text("{", start);
  for (const std::string_view name : names) hash = digest(object->at(name), digest_text(name, digest_text(",", hash)));
  return digest_text("}", hash);
}

std::uint64_t request_digest(const json::object& request, std::string_view operation, TokenMember member) {
  json::object first_page = request;
  first_page.erase(name(member));
  return digest(json::value(std::move(first_page)), digest_text(operation, 0));
}

std::uint64_t checksum(const Content& content) {
  return mix(content.bucket, content.offset, content.request_low, content.request_high);
}

std::uint64_t joined(std::uint32_t low, std::uint32_t high) {
  return low | std::uint64_t{high} << 32;
}

std::string encode(const Content& content) {
  std::array<unsigned char, sizeof(Content) + 2> bytes{};
  std::memcpy(bytes.data(), &content, sizeof content);
  std::string text;
  for (std::size_t i = 0; i < sizeof content; i += 3) {
    const unsigned group = bytes[i] << 16U | bytes[i + 1] << 8U | bytes[i + 2];
    for (unsigned shift = 24; shift > 0;) text += kAlphabet[group >> (shift -= 6) & 63U];
  }
  text.replace(text.size() - 2, 2, "==");
  return text;
}

// False if encode() cannot have written `text`.
bool decode(std::string_view text, Content& content) {
  if (text.size() != kLength || !text.ends_with("==")) return false;
  std::string whole(text);
  whole.replace(kLength - 2, 2, "AA");
  std::array<unsigned char, sizeof(Content) + 2> bytes{};
  for (std::size_t i = 0; i < kLength; i += 4) {
    unsigned group = 0;
    for (std::size_t k = 0; k < 4; ++k) {
      const auto digit = kAlphabet.find(whole[i + k]);
      if (digit == std::string_view::npos) return false;
      group = group << 6U | static_cast<unsigned>(digit);
    }
    for (std::size_t k = 0; k < 3; ++k) bytes[i / 4 * 3 + k] = static_cast<unsigned char>(group >> (16 - 8 * k));
  }
  std::memcpy(&content, bytes.data(), sizeof content);
  return content.mark == Content{}.mark && joined(content.check_low, content.check_high) == checksum(content);
}

ApiError invalid_token() {
  return ApiError("InvalidNextTokenException",
                  "The pagination token is invalid. Try again without a pagination token.");
}

}  // namespace

PagePlace read_token(const json::object& request, std::string_view operation, TokenMember member) {
  const json::value* token = request.if_contains(name(member));
  if (token == nullptr || token->is_null()) return {};
  Content content;
  if (!token->is_string() || !decode(token->get_string(), content)) throw invalid_token();
  if (joined(content.request_low, content.request_high) != request_digest(request, operation, member)) {
    if (member == TokenMember::kNextToken) throw invalid_token();
    throw ApiError("RequestChangedException",
                   "Your request parameters changed between pages. Try again with the old parameters or without a "
                   "pagination token.");
  }
  return {content.bucket, content.offset};
}

std::string write_token(PagePlace place, const json::object& request, std::string_view operation, TokenMember member) {
  const std::uint64_t belongs_to = request_digest(request, operation, member);
  Content content;
  content.bucket = place.bucket;
  content.offset = place.offset;
  content.request_low = static_cast<std::uint32_t>(belongs_to);
  content.request_high = static_cast<std::uint32_t>(belongs_to >> 32);
  const std::uint64_t check = checksum(content);
  content.check_low = static_cast<std::uint32_t>(check);
  content.check_high = static_cast<std::uint32_t>(check >> 32);
  return encode(content);
}

}  // namespace awscost::sandbox
