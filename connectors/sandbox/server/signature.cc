#include "connectors/sandbox/server/signature.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <cctype>
#include <stdexcept>
#include <utility>

#include "connectors/sandbox/api_error.h"
#include "connectors/sandbox/percent.h"

namespace awscost::sandbox {
namespace {

constexpr std::string_view kAlgorithm = "AWS4-HMAC-SHA256";
constexpr std::string_view kHexLower = "0123456789abcdef";

std::string hex(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += kHexLower[byte >> 4];
    text += kHexLower[byte & 15];
  }
  return text;
}

std::string sha256(std::string_view text) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int length = 0;
  if (EVP_Digest(text.data(), text.size(), digest, &length, EVP_sha256(), nullptr) != 1) {
    throw std::runtime_error("libcrypto could not compute a SHA-256 digest. Check its installation.");
  }
  return hex(std::string_view(reinterpret_cast<const char*>(digest), length));
}

std::string hmac(std::string_view key, std::string_view text) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int length = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(text.data()),
       text.size(), digest, &length);
  return std::string(reinterpret_cast<const char*>(digest), length);
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// "  a   b " -> "a b"
std::string squeezed(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (!is_space(c)) {
      result += c;
    } else if (!result.empty() && result.back() != ' ') {
      result += ' ';
    }
  }
  if (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

// "//a/./b/../c/" -> "/a/c/"
std::string normalized(std::string_view path) {
  std::vector<std::string_view> segments;
  for (std::size_t start = 0; start < path.size();) {
    const std::size_t end = std::min(path.find('/', start), path.size());
    const std::string_view segment = path.substr(start, end - start);
    if (segment == "..") {
      if (!segments.empty()) segments.pop_back();
    } else if (!segment.empty() && segment != ".") {
      segments.push_back(segment);
    }
    start = end + 1;
  }
  std::string result;
  for (const std::string_view segment : segments) result.append("/").append(segment);
  const bool directory = path.ends_with('/') || path.ends_with("/.") || path.ends_with("/..");
  return result.empty() || directory ? result + "/" : result;
}

std::string canonical_query(std::string_view query) {
  Query parameters = parse_query(query);
  for (auto& [name, value] : parameters) {
    name = percent_encoded(name, false);
    value = percent_encoded(value, false);
  }
  std::sort(parameters.begin(), parameters.end());
  std::string result;
  for (const auto& [name, value] : parameters) {
    if (!result.empty()) result += '&';
    result.append(name).append("=").append(value);
  }
  return result;
}

std::string joined(const std::vector<std::string>& names) {
  std::string result;
  for (const std::string& name : names) {
    if (!result.empty()) result += ';';
    result += name;
  }
  return result;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find(separator, start), text.size());
    parts.emplace_back(text.substr(start, end - start));
    start = end + 1;
  }
  return parts;
}

ApiError incomplete(std::string_view what, std::string_view header) {
  return ApiError("IncompleteSignatureException",
                  "Authorization header requires " + std::string(what) +
                      " Authorization=" + std::string(header.substr(0, header.find(' '))));
}

// The value of the parameter `name=` in an Authorization header.
std::string parameter(std::string_view header, std::string_view name) {
  for (const std::string& part : split(header.substr(std::min(header.find(' '), header.size())), ',')) {
    const std::string text = squeezed(part);
    if (text.starts_with(name) && text.substr(name.size(), 1) == "=") return text.substr(name.size() + 1);
  }
  throw incomplete(std::string("'").append(name).append("' parameter."), header);
}

}  // namespace

Authorization parse_authorization(std::string_view header) {
  if (!header.starts_with(kAlgorithm) || header.size() == kAlgorithm.size() || header[kAlgorithm.size()] != ' ') {
    throw incomplete("the algorithm 'AWS4-HMAC-SHA256'.", header);
  }
  const std::vector<std::string> scope = split(parameter(header, "Credential"), '/');
  if (scope.size() != 5 || scope[4] != "aws4_request") throw incomplete("a credential with five parts.", header);
  return {scope[0],
          scope[1],
          scope[2],
          scope[3],
          split(parameter(header, "SignedHeaders"), ';'),
          parameter(header, "Signature")};
}

std::string header_value(const HttpRequest& request, std::string_view name, bool* found) {
  std::string value;
  bool any = false;
  for (const wire::Header& header : request.headers) {
    if (lower(header.name) != lower(name)) continue;
    if (any) value += ',';
    value += squeezed(header.value);
    any = true;
  }
  if (found != nullptr) *found = any;
  return value;
}

std::string canonical_request(const HttpRequest& request, const std::vector<std::string>& signed_headers) {
  const std::size_t mark = std::min(request.target.find('?'), request.target.size());
  const std::string path = normalized(std::string_view(request.target).substr(0, mark));
  const std::string query = request.target.substr(std::min(mark + 1, request.target.size()));
  std::string text = request.method + "\n" + percent_encoded(path, true) + "\n" + canonical_query(query) + "\n";
  for (const std::string& name : signed_headers) text += name + ":" + header_value(request, name) + "\n";
  return text + "\n" + joined(signed_headers) + "\n" + sha256(request.body);
}

std::string string_to_sign(const HttpRequest& request, const Authorization& scope) {
  return std::string(kAlgorithm) + "\n" + header_value(request, "x-amz-date") + "\n" + scope.date + "/" + scope.region +
         "/" + scope.service + "/aws4_request\n" + sha256(canonical_request(request, scope.signed_headers));
}

std::string signature(const HttpRequest& request, const Authorization& scope, std::string_view secret_key) {
  std::string key = "AWS4" + std::string(secret_key);
  for (const std::string_view part : {std::string_view(scope.date), std::string_view(scope.region),
                                      std::string_view(scope.service), std::string_view("aws4_request")}) {
    key = hmac(key, part);
  }
  return hex(hmac(key, string_to_sign(request, scope)));
}

}  // namespace awscost::sandbox
