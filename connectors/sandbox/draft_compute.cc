// EC2: long-lived and short-lived instances (on demand, spot, reserved, under Savings Plans), volumes and traffic.
//
// A short-lived instance belongs to a slot of a fleet, which replaces it every few days or months. Its id depends on
// slot, replacement number and seed, so every account of a seed has the same instances on a given day.
#include <algorithm>
#include <array>

#include "connectors/sandbox/draft.h"

namespace awscost::sandbox {
namespace {

using std::chrono::hours;

constexpr std::string_view kCompute = "Amazon Elastic Compute Cloud - Compute";
constexpr std::string_view kOther = "EC2 - Other";

struct InstanceType {
  std::string_view name;
  std::string_view family;
  std::string_view rate;           // dollars per hour
  std::string_view normalization;  // AWS's size factor: small is 1, large 4, xlarge 8
};
constexpr std::array<InstanceType, 12> kTypes = {{
    {"t3.micro", "t3", "0.0104", "0.5"},
    {"t3.medium", "t3", "0.0416", "2"},
    {"t3.large", "t3", "0.0832", "4"},
    {"m5.large", "m5", "0.096", "4"},
    {"m5.xlarge", "m5", "0.192", "8"},
    {"m5.2xlarge", "m5", "0.384", "16"},
    {"m6i.4xlarge", "m6i", "0.768", "32"},
    {"c5.xlarge", "c5", "0.17", "8"},
    {"c6g.2xlarge", "c6g", "0.272", "16"},
    {"r5.large", "r5", "0.126", "4"},
    {"r6g.4xlarge", "r6g", "0.8064", "32"},
    {"g4dn.xlarge", "g4dn", "0.526", "8"},
}};

// Expensive instances that the machine-learning team runs for a short time.
constexpr std::array<InstanceType, 2> kTrainingTypes = {{
    {"g5.12xlarge", "g5", "5.672", "96"},
    {"p3.2xlarge", "p3", "3.06", "16"},
}};

constexpr std::uint64_t kSteadyInstances = 1040;

// Dollars per hour of each Savings Plan.
constexpr std::array<std::string_view, 2> kCommitments = {"31.5", "12.25"};

enum class Purchase { kOnDemand, kSavingsPlan, kSpot, kReserved };

constexpr Span kForever = {Hour(hours(0)), Hour(hours(24 * 365 * 200))};

struct Instance {
  std::string id;
  const Member* member;
  const Region* region;
  const InstanceType* type;
  Purchase purchase;
  bool windows;
  bool office_hours;
  Span life;
  std::uint64_t seed;
};

struct SavingsPlan {
  std::string arn;
  std::string_view type;
  std::string_view payment;
};

SavingsPlan savings_plan(const Draft& draft, std::uint64_t index) {
  return {"arn:aws:savingsplans::" + std::string(kPayer) + ":savingsplan/" + Draft::uuid(draft.seed("plan", index)),
          index == 0 ? "ComputeSavingsPlans" : "EC2InstanceSavingsPlans", index == 0 ? "No Upfront" : "All Upfront"};
}

void cover(Draft& draft, Line& line, const SavingsPlan& plan) {
  draft.set(line, Dimension::kSavingsPlanArn, plan.arn);
  draft.set(line, Dimension::kSavingsPlansType, plan.type);
  draft.set(line, Dimension::kPaymentOption, plan.payment);
}

Instance make_instance(std::uint64_t seed, Span life) {
  Dice dice(seed);
  Instance instance{};
  instance.id = Draft::hex_id("i-", seed);
  instance.member = &kMembers[dice.percent(40) ? 0 : dice.below(kMembers.size() - 1)];
  instance.region = &kRegions[dice.percent(50) ? 0 : dice.below(kRegions.size())];
  instance.type = &kTypes[std::min(dice.below(kTypes.size()), dice.below(kTypes.size()))];
  const std::uint64_t purchase = dice.below(100);
  instance.purchase = purchase < 50   ? Purchase::kOnDemand
                      : purchase < 78 ? Purchase::kSavingsPlan
                      : purchase < 90 ? Purchase::kSpot
                                      : Purchase::kReserved;
  instance.windows = dice.percent(15);
  instance.office_hours = instance.member->environment == "dev" && dice.percent(60);
  instance.life = life;
  instance.seed = dice.next();
  return instance;
}

Instance make_training_instance(std::uint64_t seed, Span life) {
  Instance instance = make_instance(seed, life);
  instance.type = &kTrainingTypes[instance.seed % kTrainingTypes.size()];
  instance.purchase = Purchase::kOnDemand;
  instance.windows = false;
  instance.office_hours = false;
  return instance;
}

Line instance_line(Draft& draft, const Instance& instance) {
  const bool spot = instance.purchase == Purchase::kSpot;
  const std::string usage_type = (spot ? "SpotUsage:" : "BoxUsage:") + std::string(instance.type->name);
  Line line = draft.usage(*instance.member, *instance.region, kCompute, usage_type,
                          instance.windows ? "RunInstances:0002" : "RunInstances");
  line.course = Course::running(instance.life, instance.office_hours);
  draft.set(line, Dimension::kResourceId, instance.id);
  draft.set(line, Dimension::kAz, std::string(instance.region->code) + static_cast<char>('a' + instance.seed % 3));
  draft.set(line, Dimension::kInstanceType, instance.type->name);
  draft.set(line, Dimension::kInstanceTypeFamily, instance.type->family);
  draft.set(line, Dimension::kPlatform, instance.windows ? "Windows (Amazon VPC)" : "Linux/UNIX");
  draft.set(line, Dimension::kOperatingSystem, instance.windows ? "Windows" : "Linux");
  draft.set(line, Dimension::kTenancy, "Shared");
  draft.set(line, Dimension::kUsageTypeGroup, "EC2: Running Hours");
  const Amount rate = Amount::parse(instance.type->rate);
  const Amount hourly = instance.windows ? product(rate, Amount::parse("1.92"))
                        : spot           ? product(rate, Amount::parse("0.35"))
                                         : rate;
  draft.price(line, {Amount::parse("1"), "Hrs", hourly}, 1);
  of(line.amounts, Metric::kNormalizedUsageAmount) = Amount::parse(instance.type->normalization);
  Dice dice(instance.seed);
  draft.label(line, *instance.member, dice);
  return line;
}

// AWS bills covered usage at the on-demand price and offsets it with a negation line without a resource. The amortized
// metrics have the effective cost.
void add_covered(Draft& draft, Line line, const Instance& instance) {
  const SavingsPlan plan = savings_plan(draft, instance.type->family == "m5" ? 1 : 0);
  const Amount on_demand = of(line.amounts, Metric::kUnblendedCost);
  const Amount effective = product(on_demand, Amount::parse("0.72"));
  draft.set(line, Dimension::kRecordType, "SavingsPlanCoveredUsage");
  draft.set(line, Dimension::kPurchaseType, "Savings Plans");
  cover(draft, line, plan);
  of(line.amounts, Metric::kNetUnblendedCost) = on_demand;
  of(line.amounts, Metric::kAmortizedCost) = effective;
  of(line.amounts, Metric::kNetAmortizedCost) = effective;
  draft.add(line);

  Line negation = draft.line(*instance.member, kCompute, "SavingsPlanNegation");
  negation.course = line.course;
  for (const Dimension dimension : {Dimension::kRegion, Dimension::kUsageType, Dimension::kOperation}) {
    negation.set(dimension, line.value(dimension));
  }
  cover(draft, negation, plan);
  for (const Metric metric : {Metric::kUnblendedCost, Metric::kBlendedCost, Metric::kNetUnblendedCost}) {
    of(negation.amounts, metric) = -on_demand;
  }
  draft.add(std::move(negation));
}

// Reserved usage has no unblended cost. The amortized metrics have its share of the fee.
void add_reserved(Draft& draft, Line line, const Instance& instance) {
  const std::uint64_t reservation = instance.seed % 5;
  const Amount effective = product(of(line.amounts, Metric::kUnblendedCost), Amount::parse("0.62"));
  draft.set(line, Dimension::kRecordType, "DiscountedUsage");
  draft.set(line, Dimension::kPurchaseType, "Standard Reserved Instances");
  draft.set(line, Dimension::kReservationId,
            "arn:aws:ec2:" + std::string(instance.region->code) + ":" + std::string(instance.member->id) +
                ":reserved-instances/" + Draft::uuid(draft.seed("reservation", reservation)));
  draft.set(line, Dimension::kSubscriptionId, std::to_string(7340000000 + reservation));
  draft.set(line, Dimension::kPaymentOption, "Partial Upfront");
  draft.set(line, Dimension::kScope, "Region");
  for (const Metric metric : {Metric::kUnblendedCost, Metric::kBlendedCost, Metric::kNetUnblendedCost}) {
    of(line.amounts, metric) = Amount{};
  }
  of(line.amounts, Metric::kAmortizedCost) = effective;
  of(line.amounts, Metric::kNetAmortizedCost) = effective;
  draft.add(std::move(line));
}

void add_instance(Draft& draft, const Instance& instance) {
  Line line = instance_line(draft, instance);
  switch (instance.purchase) {
    case Purchase::kSavingsPlan:
      return add_covered(draft, std::move(line), instance);
    case Purchase::kReserved:
      return add_reserved(draft, std::move(line), instance);
    case Purchase::kSpot:
      draft.set(line, Dimension::kPurchaseType, "Spot Instances");
      return draft.add(std::move(line));
    case Purchase::kOnDemand:
      return draft.add(std::move(line));
  }
}

void add_volume(Draft& draft, const Instance& instance) {
  Dice dice(instance.seed + 1);
  Line line = draft.usage(*instance.member, *instance.region, kOther, "EBS:VolumeUsage.gp3", "CreateVolume-Gp3");
  line.course = Course::running(instance.life);
  draft.set(line, Dimension::kResourceId, Draft::hex_id("vol-", instance.seed));
  draft.set(line, Dimension::kUsageTypeGroup, "EC2: EBS - SSD(gp3)");
  const Amount gigabytes = Amount::parse("1") * static_cast<std::int64_t>(20 + 20 * dice.below(25));
  draft.price(line, {gigabytes, "GB-Mo", Amount::parse("0.08")}, 730);  // hours per month
  Dice labels(instance.seed);
  draft.label(line, *instance.member, labels);
  draft.add(std::move(line));
}

void add_traffic(Draft& draft, const Instance& instance) {
  Dice dice(instance.seed + 2);
  Line line = draft.usage(*instance.member, *instance.region, kOther, "DataTransfer-Out-Bytes", "RunInstances");
  line.course = Course::flowing(instance.life, Rhythm::kHuman, dice.next(), 40);
  draft.set(line, Dimension::kResourceId, instance.id);
  draft.set(line, Dimension::kUsageTypeGroup, "EC2: Data Transfer - Internet (Out)");
  const Amount gigabytes = Amount::parse("0.25") * static_cast<std::int64_t>(1 + dice.below(80));
  draft.price(line, {gigabytes, "GB", Amount::parse("0.09")}, Course::day_weight(Rhythm::kHuman));
  Dice labels(instance.seed);
  draft.label(line, *instance.member, labels);
  draft.add(std::move(line));
}

void add_steady_fleet(Draft& draft) {
  for (std::uint64_t i = 0; i < kSteadyInstances; ++i) {
    const Instance instance = make_instance(draft.seed("instance", i), kForever);
    add_instance(draft, instance);
    add_volume(draft, instance);
    if (i % 3 == 0) add_traffic(draft, instance);
  }
}

// `shortest` and `longest`: lifetime of an instance in days.
struct Fleet {
  std::string_view kind;
  std::uint64_t slots;
  std::uint64_t shortest;
  std::uint64_t longest;
  std::uint64_t longest_gap;  // maximum hours between two instances of a slot
  Instance (*make)(std::uint64_t seed, Span life);
};

void add_changing_fleet(Draft& draft, const Fleet& fleet) {
  for (std::uint64_t slot = 0; slot < fleet.slots; ++slot) {
    Dice dice(draft.seed(fleet.kind, slot));
    const std::uint64_t spread = 24 * (fleet.longest - fleet.shortest);
    const hours life(static_cast<std::int64_t>(24 * fleet.shortest + dice.below(spread)));
    const hours gap(static_cast<std::int64_t>(1 + dice.below(fleet.longest_gap)));
    const Hour phase{hours(static_cast<std::int64_t>(dice.below(24 * fleet.longest)))};
    const std::uint64_t seed = dice.next();
    for (auto turn = (draft.history().from - phase) / (life + gap); phase + turn * (life + gap) < draft.history().to;
         ++turn) {
      const Hour start = phase + turn * (life + gap);
      add_instance(draft, fleet.make(mix(seed, static_cast<std::uint64_t>(turn)), {start, start + life}));
    }
  }
}

void add_commitments(Draft& draft) {
  for (std::uint64_t i = 0; i < kCommitments.size(); ++i) {
    Line fee = draft.line(kManagement, "Savings Plans for AWS Compute usage", "SavingsPlanRecurringFee");
    fee.course = Course::running(kForever);
    draft.set(fee, Dimension::kUsageType, i == 0 ? "ComputeSP:1yrNoUpfront" : "EC2SP:m5.1yrAllUpfront");
    draft.set(fee, Dimension::kPurchaseType, "Savings Plans");
    cover(draft, fee, savings_plan(draft, i));
    draft.fee(fee, Amount::parse(kCommitments[i]), 1);
    of(fee.amounts, Metric::kAmortizedCost) = Amount::parse("0.35");  // the unused part
    of(fee.amounts, Metric::kNetAmortizedCost) = Amount::parse("0.35");
    draft.add(std::move(fee));
  }
  Line reserved = draft.line(kManagement, kCompute, "Recurring");
  reserved.course = Course::monthly(1, draft.seed("reserved-fee", 0));
  draft.set(reserved, Dimension::kUsageType, "HeavyUsage:m5.large");
  draft.set(reserved, Dimension::kOperation, "RunInstances");
  draft.set(reserved, Dimension::kRegion, "us-east-1");
  draft.fee(reserved, Amount::parse("3120.5"), Course::kMonthWeight);
  of(reserved.amounts, Metric::kAmortizedCost) = Amount{};
  of(reserved.amounts, Metric::kNetAmortizedCost) = Amount{};
  draft.add(std::move(reserved));
}

}  // namespace

void draft_compute(Draft& draft) {
  add_steady_fleet(draft);
  add_changing_fleet(draft, {"autoscaling", 45, 5, 16, 12, make_instance});
  add_changing_fleet(draft, {"replaced", 90, 60, 200, 12, make_instance});
  add_changing_fleet(draft, {"training", 14, 2, 9, 120, make_training_instance});
  add_commitments(draft);
}

}  // namespace awscost::sandbox
