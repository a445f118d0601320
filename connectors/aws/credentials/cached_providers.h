// One search for credentials: each place of the chain, asked with what was kept of earlier searches.
//
// How: a place has credentials (Held), or says why it has none (Nothing), or fails. What took a request or a program is
// kept by what was asked: the words of the step, and the identity of the keys that a role is taken on with. Its source
// is named after the profile that led there, which may be another one each time.
//
//   Search search(kept, asking);
//   Search::Result result = search.profile();
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <variant>

#include "connectors/aws/credentials/cache.h"
#include "connectors/aws/credentials/identity.h"
#include "connectors/aws/credentials/profile/profile_chain.h"
#include "connectors/aws/credentials/world.h"

namespace awscost::credentials {

class Search {
 public:
  using Held = std::shared_ptr<const Found>;
  using Result = std::variant<Held, Nothing>;

  // Both outlive it.
  Search(Kept& kept, const Asking& asking) : kept_(kept), asking_(asking) {}

  Result environment();
  Result profile();
  Result web_identity();  // of the environment
  Result container();
  Result instance();

 private:
  Held of(const ProfileSteps& steps, std::size_t roles);  // with so many of its roles taken on
  Held of(const FirstStep& step);
  Held taken_on(const ProfileSteps& steps, std::size_t roles, bool may_ask_the_source_anew);
  Held from(NamedSource source, const std::string& profile);
  Held from(const WebIdentity& identity);
  Result kept_answer(const std::string& key, const std::function<Answer(const Asking&)>& ask);
  std::string place_of(const std::string& profile) const;

  Kept& kept_;
  const Asking& asking_;
};

}  // namespace awscost::credentials
