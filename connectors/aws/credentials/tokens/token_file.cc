#include "connectors/aws/credentials/tokens/token_file.h"

#include <map>
#include <utility>

#include "connectors/aws/credentials/protocol/document.h"
#include "connectors/aws/credentials/protocol/expiry.h"
#include "connectors/aws/credentials/protocol/wording.h"

namespace awscost::credentials {
namespace {

constexpr std::chrono::milliseconds kStep{50};  // an interrupt is noticed within one step

}  // namespace

std::string below_home(const ProviderContext& context, std::string_view rest) {
  const std::string home = config::home_directory(context.profile.environment());
  if (home.empty()) {
    throw wire::SendError(
        "The token of a login is stored in the home directory, which is not known. Set HOME. Nothing was sent.", false);
  }
  return home + std::string(rest);
}

std::string profile_with(std::string_view key, std::string_view value, const ProviderContext& context) {
  const auto has_it = [&](const config::Properties& properties) {
    const auto found = properties.find(key);
    return found != properties.end() && found->second.value == value;
  };
  const config::Config& config = context.profile.config();
  const config::Properties* in_force = config.profile(context.profile.name());
  if (in_force != nullptr && has_it(*in_force)) return context.profile.name();
  for (const auto& [name, properties] : config.profiles()) {
    if (has_it(properties)) return name;
  }
  return context.profile.name();
}

TokenFile::TokenFile(const ProviderContext& context, std::string path, std::string cure)
    : context_(context), path_(std::move(path)), cure_(std::move(cure)) {}

boost::json::object TokenFile::read(std::initializer_list<std::string_view> needed) const {
  std::optional<std::string> content = context_.world.read_file(path_);
  if (!content) fail("You are not signed in (" + path_ + " does not exist)");
  const ScopedWipe wiped(*content);
  auto document = read_document(*content);
  if (!document) fail(path_ + " is damaged (it is not a JSON object)");
  const std::string missing = missing_in(*document, needed);
  if (!missing.empty()) fail(path_ + " is damaged (it lacks " + missing + ")");
  return std::move(*document);
}

void TokenFile::write(const boost::json::object& token) const {
  std::string content = serialized(token);
  const ScopedWipe wiped(content);
  try {
    context_.world.replace_file(path_, content);
  } catch (const wire::SendError&) {  // see the header
  }
}

std::optional<std::chrono::sys_seconds> TokenFile::time(const boost::json::object& document, std::string_view name) {
  return read_expiry(text_in(document, name));
}

void TokenFile::fail(const std::string& why) const {
  throw wire::SendError(why + ": " + cure_ + ".", false);
}

TokenFile::Turn TokenFile::wait_for_turn() const {
  return Turn(Turn::state_of(path_), context_);
}

// Never erased: a process meets a few token files in its life.
TokenFile::Turn::State& TokenFile::Turn::state_of(const std::string& path) {
  static std::mutex guard;
  static std::map<std::string, State> states;
  const std::lock_guard lock(guard);
  return states[path];
}

TokenFile::Turn::Turn(State& state, const ProviderContext& context)
    : state_(state), failures_before_(state.failures.load()), lock_(state.mutex, std::defer_lock) {
  while (!lock_.try_lock_for(kStep)) {
    if (context.interrupted && context.interrupted()) throw sql::InterruptError(false);
  }
}

std::string TokenFile::Turn::outcome(const std::function<std::string()>& refresh) {
  if (state_.failures.load() != failures_before_) return state_.why;
  std::string why = refresh();
  if (why.empty()) return {};
  state_.why = why;
  ++state_.failures;
  return why;
}

}  // namespace awscost::credentials
