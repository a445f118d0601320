// The settings of a connection, declared: one entry each with its type, default and meaning.
//
// Everything else follows from this list: which values are valid, the environment variable (AWSCOST_ and the name in
// capitals), the rows of `awscost_settings`. A Key is a name that is checked at compile time, with the type it is read
// as.
//
// Example:
//
//   std::string_view usual_requests() {
//     constexpr Key<Type::kInteger> kMaxRequests = "max_requests";  // "max_request" does not compile
//     return kMaxRequests.setting().fallback;
//   }
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

namespace awscost::settings {

enum class Type : std::uint8_t {
  kInteger,
  kMilliseconds,  // a whole number
  kDollars,       // US dollars, digits with at most six decimals
  kAnyDollars,    // the same; empty: no limit
  kChoice,        // one of the words in `choices`
  kTime,          // a UTC date or timestamp; empty: none
  kPath,          // of a file; empty: none
  kOutput,        // "stderr" or the path of a file, never "stdout"; empty: none
  kText,          // one line without control characters; empty: none
};

struct Setting {
  std::string_view name;
  Type type = Type::kInteger;
  std::string_view fallback;     // the value where nothing sets it
  std::string_view description;  // one or more sentences
  std::string_view choices;      // of kChoice: the words, separated by one blank
  std::int64_t least = 0;        // of kInteger and kMilliseconds
  std::int64_t most = std::numeric_limits<std::int64_t>::max();
};

inline constexpr std::int64_t kLongestTimeout = 3'600'000;

inline constexpr std::array kSettings = {
    Setting{
        .name = "connector",
        .type = Type::kChoice,
        .fallback = "aws",
        .description = "Who answers: aws asks AWS and costs money, sandbox is an account made up inside the process.",
        .choices = "aws sandbox"},
    Setting{
        .name = "budget",
        .type = Type::kDollars,
        .fallback = "1.00",
        .description =
            "US dollars that this connection, and all of its process together at one account, may spend on requests. "
            "Checked before each one is sent."},
    Setting{.name = "budget_daily",
            .type = Type::kAnyDollars,
            .fallback = "",
            .description =
                "US dollars that all programs that share cache_path may spend together in a day (UTC). Checked before "
                "each request is sent. Empty: no limit."},
    Setting{.name = "budget_monthly",
            .type = Type::kAnyDollars,
            .fallback = "",
            .description = "The same for a calendar month (UTC). Empty: no limit."},
    Setting{
        .name = "max_requests",
        .type = Type::kInteger,
        .fallback = "100",
        .description = "Requests that one statement may make, free ones included. Checked before each one is sent."},
    Setting{.name = "unbounded",
            .type = Type::kChoice,
            .fallback = "allow",
            .description =
                "Whether a paid table may be read without any bound on the period, which asks for all of its history; "
                "refuse ends such a statement before anything is sent. For hosts whose users click rather than write.",
            .choices = "allow refuse"},
    Setting{
        .name = "join_memory",
        .type = Type::kInteger,
        .fallback = "268435456",
        .description =
            "Bytes of rows that one statement holds: those of its joins, and as many of each GROUP BY. Past it, a join "
            "reads rows again from kept answers, and GROUP BY writes them to a temporary file; slower, not dearer.",
        .least = 0},
    Setting{.name = "cache",
            .type = Type::kChoice,
            .fallback = "on",
            .description =
                "Whether answers are kept past their statement, and questions answered from them; off asks anew.",
            .choices = "on off"},
    Setting{.name = "cache_ttl",
            .type = Type::kInteger,
            .fallback = "3600",
            .description =
                "Seconds for which an answer of Cost Explorer holds that AWS may still change. API Gateway's hold 60, "
                "those about bill scenarios are not kept.",
            .least = 0,
            .most = 31'536'000},
    Setting{.name = "cache_path",
            .type = Type::kPath,
            .fallback = "",
            .description =
                "A SQLite file for kept answers, which several programs may share; it is made where there is none. A "
                "relative path is looked for from the working directory. Empty: a private file of this connection, "
                "gone when it closes."},
    Setting{.name = "cache_size",
            .type = Type::kInteger,
            .fallback = "268435456",
            .description = "Bytes of answers that are kept at most; those that were used least recently go first.",
            .least = 0},
    Setting{.name = "reopen_days",
            .type = Type::kInteger,
            .fallback = "14",
            .description =
                "Days after the end of a month for which AWS may still change its costs; read after them, they are "
                "final.",
            .least = 0,
            .most = 365},
    Setting{.name = "now",
            .type = Type::kTime,
            .fallback = "",
            .description =
                "The time that counts as the present when windows are computed, in UTC; empty: the real clock. "
                "For tests and examples."},
    Setting{.name = "connect_timeout",
            .type = Type::kMilliseconds,
            .fallback = "10000",
            .description = "Milliseconds to wait for a connection to AWS.",
            .least = 1,
            .most = kLongestTimeout},
    Setting{.name = "request_timeout",
            .type = Type::kMilliseconds,
            .fallback = "120000",
            .description =
                "Milliseconds to wait for a whole answer; Cost Explorer may take a minute. A request that is "
                "given up may still be charged.",
            .least = 1,
            .most = kLongestTimeout},
    Setting{.name = "profile",
            .type = Type::kText,
            .fallback = "",
            .description =
                "The AWS profile to ask with where a statement names none; empty: AWS's own order: keys in the "
                "environment, AWS_PROFILE, default."},
    Setting{
        .name = "log",
        .type = Type::kOutput,
        .fallback = "",
        .description =
            "Where a line about each request goes: stderr, or a file that it is appended to; a relative path is looked "
            "for from the working directory. It tells address, status, size and duration; no body, no value, no "
            "secret. Empty: nowhere."},
    Setting{
        .name = "notices",
        .type = Type::kChoice,
        .fallback = "table",
        .description = "Where notices go: table is awscost_notices alone, stderr is a line on standard error as well.",
        .choices = "table stderr"},
    Setting{.name = "suggest",
            .type = Type::kChoice,
            .fallback = "off",
            .description =
                "Whether a value that no answer has shown is looked for in the list of the values there are, so that a "
                "notice can name what was meant: one more paid request for each key.",
            .choices = "off on"},
    Setting{.name = "progress",
            .type = Type::kChoice,
            .fallback = "off",
            .description =
                "stderr shows pages, rows, dollars and time of a statement that waits for AWS, after a second, where "
                "standard error is a terminal.",
            .choices = "off stderr"},
    Setting{.name = "max_page_bytes",
            .type = Type::kInteger,
            .fallback = "67108864",
            .description = "The largest answer that is read, in bytes; a larger one ends the statement.",
            .least = 1},
    Setting{.name = "sandbox_seed",
            .type = Type::kInteger,
            .fallback = "1",
            .description = "Which account the sandbox makes up: the same number, the same costs."},
    Setting{.name = "sandbox_page_size",
            .type = Type::kInteger,
            .fallback = "5000",
            .description = "Rows that the sandbox puts on one page.",
            .least = 1,
            .most = 1'000'000},
    Setting{.name = "sandbox_account",
            .type = Type::kPath,
            .fallback = "",
            .description =
                "A JSON file of line items that the sandbox answers from instead of an account it makes up; read when "
                "this setting changes. Empty: the account made up from sandbox_seed."},
    Setting{.name = "writes",
            .type = Type::kChoice,
            .fallback = "off",
            .description = "Whether INSERT, UPDATE and DELETE may change bill scenarios.",
            .choices = "off on"},
    Setting{.name = "verify",
            .type = Type::kChoice,
            .fallback = "off",
            .description =
                "Leave every condition that SQLite can check itself to SQLite as well: slower, and the answers "
                "must be the same. For tests and for doubters.",
            .choices = "off on"},
};

// The index in kSettings; kSettings.size() where there is no such setting.
constexpr std::size_t index_of(std::string_view name) {
  for (std::size_t i = 0; i < kSettings.size(); ++i) {
    if (kSettings[i].name == name) return i;
  }
  return kSettings.size();
}

template <Type type>
class Key {
 public:
  // Implicit, so that a call reads settings.dollars("budget").
  consteval Key(const char* name) : index_(index_of(name)) {  // NOLINT(google-explicit-constructor)
    if (index_ == kSettings.size()) throw "there is no setting of that name";
    if (kSettings[index_].type != type) throw "that setting is of another type";
  }
  constexpr const Setting& setting() const { return kSettings[index_]; }

 private:
  std::size_t index_;
};

}  // namespace awscost::settings
