#include "tests/support/certificate.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <memory>
#include <stdexcept>

namespace awscost::support {
namespace {

struct Free {
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(X509_EXTENSION* extension) const { X509_EXTENSION_free(extension); }
};
using Bio = std::unique_ptr<BIO, Free>;
using Key = std::unique_ptr<EVP_PKEY, Free>;
using X509Ptr = std::unique_ptr<X509, Free>;
using Extension = std::unique_ptr<X509_EXTENSION, Free>;

constexpr long kDay = 24 * 60 * 60;

void require(bool done) {
  if (!done) throw std::runtime_error("OpenSSL could not make a test certificate");
}

std::string text_of(BIO* bio) {
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(bio, &bytes);
  return {bytes, static_cast<std::size_t>(size)};
}

Bio reader(const std::string& text) {
  return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

}  // namespace

Certificate make_certificate(const std::string& subject) {
  const Key key(EVP_EC_gen("P-256"));
  const X509Ptr certificate(X509_new());
  require(key && certificate);
  X509_set_version(certificate.get(), X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -kDay);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), kDay);
  X509_NAME* name = X509_get_subject_name(certificate.get());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("imposter"), -1, -1, 0);
  X509_set_issuer_name(certificate.get(), name);
  const Extension names(X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, subject.c_str()));
  require(names && X509_add_ext(certificate.get(), names.get(), -1) == 1);
  require(X509_set_pubkey(certificate.get(), key.get()) == 1);
  require(X509_sign(certificate.get(), key.get(), EVP_sha256()) != 0);
  const Bio pem(BIO_new(BIO_s_mem()));
  const Bio private_key(BIO_new(BIO_s_mem()));
  require(PEM_write_bio_X509(pem.get(), certificate.get()) == 1);
  require(PEM_write_bio_PrivateKey(private_key.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
  return {text_of(pem.get()), text_of(private_key.get())};
}

void use_certificate(SSL_CTX* context, const std::string& certificate, const std::string& private_key) {
  const X509Ptr parsed(PEM_read_bio_X509(reader(certificate).get(), nullptr, nullptr, nullptr));
  const Key key(PEM_read_bio_PrivateKey(reader(private_key).get(), nullptr, nullptr, nullptr));
  require(parsed && SSL_CTX_use_certificate(context, parsed.get()) == 1);
  require(key && SSL_CTX_use_PrivateKey(context, key.get()) == 1);
}

}  // namespace awscost::support
