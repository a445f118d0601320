#include "connectors/aws/credentials/protocol/sts.h"

#include <array>

#include "connectors/aws/config/quoted.h"
#include "connectors/aws/credentials/protocol/expiry.h"
#include "connectors/aws/credentials/protocol/sts_response.h"
#include "connectors/aws/credentials/protocol/transport.h"
#include "connectors/aws/credentials/protocol/wording.h"
#include "connectors/aws/endpoint/endpoint.h"
#include "connectors/aws/http/date.h"
#include "connectors/aws/http/url.h"
#include "connectors/aws/signing/secret.h"
#include "connectors/aws/signing/sigv4.h"
#include "connectors/wire/percent.h"
#include "sql/text/words.h"

namespace awscost::credentials {
namespace {

constexpr const char* kVersion = "2011-06-15";

std::string body_of(const StsRequest& request) {
  std::string body = "Action=" + request.action + "&Version=" + kVersion;
  for (const auto& [name, value] : request.parameters) body += "&" + name + "=" + wire::percent_encode(value);
  return body;
}

http::Request request_for(const StsRequest& request, const ProviderContext& context) {
  const endpoint::Endpoint endpoint = endpoint::resolve_endpoint("sts", request.region, context.profile);
  const http::Url url = http::parse_url(endpoint.url);
  http::Request http_request{
      .method = "POST",
      .url = url.origin() + url.path,
      .headers = {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}, {"Host", url.authority()}},
      .body = body_of(request),
      .label = "sts:" + request.action};
  if (request.keys == nullptr) return http_request;
  const signing::SigningRequest unsigned_request{.method = http_request.method,
                                                 .path = url.path,
                                                 .query = {},
                                                 .headers = http_request.headers,
                                                 .body = http_request.body};
  http_request.headers =
      signing::sign(unsigned_request, {context.world.now(), endpoint.signing_region, endpoint.signing_name},
                    *request.keys)
          .headers;
  return http_request;
}

// What to do about an error code; empty where AWS's message suffices.
std::string cure(std::string_view code) {
  struct Cure {
    std::string_view code;
    std::string_view words;
  };
  constexpr std::string_view kClock = " Check that these keys are right, and this computer's clock.";
  constexpr std::string_view kFewer = " AWS wants fewer requests: try again later.";
  constexpr std::array<Cure, 9> kCures = {
      {{"AccessDenied",
        " The role's trust policy must allow the caller, and the caller's own policies must allow sts:AssumeRole."},
       {"SignatureDoesNotMatch", kClock},
       {"RequestExpired", kClock},
       {"InvalidClientTokenId", " AWS does not know the keys that assume the role: they are wrong or deactivated."},
       {"ExpiredToken", " The keys that assume the role have expired: sign in again."},
       {"ExpiredTokenException", " The token has expired: its file needs a new one."},
       {"Throttling", kFewer},
       {"ThrottlingException", kFewer},
       {"RegionDisabledException", " STS is deactivated in that region: set AWS_REGION to another one."}}};
  for (const Cure& known : kCures) {
    if (known.code == code) return std::string(known.words);
  }
  return {};
}

std::string role_of(const StsRequest& request) {
  for (const auto& [name, value] : request.parameters) {
    if (name == "RoleArn") return config::quoted(value);
  }
  return {};
}

[[noreturn]] void refuse(const wire::Reply& reply, const StsRequest& request) {
  const StsError error = read_sts_error(reply.body);
  const std::string start =
      "STS refused " + request.action + " for the role " + role_of(request) + " (HTTP " + std::to_string(reply.status);
  if (error.code.empty()) {
    throw StsRefusal(start +
                         ", and the answer has no error code). Check AWS_ENDPOINT_URL_STS, AWS_ENDPOINT_URL and any "
                         "proxy on the way.",
                     {});
  }
  throw StsRefusal(text::with_full_stop(start + ", " + displayable(error.code) + "): " +
                                        (error.message.empty() ? "STS gave no reason" : displayable(error.message))) +
                       cure(error.code),
                   error.code);
}

// A refusal for the signature's time tells AWS's time; the request is then signed with it and sent once more.
bool learns_time(const wire::Reply& reply, const World& world, std::chrono::sys_seconds signed_at) {
  return !wire::is_success(reply) &&
         world.clock_skew->learn(read_sts_error(reply.body).code, http::date_of(reply), {world.clock(), signed_at});
}

wire::Reply sign_and_send(const StsRequest& request, const ProviderContext& context, const RequestOptions& options) {
  http::Request http_request = request_for(request, context);
  wire::Reply reply = send(http_request, context, options);
  signing::wipe(http_request.body);
  return reply;
}

}  // namespace

Identity request_sts(const StsRequest& request, const ProviderContext& context) {
  RequestOptions options{.secrets = {request.secret}, .about = "role " + role_of(request)};
  std::string encoded_secret = wire::percent_encode(request.secret);
  options.secrets.push_back(encoded_secret);
  if (request.keys != nullptr) {
    options.secrets.push_back(request.keys->secret_access_key.reveal());
    options.secrets.push_back(request.keys->session_token.reveal());
  }
  const std::chrono::sys_seconds signed_at = context.world.now();
  wire::Reply reply = sign_and_send(request, context, options);
  if (request.keys != nullptr && learns_time(reply, context.world, signed_at)) {
    reply = sign_and_send(request, context, options);
  }
  signing::wipe(encoded_secret);
  if (!wire::is_success(reply)) refuse(reply, request);
  Identity identity = read_sts_response(reply.body, request.action);
  refuse_expired(identity, reply, context.world,
                 "STS, asked for " + request.action + " of the role " + role_of(request) + ",");
  signing::wipe(reply.body);
  return identity;
}

std::string made_up_session_name(std::chrono::sys_seconds now) {
  return "awscost-" + std::to_string(now.time_since_epoch().count());
}

}  // namespace awscost::credentials
