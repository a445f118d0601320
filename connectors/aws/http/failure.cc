#include "connectors/aws/http/failure.h"

#include <algorithm>

namespace awscost::http {
namespace {

constexpr int kFirstRefusal = 300;
constexpr int kDone = 200;

std::string milliseconds(std::chrono::milliseconds time) {
  return std::to_string(time.count()) + " ms";
}

// libcurl's details repeat a proxy address that it cannot read, password included.
std::string reason(const Failure& failure) {
  const bool quotes_an_address = failure.detail.find("://") != std::string::npos ||
                                 failure.detail.find('@') != std::string::npos ||
                                 failure.detail.find("proxy") != std::string::npos;
  return failure.detail.empty() || quotes_an_address ? std::string(curl_easy_strerror(failure.code)) : failure.detail;
}

std::string check_before_sending(const Failure& failure) {
  switch (failure.code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return "Check the host name (AWS_REGION and AWS_ENDPOINT_URL decide it) and the network.";
    case CURLE_COULDNT_RESOLVE_PROXY:
      return "Check the proxy's address (HTTPS_PROXY, http_proxy). Special characters in its password must be "
             "percent-encoded.";
    case CURLE_SSL_CACERT_BADFILE:
      if (failure.own_authorities)
        return "Check that AWS_CA_BUNDLE (in a profile: ca_bundle) names a readable PEM file.";
      return "This system has no certificate authorities: install them (the package ca-certificates), or name a PEM "
             "file in AWS_CA_BUNDLE.";
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
      if (failure.own_authorities)
        return "Check the host name, this computer's clock and AWS_CA_BUNDLE (in a profile: ca_bundle).";
      return "Check the host name, this computer's clock and its certificate authorities (the package "
             "ca-certificates). "
             "Behind a proxy that opens TLS, name its authority's PEM file in AWS_CA_BUNDLE.";
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT:
      return "Check AWS_ENDPOINT_URL.";
    default:
      if (failure.direct) return "Check its address and whether it runs.";
      return "Check the host and port (AWS_ENDPOINT_URL), the network and any firewall or proxy on the way.";
  }
}

// Both limits hold while connecting; 0 is no limit.
std::chrono::milliseconds connect_limit(const Limits& limits) {
  if (limits.connect_timeout.count() == 0) return limits.total_timeout;
  if (limits.total_timeout.count() == 0) return limits.connect_timeout;
  return std::min(limits.connect_timeout, limits.total_timeout);
}

// A proxy refuses a tunnel with a status. libcurl's words for it name no cause.
std::string refused_by_proxy(const Failure& failure) {
  constexpr int kWantsPassword = 407;
  return "The proxy on the way to " + failure.origin + " refused with HTTP status " +
         std::to_string(failure.proxy_status) + ". Nothing was sent. " +
         (failure.proxy_status == kWantsPassword
              ? "It wants another name or password. Write HTTPS_PROXY as http://name:password@host:port, with special "
                "characters percent-encoded."
              : "Check HTTPS_PROXY, NO_PROXY and what the proxy allows.");
}

std::string not_sent(const Failure& failure, const Limits& limits) {
  if (failure.code == CURLE_OPERATION_TIMEDOUT) {
    return failure.origin + " could not be reached within " + milliseconds(connect_limit(limits)) +
           ". Nothing was sent. Check the network and any firewall or proxy on the way, or allow more time.";
  }
  if (failure.proxy_status >= kFirstRefusal) return refused_by_proxy(failure);
  if (!failure.proxy.empty()) {
    return "The proxy " + failure.proxy +
           " does not answer. Nothing was sent. Check its address and whether it runs, or "
           "let NO_PROXY name " +
           failure.origin + "'s host.";
  }
  return failure.origin + " could not be reached (" + reason(failure) + "). Nothing was sent. " +
         check_before_sending(failure);
}

const std::string kCheckTheWay = "Check the endpoint and any proxy on the way.";

std::string ask_for_less(const Failure& failure) {
  return failure.fixed ? kCheckTheWay : "Ask for less at once: a shorter period or a smaller page.";
}

std::string stopped(const Failure& failure, Transfer::Stop stop, const Limits& limits) {
  switch (stop) {
    case Transfer::Stop::kBodyTooLarge:
      return "The answer of " + failure.origin + " is larger than " + std::to_string(limits.max_body_bytes) +
             " bytes and was dropped. " +
             (failure.fixed ? kCheckTheWay
                            : "Ask for less at once (a shorter period, a smaller page), or allow more: SELECT "
                              "awscost_config('max_page_bytes', '" +
                                  std::to_string(2 * limits.max_body_bytes) + "').");
    case Transfer::Stop::kHeadersTooLarge:
      return "The headers of the answer of " + failure.origin +
             " are larger than those of an AWS service. Check AWS_ENDPOINT_URL.";
    case Transfer::Stop::kOutOfMemory:
      return "There is not enough memory for the answer of " + failure.origin + ". " + ask_for_less(failure);
    case Transfer::Stop::kWouldSendTwice:
      return failure.origin +
             " closed a kept connection without an answer. AWS may have received the request, so it was not sent "
             "again. "
             "Run the statement again.";
    case Transfer::Stop::kNone:
      break;
  }
  return {};
}

// Wrong certificates, files and addresses stay wrong; names, routes, servers and handshakes may work again. A proxy
// that refuses a tunnel refuses the next one too, unless the fault is its own (5xx).
wire::SendError::Cause cause_before_sending(const Failure& failure) {
  constexpr int kFirstServerError = 500;
  if (failure.proxy_status >= kFirstRefusal && failure.proxy_status < kFirstServerError) {
    return wire::SendError::Cause::kStays;
  }
  switch (failure.code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PROXY:
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
      return wire::SendError::Cause::kNotReached;
    default:
      return wire::SendError::Cause::kStays;
  }
}

}  // namespace

wire::SendError::Cause cause_of(const Failure& failure, const Transfer& transfer) {
  if (transfer.stop() == Transfer::Stop::kWouldSendTwice) return wire::SendError::Cause::kBroken;
  if (transfer.stop() != Transfer::Stop::kNone) return wire::SendError::Cause::kStays;
  if (!transfer.sent()) return cause_before_sending(failure);
  switch (failure.code) {
    case CURLE_OPERATION_TIMEDOUT:
      return wire::SendError::Cause::kTimeout;
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
      return transfer.status() == kDone ? wire::SendError::Cause::kTimeout : wire::SendError::Cause::kBroken;
    default:  // the answer is not HTTP or cannot be unpacked: so would be the next one
      return wire::SendError::Cause::kStays;
  }
}

std::string sentence(const Failure& failure, const Transfer& transfer, const Limits& limits) {
  if (transfer.stop() != Transfer::Stop::kNone) return stopped(failure, transfer.stop(), limits);
  if (!transfer.sent()) return not_sent(failure, limits);
  if (failure.code == CURLE_OPERATION_TIMEDOUT) {
    return failure.origin + " did not complete its answer within " + milliseconds(limits.total_timeout) +
           ". AWS may have received the request. Allow more time (SELECT awscost_config('request_timeout', '240000'))" +
           (failure.fixed ? "." : ", or ask for a shorter period.");
  }
  if (failure.code == CURLE_BAD_CONTENT_ENCODING) {
    return "The compressed answer of " + failure.origin + " could not be unpacked (" + reason(failure) +
           "). AWS may have received the request. Check AWS_ENDPOINT_URL and any proxy on the way.";
  }
  if (transfer.status() == kDone && !failure.fixed) {
    return "The answer of " + failure.origin + " began with status 200 and broke off (" + reason(failure) +
           "). AWS has done the work and may have charged for it. Check the network and any proxy on the way.";
  }
  return "The answer of " + failure.origin + " is incomplete (" + reason(failure) +
         "). AWS may have received the request. Check the network and any proxy on the way.";
}

}  // namespace awscost::http
