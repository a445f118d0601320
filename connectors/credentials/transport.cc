#include "connectors/credentials/transport.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <string>
#include <utility>

#include "connectors/signing/secret.h"

namespace awscost::credentials {
namespace {

constexpr int kFirstError = 300;

// An answer with keys is a few kilobytes.
constexpr std::size_t kLargestAnswer = std::size_t{256} * 1024;

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

bool is_secret(const wire::Header& header) {
  constexpr std::array<std::string_view, 5> kNames = {"authorization", "dpop", "x-amz-security-token",
                                                      "x-amz-sso_bearer_token", "x-aws-ec2-metadata-token"};
  return std::find(kNames.begin(), kNames.end(), lower_case(header.name)) != kNames.end();
}

void strike_out(std::string& text, std::string_view secret) {
  if (secret.empty()) return;
  constexpr std::string_view kRedacted = "[redacted]";
  for (std::size_t at = text.find(secret); at != std::string::npos; at = text.find(secret, at + kRedacted.size())) {
    text.replace(at, secret.size(), kRedacted);
  }
}

void redact(wire::Reply& reply, const http::Request& request, const Manner& manner) {
  std::vector<std::string_view> secrets = manner.secrets;
  for (const wire::Header& header : request.headers) {
    if (is_secret(header)) secrets.push_back(header.value);
  }
  for (const std::string_view secret : secrets) {
    strike_out(reply.body, secret);
    for (wire::Header& header : reply.headers) strike_out(header.value, secret);
  }
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
  return retry::max_attempts(asking.profile.value("AWS_MAX_ATTEMPTS", "max_attempts").value_or(""));
}

void stop_if_interrupted(const Asking& asking) {
  if (asking.interrupted && asking.interrupted()) throw wire::InterruptError(false);
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
  retry::Kind kind = retry::Kind::kFinal;
};

Attempt attempt(const http::Request& request, const Asking& asking, const Manner& manner) {
  try {
    wire::Reply reply = asking.world.exchange.exchange(request, limits_of(asking, manner), asking.interrupted);
    if (reply.status >= kFirstError) redact(reply, request, manner);
    const retry::Kind kind = manner.kind_of ? manner.kind_of(reply) : retry::kind_of(reply);
    return {{.reply = std::move(reply), .error = nullptr}, kind};
  } catch (const wire::SendError& error) {
    // Whatever it says of charges: it was no query that was sent.
    constexpr bool kFreeOfCharge = true;
    return {
        {.reply = std::nullopt, .error = std::make_exception_ptr(wire::SendError(error.what(), false, error.cause()))},
        retry::kind_of(error, kFreeOfCharge)};
  } catch (const wire::InterruptError&) {
    throw wire::InterruptError(false);
  }
}

// A copy of ours, with its body overwritten when it goes: it may hold a token.
class Copy {
 public:
  Copy(const http::Request& request, const config::Profile& profile) : request_(request) {
    if (request_.ca_bundle.empty()) request_.ca_bundle = profile.value("AWS_CA_BUNDLE", "ca_bundle").value_or("");
  }
  ~Copy() { signing::wipe(request_.body); }
  Copy(const Copy&) = delete;
  Copy& operator=(const Copy&) = delete;

  const http::Request& request() const { return request_; }

 private:
  http::Request request_;
};

}  // namespace

wire::Reply send(const http::Request& request, const Asking& asking, const Manner& manner) {
  const Copy copy(request, asking.profile);
  const int attempts = attempts_of(asking, manner);
  stop_if_interrupted(asking);
  for (int number = 1;; ++number) {
    Attempt last = attempt(copy.request(), asking, manner);
    if (last.kind == retry::Kind::kFinal || number >= attempts) {
      if (last.outcome.error) std::rethrow_exception(last.outcome.error);
      last.outcome.reply->attempts = number;
      return std::move(*last.outcome.reply);
    }
    const wire::Reply* reply = last.outcome.reply ? &*last.outcome.reply : nullptr;
    wait(manner.pause.value_or(retry::pause(last.kind, number, asking.world.random(), reply)), asking);
  }
}

}  // namespace awscost::credentials
