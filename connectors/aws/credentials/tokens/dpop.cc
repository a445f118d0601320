#include "connectors/aws/credentials/tokens/dpop.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <array>
#include <boost/json.hpp>
#include <boost/uuid/entropy_error.hpp>
#include <boost/uuid/random_generator.hpp>
#include <boost/uuid/uuid.hpp>
#include <boost/uuid/uuid_io.hpp>
#include <cstddef>
#include <memory>
#include <vector>

#include "connectors/wire/call.h"

namespace awscost::credentials {
namespace {

namespace json = boost::json;

constexpr int kCoordinateBytes = 32;

struct Freed {
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(BIGNUM* number) const { BN_free(number); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  void operator()(ECDSA_SIG* signature) const { ECDSA_SIG_free(signature); }
};
template <typename T>
using Owned = std::unique_ptr<T, Freed>;

[[noreturn]] void fail(const std::string& what) {
  throw wire::SendError("The token of `aws login` cannot be renewed: " + what + ".", false);
}

std::string base64url(std::string_view bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');
  const int size =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                      reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(size));
  while (text.ends_with('=')) text.pop_back();
  for (char& c : text) c = c == '+' ? '-' : c == '/' ? '_' : c;
  return text;
}

// Without this callback, PEM_read would ask at the terminal for the password of an encrypted key.
int no_password(char* /*buffer*/, int /*size*/, int /*writing*/, void* /*self*/) {
  return -1;
}

Owned<EVP_PKEY> read_key(std::string_view pem) {
  const Owned<BIO> source(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  Owned<EVP_PKEY> key(PEM_read_bio_PrivateKey(source.get(), nullptr, &no_password, nullptr));
  std::array<char, 80> group{};
  if (!key || EVP_PKEY_get_group_name(key.get(), group.data(), group.size(), nullptr) != 1 ||
      std::string_view(group.data()) != "prime256v1") {
    fail("its 'dpopKey' is not a private key of the curve P-256");
  }
  return key;
}

std::string padded(const BIGNUM* number) {
  std::string bytes(kCoordinateBytes, '\0');
  if (BN_bn2binpad(number, reinterpret_cast<unsigned char*>(bytes.data()), kCoordinateBytes) != kCoordinateBytes) {
    fail("libcrypto gave a number that is too large for P-256");
  }
  return bytes;
}

std::string coordinate(const EVP_PKEY* key, const char* name) {
  BIGNUM* number = nullptr;
  if (EVP_PKEY_get_bn_param(key, name, &number) != 1) fail("its 'dpopKey' has no public key");
  const Owned<BIGNUM> owner(number);
  return base64url(padded(number));
}

std::string signature(EVP_PKEY* key, std::string_view text) {
  const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  std::size_t size = 0;
  if (EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key) != 1 ||
      EVP_DigestSign(context.get(), nullptr, &size, bytes, text.size()) != 1) {
    fail("libcrypto could not sign");
  }
  std::vector<unsigned char> der(size);
  if (EVP_DigestSign(context.get(), der.data(), &size, bytes, text.size()) != 1) fail("libcrypto could not sign");
  const unsigned char* at = der.data();
  const Owned<ECDSA_SIG> both(d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(size)));
  if (!both) fail("libcrypto gave no signature");
  return base64url(padded(ECDSA_SIG_get0_r(both.get())) + padded(ECDSA_SIG_get0_s(both.get())));
}

}  // namespace

std::string dpop_proof(std::string_view private_key, const ProofClaims& claims) {
  const Owned<EVP_PKEY> key = read_key(private_key);
  const json::object header{{"typ", "dpop+jwt"},
                            {"alg", "ES256"},
                            {"jwk",
                             {{"kty", "EC"},
                              {"x", coordinate(key.get(), OSSL_PKEY_PARAM_EC_PUB_X)},
                              {"y", coordinate(key.get(), OSSL_PKEY_PARAM_EC_PUB_Y)},
                              {"crv", "P-256"}}}};
  const json::object payload{
      {"htm", claims.method}, {"htu", claims.url}, {"iat", claims.time.time_since_epoch().count()}, {"jti", claims.id}};
  const std::string text = base64url(json::serialize(header)) + "." + base64url(json::serialize(payload));
  return text + "." + signature(key.get(), text);
}

std::string random_uuid() {
  try {
    return boost::uuids::to_string(boost::uuids::random_generator()());
  } catch (const boost::uuids::entropy_error&) {
    fail("the system gave no random numbers");
  }
}

}  // namespace awscost::credentials
