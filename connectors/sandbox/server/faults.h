// The fault script: decides which fault hits which request. Effects are in fault_answers.h (changed answers) and
// session.h (transport).
//
// How: a spec is a list of rules, `[WHICH:]FAULT[=VALUE][*TIMES]`, separated by commas. WHICH is the number of the
// first request that may match, or page-N for requests for page N; the default is 1. TIMES is the number of requests to
// hit: 1 by default, `all` for no limit. The first rule that matches and has hits left applies. Faults of page tokens
// match only requests with a page token.
//
// Example:
//
//   bool throttles_first_page() {
//     FaultScript script("throttle*2, page-2:reset-in-body");
//     return script.next({.page = 1})->kind == FaultKind::kThrottle;  // true, for the first two requests
//   }
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace awscost::sandbox {

enum class FaultKind : std::uint8_t {
  // Replace the answer.
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
  // Change the answer.
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
  // Disturb the transport.
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
  // Shift the server's clock.
  kClock,
  kSkewed,
};

struct Fault {
  FaultKind kind;
  std::chrono::milliseconds time{0};  // of a retry hint (0: no hint), of trickling, or of the clock's shift
  bool in_milliseconds = false;       // the hint is x-amz-retry-after instead of Retry-After
  std::uint64_t bytes = 0;            // of an oversized body
};

class FaultScript {
 public:
  // An empty spec has no rules. Throws std::invalid_argument for a malformed spec.
  explicit FaultScript(std::string_view spec = {});

  bool empty() const { return rules_.empty(); }

  // The properties of a request that rules test. Each call of next() counts one request, from 1.
  struct Asked {
    int page = 1;
    bool has_token = false;      // has a page token
    bool first_key_pair = true;  // signed with the server's first key pair
  };
  std::optional<Fault> next(const Asked& asked);

 private:
  struct Rule {
    std::uint64_t from = 1;
    int page = 0;  // 0: any
    std::uint64_t times_left = 1;
    Fault fault{};
    bool fits(const Asked& asked, std::uint64_t number) const;
  };

  static Rule parse_rule(std::string_view text);

  std::vector<Rule> rules_;
  std::uint64_t asked_ = 0;
};

// The grammar and all faults, for --help.
std::string describe_faults();

}  // namespace awscost::sandbox
