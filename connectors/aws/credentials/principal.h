// The principal of an identity: a text that says stably who asks. Answers that outlive a statement are kept under it.
//
// Promises:
// - Identities of different AWS accounts never have equal principals. A key id, a role's ARN or an account id stands in
//   each; where a provider's settings name no account (a program, a container, an instance), it is the account of the
//   answer, else the account that the key id encodes. One gap is left: a program or a local endpoint that changes
//   accounts behind unchanged settings, names no account, and gives keys in another form than AWS's.
// - Renewing temporary credentials keeps the principal.
// - No secret stands in it. A command line or a URL may hold one, so its digest stands there.
// - It does not depend on the profile's name: two profiles with the same settings are one principal.
// Not in it: the endpoint and the Region that a query goes to.
//
//   key id=AKIDEXAMPLE source=environment
//   role arn=arn:aws:iam::111122223333:role/Reader over sso account=444455556666 role=Admin start_url=https://...
//
// Example:
//
//   std::string of_login(std::string_view session, std::string_view account_id) {
//     return principal("login", {{"session", session}, {"account", account_id}});
//   }
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "connectors/aws/config/profile.h"
#include "connectors/aws/credentials/identity.h"

namespace awscost::credentials {

struct PrincipalPart {
  std::string_view name;
  std::string_view value;  // empty: the part is left out
};

// "<kind> <name>=<value> ...", with values percent-encoded, so that different parts never give the same text.
std::string principal(std::string_view kind, std::initializer_list<PrincipalPart> parts);

// A role that `source`, the principal below it, assumes.
std::string principal_over(const std::string& role, const std::string& source);

// A part for a text that may hold a secret: 64 hexadecimal digits; empty for an empty text.
std::string digest_part(std::string_view text);

// The user's own URL for a service of `sdk_id` (an emulator, say), where a role's ARN means another account; empty
// where AWS's endpoint answers.
std::string custom_endpoint(std::string_view sdk_id, const config::Profile& profile);

// The account of an identity whose provider's settings do not name one: what the provider said, else account_of_key().
std::string account_of(const Identity& identity);

// The account that AWS encodes in a key id of its present form: bits 1 to 40 of the base-32 text behind the four
// letters of the prefix. Empty for any other key id. AWS does not document it, so it only keeps accounts apart here.
// Source: the AWS operation sts:GetAccessKeyInfo answers from the key id alone; the encoding is public research.
std::string account_of_key(std::string_view access_key_id);

}  // namespace awscost::credentials
