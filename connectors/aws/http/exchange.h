// An HTTP request, its limits, and the interface that sends it.
//
// Owns: the vocabulary between senders (the AWS client, credentials providers) and transports (Curl; a script in
// tests). Does not own: signing, retries, the meaning of a status.
//
// Example:
//
//   wire::Reply post(Exchange& exchange, const std::string& body, const sql::Interrupted& interrupted) {
//     return exchange.exchange({.method = "POST", .url = "https://ce.us-east-1.amazonaws.com/", .body = body},
//     Limits{},
//                              interrupted);
//   }
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "connectors/wire/call.h"

namespace awscost::http {

struct Request {
  std::string method = "GET";         // GET, POST, PUT, PATCH or DELETE
  std::string url;                    // absolute, percent-encoded; sent as it stands, dot segments included
  std::vector<wire::Header> headers;  // all that is sent, but for Content-Length and Accept-Encoding
  std::string body;
  std::string label;      // for the log, without secrets; not sent: "ce:GetCostAndUsage page 2"
  std::string ca_bundle;  // PEM file of certificate authorities; empty: the system's
  bool direct = false;    // bypasses any proxy: for addresses that only this machine or container reaches
  bool fixed = false;     // its size is not the user's choice: errors do not advise to ask for less
};

// botocore waits 60 s for a connection and 60 s for each read. A dead route should not cost a minute, so connecting
// gets less time here; Cost Explorer can take tens of seconds, so the whole answer gets more.
struct Limits {
  std::chrono::milliseconds connect_timeout{10'000};  // name look-up, TCP and TLS together; 0: libcurl's 300 s
  std::chrono::milliseconds total_timeout{120'000};   // from the name look-up to the answer's last byte; 0: no limit
  std::size_t max_body_bytes = std::size_t{64} * 1024 * 1024;  // after unpacking
};

class Exchange {
 public:
  virtual ~Exchange() = default;

  // Sends the request once and returns the answer, whatever its status, redirects included. Throws wire::SendError
  // where no complete answer came, and sql::InterruptError where `interrupted` says so; both tell whether the request
  // may have left. `interrupted` may be empty; it is called on the calling thread.
  virtual wire::Reply exchange(const Request& request, const Limits& limits, const sql::Interrupted& interrupted) = 0;
};

}  // namespace awscost::http
