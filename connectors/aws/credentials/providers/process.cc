// The process provider: `credential_process`, a program of the user's that prints credentials.
//
// How: the profile's line is split into words as a shell would, without a shell. The program gets no input, prints one
// JSON object and ends with exit code 0. Its standard output is a secret and never stands in an error; its standard
// error is meant for people and does.
//
//   credential_process = "/opt/sign in/sign-in" --account prod
//     ->  {"Version": 1, "AccessKeyId": "...", "SecretAccessKey": "...", "SessionToken": "...", "Expiration": "..."}
#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "connectors/aws/credentials/principal.h"
#include "connectors/aws/credentials/protocol/document.h"
#include "connectors/aws/credentials/protocol/expiry.h"
#include "connectors/aws/credentials/protocol/wording.h"
#include "connectors/aws/credentials/providers/providers.h"
#include "sql/text/shell_words.h"
#include "sql/text/words.h"

namespace awscost::credentials {
namespace {

constexpr std::chrono::milliseconds kShortestLimit{60'000};  // a program may wait for a person who signs in
constexpr std::chrono::milliseconds kNoLimit = std::chrono::hours(24);

[[noreturn]] void fail(const std::string& sentence) {
  throw wire::SendError(text::with_full_stop(sentence) + " Nothing was sent.", false);
}

std::vector<std::string> words_of(const std::string& command) {
  text::ShellWords split = text::shell_words(command);
  if (!split.fault.empty()) fail("credential_process " + split.fault);
  if (split.words.empty() || split.words.front().empty()) fail("credential_process names no program");
  if (const std::string& program = split.words.front(); program.front() == '~' || program.front() == '$') {
    fail("credential_process ('" + displayable(program) + "') runs without a shell: write the full path");
  }
  return std::move(split.words);
}

std::chrono::milliseconds time_limit(const ProviderContext& context) {
  const std::chrono::milliseconds limit = context.world.limits().total_timeout;
  return limit.count() == 0 ? kNoLimit : std::max(limit, kShortestLimit);
}

// ": <standard error>", for a sentence.
std::string error_output(const ProgramResult& result) {
  const std::string text = displayable(result.standard_error);
  return text.empty() ? ", and its standard error is empty" : ": " + text;
}

// "signal 9 (Killed)". strsignal would answer in the host's language.
std::string named(int signal) {
  struct Name {
    int signal;
    const char* words;
  };
  constexpr std::array<Name, 10> kNames = {{{SIGHUP, "Hangup"},
                                            {SIGINT, "Interrupt"},
                                            {SIGQUIT, "Quit"},
                                            {SIGABRT, "Aborted"},
                                            {SIGKILL, "Killed"},
                                            {SIGSEGV, "Segmentation fault"},
                                            {SIGBUS, "Bus error"},
                                            {SIGPIPE, "Broken pipe"},
                                            {SIGALRM, "Alarm clock"},
                                            {SIGTERM, "Terminated"}}};
  std::string number = "signal " + std::to_string(signal);
  for (const Name& name : kNames) {
    if (name.signal == signal) return number + " (" + name.words + ")";
  }
  return number;
}

std::string end_of(const ProgramResult& result) {
  return result.signal != 0 ? "was ended by " + named(result.signal)
                            : "ended with exit code " + std::to_string(result.exit_code);
}

Identity read_identity(const ProgramResult& result, const std::string& program, const ProviderContext& context) {
  const std::string who = "The output of credential_process ('" + program + "')";
  const auto document = read_document(result.standard_output);
  if (text::trimmed(result.standard_output).empty()) {
    fail("credential_process ('" + program + "') printed nothing" + error_output(result));
  }
  if (!document) fail(who + " is not a JSON object" + error_output(result));
  const boost::json::value* version = document->if_contains("Version");
  if (version == nullptr) fail(who + " lacks 'Version', which must be 1");
  if (whole_number_in(*document, "Version") != 1) fail(who + " has a 'Version' other than 1, the only known one");
  Identity identity = identity_in(*document, {}, who);
  if (identity.expires_at && context.world.is_surely_past(*identity.expires_at)) {
    fail(who + " expired at " + shown(*identity.expires_at) +
         ". Check whether the program caches credentials, and this computer's clock");
  }
  identity.source = "credential_process";
  return identity;
}

}  // namespace

Identity from_process(const std::string& command, const ProviderContext& context) {
  const std::vector<std::string> words = words_of(command);
  const std::string program = displayable(words.front());
  ProgramResult result = context.world.run_program(words, time_limit(context), context.interrupted);
  const ScopedWipe output(result.standard_output);
  if (result.exit_code != 0) {
    fail("credential_process ('" + program + "') " + end_of(result) + error_output(result));
  }
  Identity identity = read_identity(result, program, context);
  identity.principal = principal(
      "process", {{"program", words.front()}, {"command", digest_part(command)}, {"account", account_of(identity)}});
  return identity;
}

}  // namespace awscost::credentials
