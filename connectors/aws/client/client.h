// AWS itself as a Connector: one call becomes one signed HTTP request, sent once.
//
// How: files, endpoint and credentials are looked up anew for each call (the chain keeps what is dear), the request is
// signed with the current time, and any HTTP status comes back as a Reply. What failed is thrown as wire::SendError,
// also what is missing in the configuration (maybe_charged = false). Repeating is decided above (connectors/retry);
// each attempt is then signed anew, as AWS demands.
//
// Two refusals are about us and not about the question: credentials that have expired, and a clock that is wrong. The
// client asks for new credentials, or takes over the clock of AWS's Date header (World::clock_skew), and marks the
// reply as `mended`.
//
//   credentials::ProviderChain chain(credentials::process_world(pool, limits));
//   aws::Client client(chain);
//   wire::Reply reply = client.send(call, interrupted);
#pragma once

#include "connectors/aws/credentials/provider_chain.h"
#include "connectors/wire/call.h"

namespace awscost::aws {

// For several threads at once.
class Client : public wire::Connector {
 public:
  // `chain` outlives the client, which sends through the exchange of the chain's World and reads the same environment,
  // files and clock.
  explicit Client(credentials::ProviderChain& chain) : chain_(chain) {}

  wire::Reply send(const wire::Call& call, const sql::Interrupted& interrupted) override;

 private:
  credentials::ProviderChain& chain_;
};

}  // namespace awscost::aws
