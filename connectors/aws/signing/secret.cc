#include "connectors/aws/signing/secret.h"

#include <openssl/crypto.h>

#include <utility>

namespace awscost::signing {

// The compiler may remove a memset of dying memory, but not OPENSSL_cleanse. Resizing to the capacity never allocates.
void wipe(std::string& text) {
  text.resize(text.capacity());
  OPENSSL_cleanse(text.data(), text.size());
  text.clear();
}

// A short string lives inside its object and a swap copies it, so the source is wiped in every case.
Secret::Secret(std::string text) {
  text_.swap(text);
  wipe(text);
}

Secret::~Secret() {
  wipe(text_);
}

Secret::Secret(Secret&& other) noexcept : text_(std::move(other.text_)) {
  wipe(other.text_);
}

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this == &other) return *this;
  wipe(text_);
  text_ = std::move(other.text_);
  wipe(other.text_);
  return *this;
}

}  // namespace awscost::signing
