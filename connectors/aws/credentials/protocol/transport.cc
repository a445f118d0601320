#include "connectors/aws/credentials/protocol/transport.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>

#include "connectors/aws/credentials/protocol/wording.h"
#include "connectors/aws/http/user_agent.h"
#include "connectors/aws/signing/redaction.h"
#include "connectors/aws/signing/secret.h"
#include "sql/text/words.h"

namespace awscost::credentials {
namespace {

constexpr int kOk = 200;  // whatever else came is a refusal to some of those who ask

// An answer with keys is a few kilobytes.
constexpr std::size_t kLargestAnswer = std::size_t{256} * 1024;

bool is_secret(const wire::Header& header) {
  constexpr std::array<std::string_view, 5> kNames = {"authorization", "dpop", "x-amz-security-token",
                                                      "x-amz-sso_bearer_token", "x-aws-ec2-metadata-token"};
  return std::find(kNames.begin(), kNames.end(), text::lower(header.name)) != kNames.end();
}

// Of a signed request's header only the signature: the rest are words that an error may need.
std::string_view secret_part(std::string_view value) {
  constexpr std::string_view kSignature = "Signature=";
  const auto at = value.rfind(kSignature);
  return !value.starts_with("AWS4-") || at == std::string_view::npos ? value : value.substr(at + kSignature.size());
}

void redact(wire::Reply& reply, const http::Request& request, const Manner& manner) {
  std::vector<std::string_view> secrets = manner.secrets;
  for (const wire::Header& header : request.headers) {
    if (is_secret(header)) secrets.push_back(secret_part(header.value));
  }
  signing::redact(reply, secrets);
}

http::Limits limits_of(const Asking& asking, const Manner& manner) {
  http::Limits limits = asking.world.limits();
  limits.max_body_bytes = std::min(limits.max_body_bytes, kLargestAnswer);
  if (!manner.timeout) return limits;
  limits.connect_timeout = *manner.timeout;
  limits.total_timeout = *manner.timeout;
  return limits;
}

int attempts_of(const Asking& asking, const Manner& manner) {
  if (manner.attempts > 0) return manner.attempts;
  return retries::max_attempts(asking.profile.value("AWS_MAX_ATTEMPTS", "max_attempts").value_or(""));
}

void stop_if_interrupted(const Asking& asking) {
  if (asking.interrupted && asking.interrupted()) throw sql::InterruptError(false);
}

void wait(std::chrono::milliseconds pause, const Asking& asking) {
  constexpr std::chrono::milliseconds kStep{50};
  stop_if_interrupted(asking);
  for (std::chrono::milliseconds left = pause; left.count() > 0; left -= kStep) {
    asking.world.sleep(std::min(left, kStep));
    stop_if_interrupted(asking);
  }
}

// What became of one attempt, and whether another may do better.
struct Attempt {
  wire::Outcome outcome;
  retries::Kind kind = retries::Kind::kFinal;
};

// "sts:AssumeRole" -> "STS AssumeRole (role '…') failed: "; empty for what is no service of AWS's: its address, which
// the sentence goes on with, says it.
std::string failed(std::string_view label, const Manner& manner) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kServices = {
      {{"sts:", "STS "},
       {"sso:", "IAM Identity Center "},
       {"sso-oidc:", "IAM Identity Center "},
       {"signin:", "AWS sign-in "}}};
  for (const auto& [prefix, name] : kServices) {
    if (!label.starts_with(prefix)) continue;
    return std::string(name).append(label.substr(prefix.size())) +
           (manner.about.empty() ? "" : " (" + manner.about + ")") + " failed: ";
  }
  return {};
}

Attempt attempt(const http::Request& request, const Asking& asking, const Manner& manner, const std::string& failure) {
  try {
    wire::Reply reply = asking.world.exchange.exchange(request, limits_of(asking, manner), asking.interrupted);
    if (reply.status != kOk) redact(reply, request, manner);
    const retries::Kind kind = manner.kind_of ? manner.kind_of(reply) : retries::kind_of(reply);
    return {{.reply = std::move(reply), .error = nullptr}, kind};
  } catch (const wire::SendError& error) {
    // Whatever it says of charges: it was no query that was sent.
    constexpr bool kFreeOfCharge = true;
    return {{.reply = std::nullopt,
             .error = std::make_exception_ptr(wire::SendError(failure + error.what(), false, error.cause()))},
            retries::kind_of(error, kFreeOfCharge)};
  } catch (const sql::InterruptError&) {
    throw sql::InterruptError(false);
  }
}

// A copy of ours, with its body overwritten when it goes: it may hold a token.
class Copy {
 public:
  Copy(const http::Request& request, const config::Profile& profile)
      : request_(request), label_(request.label), profile_(displayable(profile.name())) {
    request_.fixed = true;
    if (request_.ca_bundle.empty()) request_.ca_bundle = profile.value("AWS_CA_BUNDLE", "ca_bundle").value_or("");
    request_.headers.push_back({"User-Agent", http::user_agent(profile.app_id())});
  }
  ~Copy() { signing::wipe(request_.body); }
  Copy(const Copy&) = delete;
  Copy& operator=(const Copy&) = delete;

  // Labelled as every other request is (connectors/log): what for, which attempt, whose.
  const http::Request& request(int attempt) {
    request_.label = label_ + (attempt > 1 ? " attempt " + std::to_string(attempt) : "") + " profile " + profile_;
    return request_;
  }

 private:
  http::Request request_;
  const std::string label_;
  const std::string profile_;
};

}  // namespace

wire::Reply send(const http::Request& request, const Asking& asking, const Manner& manner) {
  Copy copy(request, asking.profile);
  const std::string failure = failed(request.label, manner);
  const int attempts = attempts_of(asking, manner);
  stop_if_interrupted(asking);
  for (int number = 1;; ++number) {
    Attempt last = attempt(copy.request(number), asking, manner, failure);
    if (last.kind == retries::Kind::kFinal || number >= attempts) {
      if (last.outcome.error) std::rethrow_exception(last.outcome.error);
      last.outcome.reply->attempts = number;
      return std::move(*last.outcome.reply);
    }
    const wire::Reply* reply = last.outcome.reply ? &*last.outcome.reply : nullptr;
    wait(manner.pause.value_or(retries::pause(last.kind, number, asking.world.random(), reply)), asking);
  }
}

}  // namespace awscost::credentials
