// STS, which gives out the keys of a role: one question of its query protocol, asked and answered.
//
//   Found found = ask_sts({.action = "AssumeRole", .parameters = {{"RoleArn", arn}, …}, .keys = &source.keys}, asking);
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

struct StsQuestion {
  std::string action;
  std::vector<std::pair<std::string, std::string>> parameters;  // decoded; RoleArn among them
  const signing::Credentials* keys = nullptr;                   // null: not signed
  std::string region;                                           // empty: the profile's
  std::string_view secret;  // one of the parameters' values, if it is one; outlives the question
};

// STS answered, and refused.
class StsRefusal : public wire::SendError {
 public:
  StsRefusal(const std::string& sentence, std::string code) : SendError(sentence, false), code_(std::move(code)) {}
  const std::string& code() const { return code_; }

 private:
  std::string code_;
};

// Throws StsRefusal, and what credentials::send throws.
Found ask_sts(const StsQuestion& question, const Asking& asking);

// A name for a session that has none: it stands in CloudTrail. "awscost-1795323600"
std::string made_up_session_name(std::chrono::sys_seconds now);

}  // namespace awscost::credentials
