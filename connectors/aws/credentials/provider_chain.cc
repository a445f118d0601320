#include "connectors/aws/credentials/provider_chain.h"

#include <utility>
#include <variant>

#include "connectors/aws/config/quoted.h"
#include "connectors/aws/credentials/cached_providers.h"
#include "connectors/aws/credentials/providers/providers.h"

namespace awscost::credentials {
namespace {

constexpr const char* kWaysOn =
    "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN for temporary keys); or sign in with "
    "`aws configure`, `aws sso login` or `aws login`; or name another profile with AWS_PROFILE or WHERE profile = "
    "'...'. "
    "The embedded sandbox needs no keys and costs nothing: SELECT awscost_config('connector', 'sandbox'), or "
    "AWSCOST_CONNECTOR=sandbox in the environment.";

struct NamedProvider {
  const char* name;
  CachedProviders::Resolution (CachedProviders::*resolve)();
  bool is_environment;  // left out where the statement names a profile, as with `aws --profile`
};

constexpr std::array<NamedProvider, 5> kChain = {
    {{"the environment", &CachedProviders::environment, true},
     {"AWS's config and credentials files", &CachedProviders::profile, false},
     {"a web identity of the environment", &CachedProviders::web_identity, true},
     {"a container's endpoint", &CachedProviders::container, false},
     {"an EC2 instance's metadata", &CachedProviders::instance, false}}};

}  // namespace

ProviderChain::ProviderChain(World world) : world_(std::move(world)) {}

SharedIdentity ProviderChain::resolve(const config::Profile& profile, const sql::Interrupted& interrupted) {
  const ProviderContext context{world_, profile, interrupted};
  CachedProviders providers(cache_, context);
  std::string reasons;
  const auto pass = [&](const NamedProvider& provider, const std::string& reason) {
    reasons += (reasons.empty() ? "" : "; ") + std::string(provider.name) + " (" + reason + ")";
  };
  for (const NamedProvider& provider : kChain) {
    // A file that cannot be read is no error beside credentials that the environment names. The instance's are nobody's
    // choice: they could belong to another account than the file's.
    const std::string& problem = profile.config().problem();
    if (provider.resolve == &CachedProviders::instance && !problem.empty()) throw wire::SendError(problem, false);
    if (provider.is_environment && profile.is_asked_for()) {
      pass(provider, "left out, since the statement names the profile " + config::quoted(profile.name()));
      continue;
    }
    CachedProviders::Resolution result = (providers.*provider.resolve)();
    if (SharedIdentity* identity = std::get_if<SharedIdentity>(&result)) return std::move(*identity);
    pass(provider, std::get<NotConfigured>(result).reason);
  }
  throw wire::SendError("No AWS credentials were found in " + reasons + ". " + kWaysOn, false);
}

bool ProviderChain::renew(const config::Profile& profile, const Identity& refused,
                          const sql::Interrupted& interrupted) {
  cache_.forget(refused.keys.access_key_id);
  const SharedIdentity identity = resolve(profile, interrupted);
  return identity->keys.access_key_id != refused.keys.access_key_id ||
         identity->keys.secret_access_key.reveal() != refused.keys.secret_access_key.reveal() ||
         identity->keys.session_token.reveal() != refused.keys.session_token.reveal();
}

std::string ProviderChain::region_of_instance(const config::Profile& profile, const sql::Interrupted& interrupted) {
  if (!resolve(profile, interrupted)->from_instance) return {};
  {
    const std::lock_guard lock(region_mutex_);
    if (!region_.empty()) return region_;
  }
  std::string region = credentials::region_of_instance({world_, profile, interrupted});
  const std::lock_guard lock(region_mutex_);
  region_ = region;
  return region;
}

}  // namespace awscost::credentials
