#include "connectors/aws/credentials/protocol/sts.h"

#include <array>

#include "connectors/aws/config/quoted.h"
#include "connectors/aws/credentials/protocol/sts_response.h"
#include "connectors/aws/credentials/protocol/transport.h"
#include "connectors/aws/credentials/protocol/wording.h"
#include "connectors/aws/endpoint/endpoint.h"
#include "connectors/aws/http/date.h"
#include "connectors/aws/http/url.h"
#include "connectors/aws/signing/secret.h"
#include "connectors/aws/signing/sigv4.h"
#include "connectors/wire/percent.h"

namespace awscost::credentials {
namespace {

constexpr const char* kVersion = "2011-06-15";
constexpr int kFirstError = 300;

std::string body_of(const StsQuestion& question) {
  std::string body = "Action=" + question.action + "&Version=" + kVersion;
  for (const auto& [name, value] : question.parameters) body += "&" + name + "=" + wire::percent_encode(value);
  return body;
}

http::Request request_for(const StsQuestion& question, const Asking& asking) {
  const endpoint::Endpoint endpoint = endpoint::resolve_endpoint("sts", question.region, asking.profile);
  const http::Url url = http::parse_url(endpoint.url);
  http::Request request{
      .method = "POST",
      .url = url.origin() + url.path,
      .headers = {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}, {"Host", url.authority()}},
      .body = body_of(question),
      .label = "sts:" + question.action};
  if (question.keys == nullptr) return request;
  const signing::SigningRequest unsigned_request{
      .method = request.method, .path = url.path, .query = {}, .headers = request.headers, .body = request.body};
  request.headers = signing::sign(unsigned_request,
                                  {asking.world.now(), endpoint.signing_region, endpoint.signing_name}, *question.keys)
                        .headers;
  return request;
}

// The rules for repeating read codes where JSON services put them.
retries::Kind kind_of(const wire::Reply& reply) {
  if (reply.status < kFirstError) return retries::Kind::kFinal;
  wire::Reply labelled{.status = reply.status, .headers = reply.headers, .body = {}};
  if (const std::string code = read_sts_error(reply.body).code; !code.empty()) {
    labelled.headers.push_back({"x-amzn-errortype", code});
  }
  return retries::kind_of(labelled);
}

// What to do, by the code; empty where AWS's words say it all.
std::string cure(std::string_view code) {
  struct Cure {
    std::string_view code;
    std::string_view words;
  };
  constexpr std::string_view kClock = " Check that these keys are right, and this computer's clock.";
  constexpr std::array<Cure, 7> kCures = {
      {{"AccessDenied", " The role's trust policy has to allow whoever asks, and their own policies have to allow it."},
       {"SignatureDoesNotMatch", kClock},
       {"RequestExpired", kClock},
       {"InvalidClientTokenId", " AWS does not know the keys that ask for the role: they are wrong, or switched off."},
       {"ExpiredToken", " The keys that ask for the role have expired: sign in anew."},
       {"ExpiredTokenException", " The token has expired: whoever writes its file has to write a new one."},
       {"RegionDisabledException", " STS is switched off in that region: set AWS_REGION to one where it is not."}}};
  for (const Cure& known : kCures) {
    if (known.code == code) return std::string(known.words);
  }
  return {};
}

std::string role_of(const StsQuestion& question) {
  for (const auto& [name, value] : question.parameters) {
    if (name == "RoleArn") return config::quoted(value);
  }
  return {};
}

[[noreturn]] void refuse(const wire::Reply& reply, const StsQuestion& question) {
  const StsError error = read_sts_error(reply.body);
  const std::string start = "STS refused " + question.action + " for the role " + role_of(question) + " (HTTP " +
                            std::to_string(reply.status);
  if (error.code.empty()) {
    throw StsRefusal(start +
                         ", without a reason that can be read). Check AWS_ENDPOINT_URL_STS, AWS_ENDPOINT_URL and any "
                         "proxy on the way.",
                     {});
  }
  throw StsRefusal(with_full_stop(start + ", " + displayable(error.code) +
                                  "): " + (error.message.empty() ? "no reason is given" : displayable(error.message))) +
                       cure(error.code),
                   error.code);
}

// A refusal about a signature teaches what AWS's time is: signed with that, the question is asked once more.
bool teaches_the_time(const wire::Reply& reply, const World& world, std::chrono::sys_seconds signed_at) {
  return reply.status >= kFirstError &&
         world.clock_skew->learn(read_sts_error(reply.body).code, http::date_of(reply), {world.clock(), signed_at});
}

wire::Reply signed_and_sent(const StsQuestion& question, const Asking& asking, const Manner& manner) {
  http::Request request = request_for(question, asking);
  wire::Reply reply = send(request, asking, manner);
  signing::wipe(request.body);
  return reply;
}

}  // namespace

Found ask_sts(const StsQuestion& question, const Asking& asking) {
  Manner manner{.kind_of = kind_of, .secrets = {question.secret}, .about = "role " + role_of(question)};
  std::string encoded_secret = wire::percent_encode(question.secret);
  manner.secrets.push_back(encoded_secret);
  if (question.keys != nullptr) {
    manner.secrets.push_back(question.keys->secret_access_key.reveal());
    manner.secrets.push_back(question.keys->session_token.reveal());
  }
  const std::chrono::sys_seconds signed_at = asking.world.now();
  wire::Reply reply = signed_and_sent(question, asking, manner);
  if (question.keys != nullptr && teaches_the_time(reply, asking.world, signed_at)) {
    reply = signed_and_sent(question, asking, manner);
  }
  signing::wipe(encoded_secret);
  if (reply.status >= kFirstError) refuse(reply, question);
  Found found = read_sts_answer(reply.body, question.action);
  signing::wipe(reply.body);
  return found;
}

std::string made_up_session_name(std::chrono::sys_seconds now) {
  return "awscost-" + std::to_string(now.time_since_epoch().count());
}

}  // namespace awscost::credentials
