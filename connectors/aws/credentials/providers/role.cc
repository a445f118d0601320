// The role provider: STS AssumeRole with the source's keys.
//
//   [profile prod] role_arn = arn:aws:iam::111122223333:role/Reader, source_profile = base
//     ->  POST https://sts.eu-west-1.amazonaws.com/  Action=AssumeRole&RoleArn=...&RoleSessionName=awscost-1795323600
#include <string>

#include "connectors/aws/credentials/principal.h"
#include "connectors/aws/credentials/protocol/sts.h"
#include "connectors/aws/credentials/providers/providers.h"
#include "connectors/aws/credentials/tokens/mfa_session.h"

namespace awscost::credentials {

Identity from_role(const Role& role, const Identity& source, const ProviderContext& context) {
  if (!role.mfa_serial.empty()) return from_mfa_session(role, context);
  StsRequest request{.action = "AssumeRole", .parameters = {{"RoleArn", role.arn}}, .keys = &source.keys};
  request.parameters.emplace_back(
      "RoleSessionName", role.session_name.empty() ? made_up_session_name(context.world.now()) : role.session_name);
  if (!role.duration_seconds.empty()) request.parameters.emplace_back("DurationSeconds", role.duration_seconds);
  if (!role.external_id.empty()) request.parameters.emplace_back("ExternalId", role.external_id);
  // An instance in China or GovCloud cannot use the STS of us-east-1. Its metadata tell the region.
  if (source.from_instance && context.profile.region("").empty()) request.region = region_of_instance(context);
  Identity identity = request_sts(request, context);
  identity.source = "role " + role.arn + " over " + source.source;
  identity.principal = principal_over(principal("role", {{"arn", role.arn},
                                                         {"session", role.session_name},
                                                         {"endpoint", custom_endpoint("STS", context.profile)}}),
                                      source.principal);
  identity.from_instance = source.from_instance;
  return identity;
}

}  // namespace awscost::credentials
