// The credentials provider chain: who asks for a profile, in one fixed order, cached until shortly before the expiry.
//
// Order: keys in the environment (unless the statement names a profile); the profile; a web identity of the environment
// (unless the statement names a profile); a container's endpoint; an EC2 instance's metadata. The first provider that
// is configured decides: it gives an identity, or its error ends the chain. Where none is configured, the error lists
// each with its reason. docs/decisions/0007 says why this order.
//
// Example:
//
//   SharedIdentity identity_of(ProviderChain& chain, const std::string& profile) {
//     return chain.resolve(chain.world().profile(profile), {});
//   }
#pragma once

#include <mutex>
#include <string>

#include "connectors/aws/credentials/cache.h"
#include "connectors/aws/credentials/identity.h"
#include "connectors/aws/credentials/world.h"

namespace awscost::credentials {

// For several threads at once. Threads that need the same identity fetch it once; the others wait and notice an
// interrupt.
class ProviderChain {
 public:
  explicit ProviderChain(World world);

  // Throws wire::SendError (nothing was sent) and sql::InterruptError(false).
  SharedIdentity resolve(const config::Profile& profile, const sql::Interrupted& interrupted);

  // AWS refused these credentials as expired: resolves `profile` (World::reread, since its files may have changed)
  // without what is cached of them. True where other credentials came of it.
  bool renew(const config::Profile& profile, const Identity& refused, const sql::Interrupted& interrupted);

  // The region of the instance that gave out the profile's credentials; empty where no instance did.
  std::string region_of_instance(const config::Profile& profile, const sql::Interrupted& interrupted);

  const World& world() const { return world_; }

 private:
  World world_;
  Cache cache_;
  std::mutex region_mutex_;
  std::string region_;  // an instance stays in its region; empty: not asked yet
};

}  // namespace awscost::credentials
