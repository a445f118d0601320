// `credential_process`: a program of the user's that prints credentials.
//
// How: the profile's line is cut into words as a shell would, but no shell sees it; the program runs with no input and
// has to print one JSON object and end with 0. Its output is a secret: it never stands in an error. What it writes to
// its error output is meant for people, and does.
//
//   credential_process = "/opt/sign in/sign-in" --account prod
//     ->  {"Version": 1, "AccessKeyId": "…", "SecretAccessKey": "…", "SessionToken": "…", "Expiration": "…"}
#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "connectors/aws/credentials/protocol/document.h"
#include "connectors/aws/credentials/protocol/expiry.h"
#include "connectors/aws/credentials/protocol/wording.h"
#include "connectors/aws/credentials/providers/providers.h"

namespace awscost::credentials {
namespace {

constexpr std::chrono::milliseconds kShortestLimit{60'000};  // a sign-in may wait for a person
constexpr std::chrono::milliseconds kNoLimit = std::chrono::hours(24);

[[noreturn]] void fail(const std::string& sentence) {
  throw wire::SendError(with_full_stop(sentence) + " Nothing was sent.", false);
}

// Python's shlex.split, which AWS's tools use: white space separates, '…' is literal, in "…" a backslash stands for
// itself unless " or \ follows, elsewhere it makes the next character literal. No variables, no wildcards, no "~".
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

  // The word goes on after it: a"b c"d is one.
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
  std::optional<std::string> word_;  // "" is a word too
  std::vector<std::string> words_;
};

std::chrono::milliseconds time_limit(const Asking& asking) {
  const std::chrono::milliseconds limit = asking.world.limits().total_timeout;
  return limit.count() == 0 ? kNoLimit : std::max(limit, kShortestLimit);
}

// ": what it said", for a sentence.
std::string said(const Ended& ended) {
  const std::string text = displayable(ended.standard_error);
  return text.empty() ? ", and it wrote nothing to its error output" : ": " + text;
}

// "signal 9 (Killed)". Not strsignal's words: they come in the host's language.
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

std::string end_of(const Ended& ended) {
  return ended.signal != 0 ? "was ended by " + named(ended.signal)
                           : "ended with exit code " + std::to_string(ended.exit_code);
}

Found read_keys(const Ended& ended, const std::string& program, const Asking& asking) {
  const std::string who = "What credential_process ('" + program + "') printed";
  const auto document = read_document(ended.standard_output);
  if (!document) fail(who + " is no JSON object" + said(ended));
  const boost::json::value* version = document->if_contains("Version");
  if (version == nullptr) fail(who + " lacks 'Version', which has to be 1");
  if (whole_number_in(*document, "Version") != 1)
    fail(who + " has a 'Version' other than 1, the only one that is known");
  Found found = keys_in(*document, {}, who);
  if (found.expires_at && asking.world.is_surely_past(*found.expires_at)) {
    fail(who + " expired at " + shown(*found.expires_at) + ". Check what it keeps, and this computer's clock");
  }
  found.source = "credential_process";
  return found;
}

}  // namespace

Found from_process(const std::string& command, const Asking& asking) {
  const std::vector<std::string> words = Words(command).split();
  if (words.empty() || words.front().empty()) fail("credential_process names no program");
  const std::string program = displayable(words.front());
  Ended ended = asking.world.run_program(words, time_limit(asking), asking.interrupted);
  const Wiped output(ended.standard_output);
  if (ended.exit_code != 0) {
    fail("credential_process ('" + program + "') " + end_of(ended) + said(ended));
  }
  return read_keys(ended, program, asking);
}

}  // namespace awscost::credentials
