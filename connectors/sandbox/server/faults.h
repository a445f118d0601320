// A script of what goes wrong: which fault strikes which request. What a fault does stands in fault_answers.h (another
// answer) and session.h (the way the bytes go).
//
// How: a spec is a list of rules, `[WHICH:]FAULT[=VALUE][*TIMES]`, separated by commas. WHICH is the number of the
// request that the rule begins with, or page-N: the requests for page N; without it, the first request. TIMES says how
// many requests it strikes: 1 unless given, `all` for no end. The first rule that fits and has not struck often enough
// strikes; a fault of page tokens fits only requests that carry one.
//
//   FaultScript script("throttle*2, page-2:reset-in-body");
//   if (const std::optional<Fault> fault = script.next({.page = 1})) …      kThrottle for the first two requests
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace awscost::sandbox {

enum class FaultKind : std::uint8_t {
  // Another answer instead.
  kThrottle,
  kStatus500,
  kStatus502,
  kStatus503,
  kStatus504,
  kRedirect301,
  kRedirect307,
  kExpiredToken,
  kWrongToken,
  kChangedRequest,
  // The right answer, changed.
  kContentType,
  kGzip,
  kBadGzip,
  kNotJson,
  kList,
  kText,
  kNoRows,
  kNullRows,
  kNested,
  kOversized,
  kOversizedGzip,
  kEmptyPage,
  kSameToken,
  // The answer on its way.
  kResetBefore,
  kResetInBody,
  kResetAfter,
  kClose,
  kCutBody,
  kStall,
  kStallInBody,
  kTrickle,
  kLengthTooLong,
  kLengthTooShort,
  kAnsweredTwice,
  // The server's clock.
  kClock,
  kSkewed,
};

struct Fault {
  FaultKind kind;
  std::chrono::milliseconds time{0};  // to wait (a hint; 0: none), to trickle, or the clock is off by
  bool in_milliseconds = false;       // the hint was written so: x-amz-retry-after instead of Retry-After
  std::uint64_t bytes = 0;            // of an oversized body
};

class FaultScript {
 public:
  // No rule for an empty spec. Throws std::invalid_argument with a sentence.
  explicit FaultScript(std::string_view spec = {});

  bool empty() const { return rules_.empty(); }

  // What the script wants to know of a request. Those that were asked about are numbered from 1.
  struct Asked {
    int page = 1;
    bool has_token = false;      // asks for a further page
    bool first_key_pair = true;  // signed by the first of the key pairs that the server knows
  };
  std::optional<Fault> next(const Asked& asked);

 private:
  struct Rule {
    std::uint64_t from = 1;
    int page = 0;  // 0: every one
    std::uint64_t times_left = 1;
    Fault fault{};
    bool fits(const Asked& asked, std::uint64_t number) const;
  };

  static Rule parse_rule(std::string_view text);

  std::vector<Rule> rules_;
  std::uint64_t asked_ = 0;
};

// The grammar and every fault, for --help.
std::string describe_faults();

}  // namespace awscost::sandbox
