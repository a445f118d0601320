#include "connectors/asking/check/check.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <new>
#include <optional>
#include <string_view>
#include <utility>

#include "connectors/asking/check/caller_identity.h"
#include "connectors/aws/http/date.h"
#include "connectors/wire/outcome.h"
#include "sql/error.h"
#include "sql/text/displayable.h"

namespace awscost::check {
namespace {

using asking::Destination;
using std::chrono::seconds;

constexpr std::size_t kMost = 4000;  // bytes of a line
constexpr std::string_view kNobody = "not known without credentials";
constexpr std::string_view kAgain = ", then SELECT awscost_check() again";
constexpr std::string_view kFirstQuery =
    "SELECT service, round(sum(unblended_cost), 2) AS usd FROM ce_cost_and_usage('service') WHERE period_start >= "
    "date('now', '-7 days') AND period_start < date('now') GROUP BY 1 ORDER BY sum(unblended_cost) DESC;";

// One check; the members hold what the lines before have found.
class Check {
 public:
  Check(const Parts& parts, const std::string& profile) : parts_(parts), profile_(profile) {}

  std::string run() {
    add("connector", [&] { return connector(); });
    add("profile", [&] { return profile(); });
    resolve();
    add("credentials", [&] { return credentials(); });
    ask();
    add("account", [&] { return account(); });
    add("principal", [&] { return identity_ ? identity_->arn : "not known without an answer of STS"; });
    add("region", [&] { return region(); });
    add("endpoint", [&] { return has_credentials() ? of_cost_explorer().endpoint : std::string(kNobody); });
    add("clock", [&] { return clock(); });
    add("budget", [&] { return budget(); });
    add("writes", [&] { return writes(); });
    add("cache", [&] { return cache(); });
    add("next", [&] { return next(); });
    return std::move(text_);
  }

 private:
  // What fails is the line's text; it is marked, so that it is found without being read.
  template <class Line>
  void add(std::string_view name, Line line) {
    constexpr std::size_t kWidth = 15;
    std::string words;
    bool failed = false;
    try {
      words = line();
    } catch (const sql::InterruptError&) {
      throw;
    } catch (const std::bad_alloc&) {
      throw;
    } catch (const std::exception& error) {
      words = error.what();
      failed = true;
    }
    if (failed && first_failure_.empty()) first_failure_ = name;
    std::string start = (failed ? "! " : "") + std::string(name);
    start.resize(kWidth, ' ');
    // A name or an answer of several lines would look like lines of the check.
    std::replace_if(
        words.begin(), words.end(), [](char c) { return c == '\n' || c == '\t'; }, ' ');
    text_ += (text_.empty() ? "" : "\n") + start + text::displayable(words, kMost);
  }

  std::string connector() {
    in_sandbox_ = parts_.settings.choice("connector") == "sandbox";
    return in_sandbox_ ? "sandbox: an account made up in this process; nothing is sent or charged"
                       : "aws: Cost Explorer charges $0.01 for each request and page";
  }

  std::string profile() const {
    if (!profile_.empty()) return profile_ + ", as awscost_check was asked";
    const std::string set = parts_.settings.text("profile");
    if (!set.empty()) return set + ", by the setting profile";
    if (in_sandbox_) return "none is needed";
    return "none is named here: keys in the environment come first, then AWS_PROFILE, then default";
  }

  void resolve() {
    const std::array<asking::Whom, 3> whom = {{{.service = "ce", .profile = profile_, .region = {}},
                                               {.service = "sts", .profile = profile_, .region = {}},
                                               {.service = "apigateway", .profile = profile_, .region = {}}}};
    resolution_ = parts_.resolver.resolve(whom, asking::Search::kAll, parts_.interrupted);
    for (const auto& failure : resolution_.failures) {
      if (failure && wire::is_interrupt(*failure)) wire::throw_failure(*failure);
    }
  }

  enum Service : std::size_t { kCostExplorer, kSts, kApiGateway };
  const Destination* found(Service service) const { return resolution_.destinations[service].get(); }

  // Without them, each service has failed for the same reason.
  bool has_credentials() const { return found(kSts) != nullptr || found(kCostExplorer) != nullptr; }

  // Throws why it was not found.
  const Destination& of_cost_explorer() const {
    if (found(kCostExplorer) == nullptr) wire::throw_failure(*resolution_.failures[kCostExplorer]);
    return *found(kCostExplorer);
  }

  std::string credentials() const {
    const Destination* any = found(kSts) == nullptr ? found(kCostExplorer) : found(kSts);
    if (any == nullptr) wire::throw_failure(*resolution_.failures[kSts]);
    return any->connector == "sandbox" ? "none are needed" : any->credentials;
  }

  void ask() {
    if (found(kSts) == nullptr) return;
    answer_ = parts_.sender.send({.destination = resolution_.destinations[kSts], .call = caller_identity_call()},
                                 parts_.interrupted);
    if (wire::is_interrupt(answer_->outcome)) wire::throw_failure(answer_->outcome);
    answered_at_ = parts_.real_clock();
  }

  std::string account() {
    if (!answer_) return not_asked();
    const wire::Reply* reply = wire::reply_of(answer_->outcome);
    if (reply == nullptr) wire::throw_failure(answer_->outcome);
    if (!wire::is_success(*reply)) throw sql::Error(refusal_of_caller(*reply));
    identity_ = read_caller_identity(*reply);
    return identity_->account;
  }

  // Where credentials were found and only the endpoint of STS was not, that is a failure of its own.
  std::string not_asked() const {
    if (has_credentials()) wire::throw_failure(*resolution_.failures[kSts]);
    return std::string(kNobody);
  }

  std::string region() const {
    if (!has_credentials()) return std::string(kNobody);
    const std::string region = of_cost_explorer().region;
    if (in_sandbox_) return region.empty() ? "none is set, which means us-east-1" : region;
    if (found(kApiGateway) != nullptr) return found(kApiGateway)->region;
    return region + " for Cost Explorer; none is set, and the tables of API Gateway need one: set AWS_REGION";
  }

  std::string clock() const {
    const wire::Reply* reply = answer_ ? wire::reply_of(answer_->outcome) : nullptr;
    const auto theirs = reply == nullptr ? std::nullopt : http::date_of(*reply);
    if (!theirs) return "not compared: no answer told the time";
    constexpr seconds kUnnoticed{30};  // an answer takes seconds, and dates are whole ones
    const seconds ahead = answered_at_ - *theirs;
    if (std::chrono::abs(ahead) <= kUnnoticed) return "agrees with AWS's";
    return std::to_string(std::chrono::abs(ahead).count()) + " seconds " + (ahead.count() > 0 ? "ahead of" : "behind") +
           " AWS's. Requests are signed with AWS's time, but date('now') in SQL is this computer's: set it by network "
           "time";
  }

  std::string budget() const {
    const settings::Settings& settings = parts_.settings;
    const auto limit = [&](const char* period, const std::optional<std::int64_t>& dollars) {
      return dollars ? ", $" + asking::dollars_text(*dollars) + " a " + period : std::string();
    };
    return "$" + asking::dollars_text(settings.dollars("budget")) + ", of which this connection has spent $" +
           asking::dollars_text(parts_.spent()) + "; at most " + std::to_string(settings.integer("max_requests")) +
           " requests a statement" + limit("day", settings.dollar_limit("budget_daily")) +
           limit("month", settings.dollar_limit("budget_monthly"));
  }

  std::string writes() const {
    if (parts_.settings.choice("writes") == "off") return "off: no statement changes anything at AWS";
    return "on: INSERT, UPDATE and DELETE change bill scenarios when their transaction ends; SELECT "
           "awscost_config('writes', 'off') ends that";
  }

  std::string cache() const {
    if (parts_.settings.choice("cache") == "off") {
      return "off: each statement asks anew; SELECT awscost_config('cache', 'on') keeps answers";
    }
    const std::string path = parts_.cache_path();
    if (path.empty()) return "on, in a private file of this connection; the setting cache_path makes it last";
    return "on, in " + path;
  }

  std::string next() const {
    if (!first_failure_.empty()) {
      const std::string sandbox =
          in_sandbox_ ? "" : ". To look around without an account: SELECT awscost_config('connector', 'sandbox')";
      return "do what the line " + first_failure_ + " says" + std::string(kAgain) + sandbox;
    }
    if (in_sandbox_) return std::string(kFirstQuery);
    return std::string(kFirstQuery) +
           " That costs $0.01, and it alone shows whether the policy allows ce:GetCostAndUsage and whether Cost "
           "Explorer "
           "is switched on";
  }

  const Parts& parts_;
  const std::string& profile_;
  bool in_sandbox_ = false;
  asking::Resolution resolution_;
  std::optional<asking::Answer> answer_;  // of STS; nothing: not asked
  std::chrono::sys_seconds answered_at_;
  std::optional<CallerIdentity> identity_;
  std::string first_failure_;
  std::string text_;
};

}  // namespace

std::string check(const Parts& parts, const std::string& profile) {
  return Check(parts, profile).run();
}

}  // namespace awscost::check
