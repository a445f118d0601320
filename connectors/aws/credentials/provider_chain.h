// Who asks: the credentials for a profile, found in one fixed order, kept until shortly before they expire.
//
// Order: keys in the environment (not where the statement names a profile); the profile, in whatever form; web identity
// from the environment (likewise); a container's endpoint; an instance's metadata. The first that has some ends the
// search, one that is configured and fails ends it with its error, and where none has any the message lists each with
// its reason. Why this order: docs/decisions/0007.
//
// What took a request or a program is kept, by what was asked (a role over these keys, an SSO role, …) and not by the
// profile's name, so that an edited profile holds at once. What is read from a file or a variable is read each time.
//
//   credentials::Chain chain(credentials::process_world(pool, limits));
//   std::shared_ptr<const credentials::Found> found = chain.find(profile, interrupted);
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "connectors/aws/credentials/cache.h"
#include "connectors/aws/credentials/identity.h"
#include "connectors/aws/credentials/world.h"

namespace awscost::credentials {

// For several threads at once. Two that need the same ask for it once; the other waits, and notices an interrupt.
class Chain {
 public:
  explicit Chain(World world);

  // Throws wire::SendError (nothing was sent) and sql::InterruptError(false).
  std::shared_ptr<const Found> find(const config::Profile& profile, const sql::Interrupted& interrupted);

  // AWS says that these are no longer valid. Asks anew; true where others came of it.
  bool renew(const config::Profile& profile, const Found& refused, const sql::Interrupted& interrupted);

  // The region of the instance that gave out the profile's credentials; empty where no instance did.
  std::string region_of_instance(const config::Profile& profile, const sql::Interrupted& interrupted);

  const World& world() const { return world_; }

 private:
  World world_;
  Kept kept_;
  std::mutex region_mutex_;
  std::string region_;  // of the instance, which stays where it is; empty: not asked yet
};

}  // namespace awscost::credentials
