// One request to STS, which gives out the keys of a role, in its query protocol.
//
// Example:
//
//   Identity assume(const std::string& arn, const Identity& source, const ProviderContext& context) {
//     return request_sts({.action = "AssumeRole", .parameters = {{"RoleArn", arn}}, .keys = &source.keys}, context);
//   }
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "connectors/aws/credentials/identity.h"
#include "connectors/aws/credentials/world.h"
#include "connectors/aws/signing/credentials.h"
#include "connectors/wire/call.h"

namespace awscost::credentials {

struct StsRequest {
  std::string action;
  std::vector<std::pair<std::string, std::string>> parameters;  // decoded; RoleArn among them
  const signing::Credentials* keys = nullptr;                   // null: not signed
  std::string region;                                           // empty: the profile's
  std::string_view secret;  // the one parameter value that is secret, if any; outlives the request
};

// STS answered with an error.
class StsRefusal : public wire::SendError {
 public:
  StsRefusal(const std::string& sentence, std::string code) : SendError(sentence, false), code_(std::move(code)) {}
  const std::string& code() const { return code_; }

 private:
  std::string code_;
};

// Throws StsRefusal, and what credentials::send throws.
Identity request_sts(const StsRequest& request, const ProviderContext& context);

// For a role without role_session_name: "awscost-1795323600". CloudTrail shows it.
std::string made_up_session_name(std::chrono::sys_seconds now);

}  // namespace awscost::credentials
