// The Savings Plans of an account, and how far they were used in a stretch of time.
//
// How: an account whose lines name no Savings Plan has none. Any other has at least 27: those the lines name come first
// and keep ARN, type and payment option, the rest is made from a table and from dice seeded by the first ARN. Lives are
// counted from the month of the clock, so that at any date one plan began and one ended within the history. A plan
// bound to no Region reads `Any`, one without an instance family the empty text, as in AWS's answers.
//
// What a day's numbers keep to, for each plan and so for all sums of them, exactly:
//   - TotalCommitment is the hourly commitment times the hours in which the plan lives; UsedCommitment is a share of it
//     that is a function of plan and day (90 to 100 % on working days, 40 to 58 % at weekends), UnusedCommitment the
//     rest;
//   - OnDemandCostEquivalent is UsedCommitment times a factor above one that depends on term and payment option;
//   - AmortizedRecurringCommitment is all (No Upfront), half (Partial) or none (All Upfront) of TotalCommitment,
//     AmortizedUpfrontCommitment the rest, TotalAmortizedCommitment both;
//   - NetSavings is OnDemandCostEquivalent less TotalAmortizedCommitment: less than nothing at weekends.
//
//   for (const SavingsPlan& plan : savings_plans(account, month)) total += utilization(plan, period);
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
  Span life{};          // `to` is where it ends
  Amount hourly;        // commitment
  Amount recurring;     // the part of `hourly` that is billed by the hour; the rest is paid upfront
  Amount on_demand;     // dollars that one used dollar saves paying
  std::uint64_t noise = 0;

  Amount upfront_fee() const;  // of the whole term
};

// `month`: the first of the clock's month.
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
  // 0 … 100, rounded to ten decimals; nothing where nothing was committed.
  std::optional<Amount> percentage() const;

  Utilization& operator+=(const Utilization& other);
};

Utilization utilization(const SavingsPlan& plan, Span span);

}  // namespace awscost::sandbox
