#include "connectors/aws/signing/sigv4.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <array>
#include <cstdio>
#include <stdexcept>

#include "connectors/aws/signing/digest.h"

namespace awscost::signing {
namespace {

constexpr std::string_view kAlgorithm = "AWS4-HMAC-SHA256";
constexpr std::string_view kTerminator = "aws4_request";
constexpr std::size_t kDigestBytes = 32;

// 32 bytes, wiped at the end: a derived key can sign a whole day's requests.
struct Digest {
  std::array<unsigned char, kDigestBytes> bytes{};
  Digest() = default;
  Digest(const Digest&) = default;
  Digest& operator=(const Digest&) = default;
  ~Digest() { OPENSSL_cleanse(bytes.data(), bytes.size()); }
  std::string_view view() const { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
};

const unsigned char* data(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

Digest hmac(std::string_view key, std::string_view text) {
  Digest digest;
  if (EVP_Q_mac(nullptr, "HMAC", nullptr, "SHA256", nullptr, key.data(), key.size(), data(text), text.size(),
                digest.bytes.data(), digest.bytes.size(), nullptr) == nullptr) {
    throw std::runtime_error(
        "libcrypto could not compute HMAC-SHA256, which signs AWS requests. Check its installation.");
  }
  return digest;
}

Digest signing_key(const Credentials& credentials, std::string_view day, const Scope& scope) {
  const std::string_view secret = credentials.secret_access_key.reveal();
  std::string first;
  first.reserve(4 + secret.size());  // one allocation: growth would leave a copy of the secret behind
  first.append("AWS4").append(secret);
  const Secret first_key(std::move(first));
  const Digest of_day = hmac(first_key.reveal(), day);
  const Digest of_region = hmac(of_day.view(), scope.region);
  const Digest of_service = hmac(of_region.view(), scope.service);
  return hmac(of_service.view(), kTerminator);
}

// "20260301T120000Z": UTC, in digits, so that the host's locale has no effect.
std::string timestamp(std::chrono::sys_seconds time) {
  const auto midnight = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(midnight);
  const std::chrono::hh_mm_ss clock(time - midnight);
  std::array<char, 64> text{};
  static_cast<void>(std::snprintf(text.data(), text.size(), "%04d%02u%02uT%02d%02d%02dZ", static_cast<int>(date.year()),
                                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                                  static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                                  static_cast<int>(clock.seconds().count())));
  return text.data();
}

std::string canonical_request(const SigningRequest& request, const CanonicalHeaders& headers, PathStyle style) {
  std::string text;
  text.append(request.method).append("\n");
  text.append(canonical_path(request.path, style)).append("\n");
  text.append(canonical_query(request.query)).append("\n");
  text.append(headers.text).append("\n");
  text.append(headers.signed_names).append("\n");
  text.append(sha256_hexadecimal(request.body));
  return text;
}

}  // namespace

SignedRequest sign(const SigningRequest& request, const Scope& scope, const Credentials& credentials, PathStyle style) {
  const std::string time = timestamp(scope.time);
  const std::string day = time.substr(0, time.find('T'));
  const std::string scope_text = day + "/" + scope.region + "/" + scope.service + "/" + std::string(kTerminator);
  SignedRequest result{.headers = request.headers};
  result.headers.push_back({"X-Amz-Date", time});
  if (!credentials.session_token.empty()) {
    result.headers.push_back({"X-Amz-Security-Token", std::string(credentials.session_token.reveal())});
  }
  const CanonicalHeaders headers = canonical_headers(result.headers);
  result.canonical_request = canonical_request(request, headers, style);
  result.string_to_sign.append(kAlgorithm).append("\n").append(time).append("\n").append(scope_text).append("\n");
  result.string_to_sign.append(sha256_hexadecimal(result.canonical_request));
  result.signature = hexadecimal(hmac(signing_key(credentials, day, scope).view(), result.string_to_sign).bytes);
  std::string authorization(kAlgorithm);
  authorization.append(" Credential=").append(credentials.access_key_id).append("/").append(scope_text);
  authorization.append(", SignedHeaders=").append(headers.signed_names);
  authorization.append(", Signature=").append(result.signature);
  result.headers.push_back({"Authorization", std::move(authorization)});
  return result;
}

}  // namespace awscost::signing
