#include "connectors/aws/signing/canonical.h"

#include <algorithm>
#include <array>
#include <utility>

#include "connectors/wire/percent.h"
#include "sql/text/words.h"

namespace awscost::signing {
namespace {

using wire::percent_encode;

// botocore's list (auth.py, SIGNED_HEADERS_BLACKLIST), the header that carries the signature, and the two that botocore
// adds after signing.
constexpr std::array<std::string_view, 14> kUnsigned{"amz-sdk-invocation-id",
                                                     "amz-sdk-request",
                                                     "authorization",
                                                     "connection",
                                                     "expect",
                                                     "keep-alive",
                                                     "proxy-authenticate",
                                                     "proxy-authorization",
                                                     "te",
                                                     "trailer",
                                                     "transfer-encoding",
                                                     "upgrade",
                                                     "user-agent",
                                                     "x-amzn-trace-id"};

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// "  a   b " -> "a b"
std::string squeeze(std::string_view value) {
  std::string squeezed;
  for (const char c : value) {
    if (!is_blank(c)) {
      squeezed += c;
    } else if (!squeezed.empty() && squeezed.back() != ' ') {
      squeezed += ' ';
    }
  }
  if (!squeezed.empty() && squeezed.back() == ' ') squeezed.pop_back();
  return squeezed;
}

std::vector<std::string_view> segments(std::string_view path) {
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    const std::string_view part = path.substr(0, path.find('/'));
    path.remove_prefix(std::min(part.size() + 1, path.size()));
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      parts.push_back(part);
    } else if (!parts.empty()) {
      parts.pop_back();
    }
  }
  return parts;
}

// "//a/./b/../c//" -> "/a/c/"
std::string normalize(std::string_view path) {
  std::string normal;
  for (const std::string_view part : segments(path)) normal.append("/").append(part);
  if (normal.empty() || path.ends_with('/')) normal += '/';
  return normal;
}

}  // namespace

std::string canonical_query(const std::vector<std::pair<std::string, std::string>>& query) {
  std::vector<std::pair<std::string, std::string>> encoded;
  encoded.reserve(query.size());
  for (const auto& [name, value] : query) encoded.emplace_back(percent_encode(name), percent_encode(value));
  std::sort(encoded.begin(), encoded.end());
  std::string text;
  for (const auto& [name, value] : encoded) {
    if (!text.empty()) text += '&';
    text.append(name).append("=").append(value);
  }
  return text;
}

std::string canonical_path(std::string_view path, PathStyle style) {
  if (path.empty()) return "/";
  return percent_encode(style == PathStyle::kNormalized ? normalize(path) : std::string(path), "/");
}

CanonicalHeaders canonical_headers(const std::vector<wire::Header>& headers) {
  std::vector<std::pair<std::string, std::string>> sorted;
  for (const wire::Header& header : headers) {
    std::string name = text::lower(header.name);
    if (std::find(kUnsigned.begin(), kUnsigned.end(), name) != kUnsigned.end()) continue;
    sorted.emplace_back(std::move(name), squeeze(header.value));
  }
  // Stable: the values of one name keep their order.
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  CanonicalHeaders canonical;
  const std::string* previous = nullptr;
  for (const auto& [name, value] : sorted) {
    if (previous != nullptr && *previous == name) {
      canonical.text.back() = ',';
      canonical.text.append(value).append("\n");
      continue;
    }
    canonical.text.append(name).append(":").append(value).append("\n");
    if (previous != nullptr) canonical.signed_names += ';';
    canonical.signed_names += name;
    previous = &name;
  }
  return canonical;
}

}  // namespace awscost::signing
