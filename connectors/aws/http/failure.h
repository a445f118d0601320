// A failed transfer as a sentence: what failed, with which server, what to check. It never shows a URL's path, query or
// password, nor a header.
//
//   https://ce.eu-1.amazonaws.com could not be reached (Could not resolve host: ...). Nothing was sent. Check ...
//
// Example:
//
//   std::string unresolved(const Transfer& transfer) {
//     return sentence({.code = CURLE_COULDNT_RESOLVE_HOST, .origin = "https://example.com"}, transfer, Limits{});
//   }
#pragma once

#include <curl/curl.h>

#include <string>

#include "connectors/aws/http/exchange.h"
#include "connectors/aws/http/transfer.h"

namespace awscost::http {

struct Failure {
  CURLcode code;
  std::string detail;            // libcurl's error buffer; empty: the code's general text is used
  std::string origin;            // scheme://host[:port]
  int proxy_status = 0;          // a proxy's answer to CONNECT; 0: there was none
  bool fixed = false;            // Request::fixed
  bool direct = false;           // Request::direct
  bool own_authorities = false;  // AWS_CA_BUNDLE or ca_bundle names a file
  std::string proxy;  // "127.0.0.1:9 (HTTPS_PROXY)" where it is the proxy that could not be reached; else empty
};

std::string sentence(const Failure& failure, const Transfer& transfer, const Limits& limits);

// Whether a retry may succeed. An answer that began with status 200 and broke off counts as one that came too late: AWS
// has done the work, and charges for it.
wire::SendError::Cause cause_of(const Failure& failure, const Transfer& transfer);

}  // namespace awscost::http
