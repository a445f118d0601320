// The chain's providers for one profile, with the cache before those that cost a request or run a program.
//
// How: the cache's key is what the provider is asked (a role and the access key that assumes it, an SSO role, a
// command) and never the profile's name, so that an edited profile holds at once. The source of an identity names the
// profile that led to it; two profiles may share one cached identity and still tell different sources.
//
// Example:
//
//   CachedProviders::Resolution of_profile(Cache& cache, const ProviderContext& context) {
//     return CachedProviders(cache, context).profile();
//   }
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <variant>

#include "connectors/aws/credentials/cache.h"
#include "connectors/aws/credentials/identity.h"
#include "connectors/aws/credentials/profile/profile_chain.h"
#include "connectors/aws/credentials/world.h"

namespace awscost::credentials {

class CachedProviders {
 public:
  using Resolution = std::variant<SharedIdentity, NotConfigured>;

  // `cache` and `context` outlive it.
  CachedProviders(Cache& cache, const ProviderContext& context) : cache_(cache), context_(context) {}

  // Each throws wire::SendError (nothing was sent) where the provider is configured and fails.
  Resolution environment();
  Resolution profile();
  Resolution web_identity();  // of the environment
  Resolution container();
  Resolution instance();

 private:
  using Provider = std::function<ProviderResult(const ProviderContext&)>;

  SharedIdentity of_chain(const ProfileChain& chain, std::size_t roles);  // after the first `roles` of its roles
  SharedIdentity of_base(const BaseProvider& base);
  SharedIdentity of_role(const ProfileChain& chain, std::size_t roles, bool may_refresh_source);
  SharedIdentity of_source(CredentialSource source, const std::string& profile);
  SharedIdentity of_web_identity(const WebIdentity& web_identity);
  Resolution cached(const std::string& key, const Provider& provider);
  std::string place_of(const std::string& profile) const;

  Cache& cache_;
  const ProviderContext& context_;
};

}  // namespace awscost::credentials
