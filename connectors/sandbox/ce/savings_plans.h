// The Savings Plans of an account and their use in a span of time.
//
// How: an account whose lines name no Savings Plan has none. Any other has at least 27. Plans named by lines come first
// and keep their ARN, type and payment option. The others come from a table and from dice seeded by the first ARN.
// Start dates are relative to the current month, so at any date one plan began and one ended within the history. As in
// AWS's answers, a plan without a Region reads `Any` and a plan without an instance family has an empty one.
//
// These hold exactly for every plan and day, and so for all sums:
//   - TotalCommitment is the hourly commitment times the plan's hours. UsedCommitment is a share of it that depends on
//     plan and day (90 to 100 % on weekdays, 40 to 58 % at weekends). UnusedCommitment is the rest.
//   - OnDemandCostEquivalent is UsedCommitment times a factor above 1 that depends on term and payment option.
//   - AmortizedRecurringCommitment is all (No Upfront), half (Partial) or none (All Upfront) of TotalCommitment.
//     AmortizedUpfrontCommitment is the rest. TotalAmortizedCommitment is their sum.
//   - NetSavings is OnDemandCostEquivalent minus TotalAmortizedCommitment: negative at weekends.
//
// Example:
//
//   Utilization used(const Account& account, Day month, Span period) {
//     Utilization total;
//     for (const SavingsPlan& plan : savings_plans(account, month)) total += utilization(plan, period);
//     return total;
//   }
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/sandbox/account.h"
#include "connectors/sandbox/calendar.h"

namespace awscost::sandbox {

struct SavingsPlan {
  std::string arn;
  std::string account;  // the owner's id
  std::string type;     // "ComputeSavingsPlans"
  std::string payment;  // "No Upfront"
  std::string family;   // empty: any
  std::string region;   // "Any": any
  int years = 1;        // of 365 days
  Span life{};          // `to` is the end
  Amount hourly;        // commitment
  Amount recurring;     // the part of `hourly` that is billed by the hour; the rest is paid upfront
  Amount on_demand;     // on-demand dollars per used dollar
  std::uint64_t noise = 0;

  Amount upfront_fee() const;  // for the whole term
};

// `month`: the first day of the current month.
std::vector<SavingsPlan> savings_plans(const Account& account, Day month);

struct Utilization {
  Amount total;
  Amount used;
  Amount on_demand;
  Amount recurring;
  Amount upfront;

  Amount unused() const { return total + -used; }
  Amount amortized() const { return recurring + upfront; }
  Amount net_savings() const { return on_demand + -amortized(); }
  // 0 to 100, rounded to ten decimals. nullopt without a commitment.
  std::optional<Amount> percentage() const;

  Utilization& operator+=(const Utilization& other);
};

Utilization utilization(const SavingsPlan& plan, Span span);

}  // namespace awscost::sandbox
