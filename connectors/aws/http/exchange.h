// One HTTP request and its answer, and who can get the one for the other.
//
// Owns: the vocabulary between whoever has a request to send (connectors/aws) and whoever moves bytes (Curl; an
// imposter in tests). Knows nothing of AWS: no signing, no retries, no meaning of a status.
//
//   http::Request request{.method = "POST", .url = "https://ce.us-east-1.amazonaws.com/", .body = "{}"};
//   wire::Reply reply = exchange.exchange(request, http::Limits{}, interrupted);
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
  std::vector<wire::Header> headers;  // exactly what is sent, beside Content-Length and Accept-Encoding
  std::string body;
  std::string label;      // what it is for, without secrets: "ce:GetCostAndUsage page 2"; never sent, for a log
  std::string ca_bundle;  // PEM file of certificate authorities; empty: the system's
  bool direct = false;    // past any proxy: for addresses that only this machine, or container, can reach
  bool fixed = false;     // nobody can ask for less (keys, a token): errors do not advise to
};

// botocore waits 60 s for a connection and 60 s for each read; Cost Explorer can think for tens of seconds. A dead
// route should not cost a minute, so connecting gets less and the whole answer more.
struct Limits {
  std::chrono::milliseconds connect_timeout{10'000};  // name look-up, TCP and TLS together; 0: libcurl's 300 s
  std::chrono::milliseconds total_timeout{120'000};   // from the first byte of the look-up to the last of the answer;
                                                      // 0: for ever
  std::size_t max_body_bytes = std::size_t{64} * 1024 * 1024;  // after decompression
};

class Exchange {
 public:
  virtual ~Exchange() = default;

  // Sends the request once and returns whatever status came, redirects included. Throws wire::SendError where no whole
  // answer came and sql::InterruptError where `interrupted` said so; both tell whether the request may have left.
  // `interrupted` may be empty; it is asked on the calling thread.
  virtual wire::Reply exchange(const Request& request, const Limits& limits, const sql::Interrupted& interrupted) = 0;
};

}  // namespace awscost::http
