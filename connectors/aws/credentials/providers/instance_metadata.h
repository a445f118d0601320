// The metadata service of an EC2 instance: an HTTP server at a link-local address that only the instance reaches.
//
// How: version 2 asks for a token (PUT), which every other request carries. Where the service has no such request,
// version 1 is used, without a token, unless it is switched off. Proxies are bypassed.
//
// On a computer that is not an EC2 instance nobody answers. That costs one second, once, and is not an error.
//
// Example:
//
//   wire::Reply region(const InstanceMetadata& metadata) {
//     return metadata.get("meta-data/placement/region");
//   }
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "connectors/aws/credentials/identity.h"
#include "connectors/aws/credentials/protocol/transport.h"
#include "connectors/aws/credentials/world.h"
#include "connectors/aws/signing/secret.h"

namespace awscost::credentials {

class InstanceMetadata {
 public:
  // NotConfigured where the service is switched off or does not answer, or where only version 1 answers and that is
  // switched off. Throws wire::SendError where a setting of it is wrong, or where it answers 400 to the token request.
  static std::variant<InstanceMetadata, NotConfigured> open(const ProviderContext& context);

  // `path` is below latest/. Throws wire::SendError where no answer came.
  wire::Reply get(const std::string& path) const;

  // True with version 2. The service exists then, and a later failure is an error.
  bool has_token() const { return !token_.empty(); }
  const std::string& origin() const { return origin_; }
  // What to do where the answer with the token did not arrive, in brackets after a blank; else empty.
  std::string cure() const;
  // `text` of an answer, made displayable and without the token, which a success may echo too.
  std::string shown(std::string_view text) const;

 private:
  explicit InstanceMetadata(const ProviderContext& context);
  std::optional<NotConfigured> take_token();
  std::optional<NotConfigured> without_token(const std::string& why) const;

  const ProviderContext* context_;
  std::string base_;    // ends with a slash
  std::string origin_;  // for sentences
  RequestOptions options_;
  signing::Secret token_;
  bool token_is_lost_ = false;
};

}  // namespace awscost::credentials
