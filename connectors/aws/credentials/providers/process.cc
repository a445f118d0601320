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
#include "sql/text/words.h"

namespace awscost::credentials {
namespace {

constexpr std::chrono::milliseconds kShortestLimit{60'000};  // a program may wait for a person who signs in
constexpr std::chrono::milliseconds kNoLimit = std::chrono::hours(24);

[[noreturn]] void fail(const std::string& sentence) {
  throw wire::SendError(text::with_full_stop(sentence) + " Nothing was sent.", false);
}

// Splits as Python's shlex.split, which AWS's tools use: white space separates words; '...' is literal; in "..." a
// backslash escapes " and \ only; elsewhere it escapes any character. Variables, wildcards and "~" mean nothing.
class Words {
 public:
  explicit Words(std::string_view line) : rest_(line) {}

  std::vector<std::string> split() {
    while (!rest_.empty()) {
      const char c = take();
      if (is_space(c)) {
        end_word();
      } else if (c == '\'' || c == '"') {
        quoted(c);
      } else {
        word().push_back(c == '\\' ? escaped() : c);
      }
    }
    end_word();
    return std::move(words_);
  }

 private:
  static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

  char take() {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }

  char escaped() {
    if (rest_.empty()) fail("credential_process ends with a backslash. Write \\\\ for a backslash");
    return take();
  }

  // The closing quote does not end the word: a"b c"d is one.
  void quoted(char quote) {
    word();
    for (;;) {
      if (rest_.empty()) fail(std::string("credential_process has a ") + quote + " that is not closed");
      const char c = take();
      if (c == quote) return;
      const bool escapes =
          c == '\\' && quote == '"' && !rest_.empty() && (rest_.front() == '"' || rest_.front() == '\\');
      word().push_back(escapes ? take() : c);
    }
  }

  std::string& word() {
    if (!word_) word_.emplace();
    return *word_;
  }

  void end_word() {
    if (word_) words_.push_back(std::move(*word_));
    word_.reset();
  }

  std::string_view rest_;
  std::optional<std::string> word_;  // empty: between words; "" is a word
  std::vector<std::string> words_;
};

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
  const std::vector<std::string> words = Words(command).split();
  if (words.empty() || words.front().empty()) fail("credential_process names no program");
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
