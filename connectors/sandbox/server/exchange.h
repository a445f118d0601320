// One request through verifier, sandbox and log, without any network in it.
//
//   Exchange exchange(connector, verifier, "requests.jsonl");
//   wire::Reply reply = exchange.answer(request);
#pragma once

#include <fstream>
#include <string>

#include "connectors/sandbox/server/verifier.h"
#include "connectors/wire/call.h"

namespace awscost::sandbox {

class Exchange {
 public:
  // Throws std::runtime_error where the log cannot be written. An empty `log` keeps none.
  Exchange(wire::Connector& connector, Verifier verifier, const std::string& log);

  wire::Reply answer(const HttpRequest& request);

 private:
  void record(const HttpRequest& request, const wire::Reply& reply);

  wire::Connector& connector_;
  Verifier verifier_;
  std::ofstream log_;
};

}  // namespace awscost::sandbox
