#include "connectors/aws/credentials/protocol/transport.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>

#include "connectors/aws/credentials/protocol/wording.h"
#include "connectors/aws/http/user_agent.h"
#include "connectors/aws/retries/invocation.h"
#include "connectors/aws/signing/redaction.h"
#include "connectors/aws/signing/secret.h"
#include "connectors/wire/outcome.h"
#include "sql/text/words.h"

namespace awscost::credentials {
namespace {

// An answer with keys is a few kilobytes.
constexpr std::size_t kLargestAnswer = std::size_t{256} * 1024;

bool is_secret(const wire::Header& header) {
  constexpr std::array<std::string_view, 5> kNames = {"authorization", "dpop", "x-amz-security-token",
                                                      "x-amz-sso_bearer_token", "x-aws-ec2-metadata-token"};
  return std::find(kNames.begin(), kNames.end(), text::lower(header.name)) != kNames.end();
}

// In the header of a signed request only the signature is secret; an error may need the rest.
std::string_view secret_part(std::string_view value) {
  constexpr std::string_view kSignature = "Signature=";
  const auto at = value.rfind(kSignature);
  return !value.starts_with("AWS4-") || at == std::string_view::npos ? value : value.substr(at + kSignature.size());
}

void redact(wire::Reply& reply, const http::Request& request, const RequestOptions& options) {
  std::vector<std::string_view> secrets = options.secrets;
  for (const wire::Header& header : request.headers) {
    if (is_secret(header)) secrets.push_back(secret_part(header.value));
  }
  signing::redact(reply, secrets);
}

http::Limits limits_of(const ProviderContext& context, const RequestOptions& options) {
  http::Limits limits = context.world.limits();
  limits.max_body_bytes = std::min(limits.max_body_bytes, kLargestAnswer);
  if (!options.timeout) return limits;
  limits.connect_timeout = *options.timeout;
  limits.total_timeout = *options.timeout;
  return limits;
}

int max_attempts(const ProviderContext& context, const RequestOptions& options) {
  if (options.attempts > 0) return options.attempts;
  return retries::max_attempts(context.profile.value("AWS_MAX_ATTEMPTS", "max_attempts").value_or(""));
}

void stop_if_interrupted(const ProviderContext& context) {
  if (context.interrupted && context.interrupted()) throw sql::InterruptError(false);
}

struct Attempt {
  wire::Outcome outcome;
  retries::RetryReason reason = retries::RetryReason::kNone;
};

// "sts:AssumeRole" -> "STS AssumeRole (role '...') failed: ". Empty for an endpoint that is not a service of AWS's: the
// sentence goes on with its address.
std::string prefix_of(std::string_view label, const RequestOptions& options) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kServices = {
      {{"sts:", "STS "},
       {"sso:", "IAM Identity Center "},
       {"sso-oidc:", "IAM Identity Center "},
       {"signin:", "AWS sign-in "}}};
  for (const auto& [prefix, name] : kServices) {
    if (!label.starts_with(prefix)) continue;
    return std::string(name).append(label.substr(prefix.size())) +
           (options.about.empty() ? "" : " (" + options.about + ")") + " failed: ";
  }
  return {};
}

Attempt attempt(const http::Request& request, const ProviderContext& context, const RequestOptions& options,
                const std::string& prefix) {
  try {
    wire::Reply reply = context.world.exchange.exchange(request, limits_of(context, options), context.interrupted);
    if (!wire::is_success(reply)) redact(reply, request, options);
    const retries::RetryReason reason = options.classify ? options.classify(reply) : retries::classify(reply);
    return {std::move(reply), reason};
  } catch (const wire::SendError& error) {
    // maybe_charged speaks of queries. This request is free, and the query was not sent.
    constexpr bool kFreeOfCharge = true;
    return {wire::SendError(prefix + error.what(), false, error.cause()), retries::classify(error, kFreeOfCharge)};
  } catch (const sql::InterruptError&) {
    throw sql::InterruptError(false);
  }
}

// The request as it is sent. Its copies of secrets are overwritten at the end.
class OutgoingRequest {
 public:
  OutgoingRequest(const http::Request& request, const config::Profile& profile, int max_attempts)
      : request_(request),
        label_(request.label),
        profile_(displayable(profile.name())),
        max_attempts_(max_attempts),
        invocation_id_(request.direct ? "" : retries::new_invocation_id()) {
    request_.fixed = true;
    if (request_.ca_bundle.empty()) request_.ca_bundle = profile.ca_bundle();
    request_.headers.push_back({"User-Agent", http::user_agent(profile.app_id())});
    own_headers_ = request_.headers.size();
  }
  ~OutgoingRequest() {
    signing::wipe(request_.body);
    for (wire::Header& header : request_.headers) signing::wipe(header.value);
  }
  OutgoingRequest(const OutgoingRequest&) = delete;
  OutgoingRequest& operator=(const OutgoingRequest&) = delete;

  // Labelled for the log as queries are: operation, attempt, profile.
  const http::Request& request(int attempt) {
    request_.label = label_ + (attempt > 1 ? " attempt " + std::to_string(attempt) : "") + " profile " + profile_;
    request_.headers.resize(own_headers_);
    for (wire::Header& header : retries::invocation_headers(invocation_id_, attempt, max_attempts_)) {
      request_.headers.push_back(std::move(header));
    }
    return request_;
  }

 private:
  http::Request request_;
  const std::string label_;
  const std::string profile_;
  const int max_attempts_;
  const std::string invocation_id_;  // empty for an endpoint that is not a service of AWS's: SDKs send it none
  std::size_t own_headers_ = 0;
};

}  // namespace

wire::Reply send(const http::Request& request, const ProviderContext& context, const RequestOptions& options) {
  OutgoingRequest outgoing(request, context.profile, max_attempts(context, options));
  const std::string prefix = prefix_of(request.label, options);
  retries::Attempts attempts(
      {.max_attempts = max_attempts(context, options), .random = context.world.random, .fixed_delay = options.delay});
  stop_if_interrupted(context);
  for (;;) {
    Attempt last = attempt(outgoing.request(attempts.sent() + 1), context, options, prefix);
    wire::Reply* reply = wire::reply_of(last.outcome);
    const std::optional<retries::Retry> retry = attempts.next({.reason = last.reason, .reply = reply});
    if (retry) {
      if (!retries::wait(retry->delay, context.world.sleep, context.interrupted)) throw sql::InterruptError(false);
      continue;
    }
    if (reply == nullptr) wire::throw_failure(last.outcome);
    return std::move(*reply);
  }
}

}  // namespace awscost::credentials
