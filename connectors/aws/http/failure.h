// A transfer that failed, in a sentence: what failed, with which server, what to check. Never shows a URL's path, query
// or password, nor any header: what was asked and with which rights stays private.
//
//   https://ce.eu-1.amazonaws.com could not be reached (Could not resolve host: …). Nothing was sent. Check …
#pragma once

#include <curl/curl.h>

#include <string>

#include "connectors/aws/http/exchange.h"
#include "connectors/aws/http/transfer.h"

namespace awscost::http {

struct Failure {
  CURLcode code;
  std::string detail;    // libcurl's error buffer; empty: the code's general text is used
  std::string origin;    // scheme://host[:port]
  int proxy_status = 0;  // what a proxy that was asked for a tunnel answered; 0: none was
  bool fixed = false;    // nobody can ask for less than was asked
};

std::string sentence(const Failure& failure, const Transfer& transfer, const Limits& limits);

// Whether it may pass when the request is sent again.
wire::SendError::Cause cause_of(const Failure& failure, const Transfer& transfer);

}  // namespace awscost::http
