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
    "`aws configure`, `aws sso login` or `aws login`; or name another profile with AWS_PROFILE or WHERE profile = '…'. "
    "The embedded sandbox needs no keys and costs nothing: SELECT awscost_config('connector', 'sandbox'), or "
    "AWSCOST_CONNECTOR=sandbox in the environment.";

// Asks one place after the other, and remembers why each has nothing.
class Places {
 public:
  template <class Place>
  void ask(const std::string& name, const Place& place) {
    if (held_ != nullptr) return;
    Search::Result result = place();
    if (const Nothing* nothing = std::get_if<Nothing>(&result)) return skip(name, nothing->why);
    held_ = std::get<Search::Held>(std::move(result));
  }
  void skip(const std::string& name, const std::string& why) {
    if (held_ == nullptr) reasons_ += (reasons_.empty() ? "" : "; ") + name + " (" + why + ")";
  }
  Search::Held held() const {
    if (held_ != nullptr) return held_;
    throw wire::SendError("No AWS credentials. Nothing was found in, one after the other: " + reasons_ + ". " + kWaysOn,
                          false);
  }

 private:
  Search::Held held_;
  std::string reasons_;
};

}  // namespace

Chain::Chain(World world) : world_(std::move(world)) {}

std::shared_ptr<const Found> Chain::find(const config::Profile& profile, const sql::Interrupted& interrupted) {
  const Asking asking{world_, profile, interrupted};
  Search search(kept_, asking);
  const std::string name = config::quoted(profile.name());
  const std::string not_asked = "not asked, since the statement names the profile " + name;
  Places places;
  if (profile.is_asked_for()) places.skip("the environment", not_asked);
  if (!profile.is_asked_for()) places.ask("the environment", [&] { return search.environment(); });
  places.ask("AWS's config and credentials files", [&] { return search.profile(); });
  if (profile.is_asked_for()) places.skip("a web identity of the environment", not_asked);
  if (!profile.is_asked_for()) places.ask("a web identity of the environment", [&] { return search.web_identity(); });
  places.ask("a container's endpoint", [&] { return search.container(); });
  places.ask("an EC2 instance's metadata", [&] { return search.instance(); });
  return places.held();
}

bool Chain::renew(const config::Profile& profile, const Found& refused, const sql::Interrupted& interrupted) {
  kept_.forget(refused.keys.access_key_id);
  const std::shared_ptr<const Found> found = find(profile, interrupted);
  return found->keys.access_key_id != refused.keys.access_key_id ||
         found->keys.secret_access_key.reveal() != refused.keys.secret_access_key.reveal() ||
         found->keys.session_token.reveal() != refused.keys.session_token.reveal();
}

std::string Chain::region_of_instance(const config::Profile& profile, const sql::Interrupted& interrupted) {
  if (!find(profile, interrupted)->from_instance) return {};
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
