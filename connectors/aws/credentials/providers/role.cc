// A role, taken on with other keys: STS AssumeRole.
//
//   [profile prod] role_arn = arn:aws:iam::111122223333:role/Reader, source_profile = base
//     ->  POST https://sts.eu-west-1.amazonaws.com/  Action=AssumeRole&RoleArn=…&RoleSessionName=awscost-1795323600
#include <string>

#include "connectors/aws/credentials/protocol/sts.h"
#include "connectors/aws/credentials/providers/providers.h"
#include "connectors/aws/credentials/tokens/mfa_session.h"

namespace awscost::credentials {

Found from_role(const Role& role, const Found& source, const Asking& asking) {
  if (!role.mfa_serial.empty()) return from_mfa_session(role, asking);
  StsQuestion question{.action = "AssumeRole", .parameters = {{"RoleArn", role.arn}}, .keys = &source.keys};
  question.parameters.emplace_back(
      "RoleSessionName", role.session_name.empty() ? made_up_session_name(asking.world.now()) : role.session_name);
  if (!role.duration_seconds.empty()) question.parameters.emplace_back("DurationSeconds", role.duration_seconds);
  if (!role.external_id.empty()) question.parameters.emplace_back("ExternalId", role.external_id);
  // An instance of China or GovCloud cannot ask the STS of us-east-1, and it knows where it stands.
  if (source.from_instance && asking.profile.region("").empty()) question.region = region_of_instance(asking);
  Found found = ask_sts(question, asking);
  found.source = "role " + role.arn + " over " + source.source;
  found.from_instance = source.from_instance;
  return found;
}

}  // namespace awscost::credentials
