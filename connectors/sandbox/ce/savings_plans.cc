#include "connectors/sandbox/ce/savings_plans.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <set>

#include "connectors/sandbox/draft.h"
#include "connectors/sandbox/organisation.h"
#include "connectors/sandbox/random.h"

namespace awscost::sandbox {
namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr std::size_t kPlans = 27;
constexpr days kYear{365};

constexpr std::string_view kCompute = "ComputeSavingsPlans";
constexpr std::string_view kInstance = "EC2InstanceSavingsPlans";
constexpr std::string_view kMachineLearning = "SageMakerSavingsPlans";
constexpr std::string_view kNoUpfront = "No Upfront";
constexpr std::string_view kPartialUpfront = "Partial Upfront";
constexpr std::string_view kAllUpfront = "All Upfront";
constexpr std::string_view kAnyRegion = "Any";

struct Row {
  std::string_view type;
  std::string_view payment;
  int years;
  std::string_view family;
  std::string_view region;
  std::string_view hourly;
  int months_ago;  // full calendar months from its first month to now
  int day;         // of that month
  int hour;
};

constexpr std::array<Row, 6> kRows = {{
    {kCompute, kNoUpfront, 1, "", kAnyRegion, "31.5", 11, 2, 8},
    {kInstance, kAllUpfront, 1, "m5", "us-east-1", "12.25", 10, 11, 15},
    {kInstance, kAllUpfront, 3, "m5", "eu-west-3", "8.4", 20, 7, 10},
    {kCompute, kPartialUpfront, 1, "", kAnyRegion, "6.2", 6, 17, 13},  // begins in the middle of the history
    {kMachineLearning, kNoUpfront, 3, "", kAnyRegion, "2.75", 16, 20, 0},
    {kCompute, kNoUpfront, 1, "", kAnyRegion, "3.125", 17, 9, 6},  // ends within the history
}};

constexpr std::array<std::string_view, 6> kFamilies = {"m5", "c5", "r5", "m6i", "c6g", "t3"};
constexpr std::array<std::string_view, 3> kPayments = {kNoUpfront, kPartialUpfront, kAllUpfront};

// A random row for the remaining plans, active since at least the month before last.
Row made_up(Dice& dice) {
  Row row{};
  const std::uint64_t kind = dice.below(100);
  row.type = kind < 40 ? kCompute : kind < 85 ? kInstance : kMachineLearning;
  row.payment = kPayments[dice.below(kPayments.size())];
  row.years = dice.percent(50) ? 1 : 3;
  row.family = row.type == kInstance ? kFamilies[dice.below(kFamilies.size())] : "";
  row.region = row.type == kInstance ? kRegions[dice.below(kRegions.size())].code : kAnyRegion;
  row.months_ago = 2 + static_cast<int>(dice.below(row.years == 1 ? 9 : 30));
  row.day = 1 + static_cast<int>(dice.below(28));
  row.hour = static_cast<int>(dice.below(24));
  return row;
}

// The Savings Plans that the account's lines name.
struct Known {
  struct Plan {
    std::string type;
    std::string arn;
    std::string payment;
    friend bool operator<(const Plan& left, const Plan& right) {
      return left.type != right.type ? left.type < right.type : left.arn < right.arn;
    }
  };
  std::set<Plan> plans;
  std::set<std::string> accounts;
};

Known known_to(const Account& account) {
  const auto no_plan = account.find(absent_text(Dimension::kSavingsPlanArn));
  const auto no_account = account.find(absent_text(Dimension::kLinkedAccount));
  std::map<TextId, const Line*> plans;
  std::set<TextId> accounts;
  for (const Line& line : account.lines()) {
    if (line.value(Dimension::kSavingsPlanArn) != no_plan) plans.emplace(line.value(Dimension::kSavingsPlanArn), &line);
    if (line.value(Dimension::kLinkedAccount) != no_account) accounts.insert(line.value(Dimension::kLinkedAccount));
  }
  Known known;
  for (const auto& [arn, line] : plans) {
    known.plans.insert({account.text(line->value(Dimension::kSavingsPlansType)), account.text(arn),
                        account.text(line->value(Dimension::kPaymentOption))});
  }
  for (const TextId id : accounts) known.accounts.insert(account.text(id));
  known.accounts.insert(account.payer());
  return known;
}

std::uint64_t seed_of(std::string_view text) {
  std::uint64_t value = 0;
  for (const char c : text) value = mix(value ^ static_cast<unsigned char>(c));
  return value;
}

// On-demand dollars per used dollar. Longer terms and upfront payment have a larger factor.
Amount on_demand_factor(int years, std::string_view payment) {
  const int upfront = payment == kAllUpfront ? 2 : payment == kPartialUpfront ? 1 : 0;
  return Amount::parse("0.01") * ((years == 1 ? 127 : 152) + (years == 1 ? 4 : 6) * upfront);
}

SavingsPlan plan_of(const Row& row, Day month) {
  SavingsPlan plan;
  plan.type = row.type;
  plan.payment = row.payment;
  plan.family = row.family;
  plan.region = row.region;
  plan.years = row.years;
  const Hour begin = add_months(month, -row.months_ago) + days(row.day - 1) + hours(row.hour);
  plan.life = {begin, begin + kYear * row.years};
  if (!row.hourly.empty()) plan.hourly = Amount::parse(row.hourly);
  return plan;
}

// Applies what the account's lines say about the plan.
void name_plan(SavingsPlan& plan, const Known::Plan& known, const std::string& payer) {
  plan.arn = known.arn;
  plan.account = payer;
  if (known.type != absent_text(Dimension::kSavingsPlansType)) plan.type = known.type;
  if (known.payment != absent_text(Dimension::kPaymentOption)) plan.payment = known.payment;
  const bool bound = plan.type == kInstance;
  if (bound == !plan.family.empty()) return;
  plan.family = bound ? "m5" : "";
  plan.region = bound ? "us-east-1" : kAnyRegion;
}

}  // namespace

Amount SavingsPlan::upfront_fee() const {
  return (hourly + -recurring) * (life.to - life.from).count();
}

std::vector<SavingsPlan> savings_plans(const Account& account, Day month) {
  std::vector<SavingsPlan> plans;
  const Known known = known_to(account);
  if (known.plans.empty()) return plans;
  const std::uint64_t seed = seed_of(known.plans.begin()->arn);
  const std::vector<std::string> owners(known.accounts.begin(), known.accounts.end());
  auto named = known.plans.begin();
  while (plans.size() < kPlans || named != known.plans.end()) {
    const std::size_t index = plans.size();
    Dice dice(mix(seed, index));
    SavingsPlan plan = plan_of(index < kRows.size() ? kRows[index] : made_up(dice), month);
    if (index >= kRows.size()) plan.hourly = Amount::parse("0.125") * static_cast<std::int64_t>(1 + dice.below(40));
    if (named != known.plans.end()) {
      name_plan(plan, *named++, account.payer());
    } else {
      plan.account = owners[(index + dice.below(2)) % owners.size()];
      plan.arn = "arn:aws:savingsplans::" + plan.account + ":savingsplan/" + Draft::uuid(mix(seed, index, 1));
    }
    plan.recurring = plan.payment == kNoUpfront        ? plan.hourly
                     : plan.payment == kPartialUpfront ? Amount{plan.hourly.units / 2}
                                                       : Amount{};
    plan.on_demand = on_demand_factor(plan.years, plan.payment);
    plan.noise = mix(seed, index, 2);
    plans.push_back(std::move(plan));
  }
  return plans;
}

std::optional<Amount> Utilization::percentage() const {
  if (total.units == 0) return std::nullopt;
  const Int128 hundred = Amount::parse("100").units;
  return Amount{(used.units * hundred + total.units / 2) / total.units};
}

Utilization& Utilization::operator+=(const Utilization& other) {
  total += other.total;
  used += other.used;
  on_demand += other.on_demand;
  recurring += other.recurring;
  upfront += other.upfront;
  return *this;
}

Utilization utilization(const SavingsPlan& plan, Span span) {
  constexpr Int128 kWhole = 100'000;  // parts of a used share: five digits keep the products exact
  Utilization sum;
  const Span alive = intersection(plan.life, span);
  for (Hour from = alive.from; from < alive.to;) {
    const Day day = std::chrono::floor<days>(from);
    const Hour to = std::min<Hour>(day + days(1), alive.to);
    Dice dice(mix(plan.noise, static_cast<std::uint64_t>(day.time_since_epoch().count())));
    const std::chrono::weekday weekday(day);
    const bool weekend = weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
    const Int128 share = weekend ? 40'000 + static_cast<Int128>(dice.below(18'000))
                                 : std::min<Int128>(90'000 + static_cast<Int128>(dice.below(13'000)), kWhole);
    const Amount total = plan.hourly * (to - from).count();
    const Amount used{total.units * share / kWhole};
    const Amount recurring = plan.recurring * (to - from).count();
    sum += {total, used, product(used, plan.on_demand), recurring, total + -recurring};
    from = to;
  }
  return sum;
}

}  // namespace awscost::sandbox
