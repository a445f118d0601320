// The metadata service of an EC2 instance: a small HTTP server at a link-local address that only the instance reaches.
//
// How: version 2 first asks for a token (PUT), which every other request shows. Where the service has no such request
// the older version 1 is asked, without token, unless that is forbidden. Proxies are passed by.
//
// Most computers are no EC2 instance, and there nobody answers: that costs one second, once, and says so instead of
// being an error.
//
//   std::variant<Metadata, Nothing> metadata = Metadata::open(asking);
//   wire::Reply reply = metadata.get("meta-data/placement/region");
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

class Metadata {
 public:
  // Nothing where it is switched off, or nobody answers, or it wants a version that is forbidden. Throws
  // wire::SendError where what is set for it cannot be used, or where it refuses the request for a token as wrong.
  static std::variant<Metadata, Nothing> open(const Asking& asking);

  // `path` below latest/: "meta-data/placement/region". Throws wire::SendError where no answer came.
  wire::Reply get(const std::string& path) const;

  // Version 2: it has given us a token, so that it is there and means to answer.
  bool has_token() const { return !token_.empty(); }
  const std::string& origin() const { return origin_; }
  // A word of its answers, fit for a sentence of ours. An answer that is no refusal may echo the token as well.
  std::string shown(std::string_view text) const;

 private:
  explicit Metadata(const Asking& asking);
  std::optional<Nothing> take_token();
  std::optional<Nothing> without_token(const std::string& why) const;

  const Asking* asking_;
  std::string base_;    // ends with a slash
  std::string origin_;  // for sentences
  Manner manner_;
  signing::Secret token_;
};

}  // namespace awscost::credentials
