// Monthly charges other than usage: tax, support, credits and refunds.
#include "connectors/sandbox/draft.h"

namespace awscost::sandbox {
namespace {

struct Charge {
  std::string_view service;
  std::string_view record_type;
  std::string_view noise;  // the kind of seed that varies the cost by month
  std::string_view usage_type;
  unsigned day;
  std::string_view cost;  // per month; negative for credits and refunds
};

constexpr Charge kTax = {"Tax", "Tax", "Tax", "", 1, "812.44"};
constexpr Charge kCredit = {
    "Amazon Elastic Compute Cloud - Compute", "Credit", "Credit", "BoxUsage:m5.large", 3, "-640.25"};
constexpr Charge kRefund = {"AWS Lambda", "Refund", "Refund", "Lambda-GB-Second", 14, "-18.6"};
constexpr Charge kSupport = {"AWS Support (Business)", "Support", "Usage", "Dollar", 1, "2450"};

void add_charge(Draft& draft, const Member& member, const Charge& charge, std::uint64_t index) {
  Line line = draft.line(member, charge.service, charge.record_type);
  line.course = Course::monthly(charge.day, draft.seed(charge.noise, index));
  if (!charge.usage_type.empty()) draft.set(line, Dimension::kUsageType, charge.usage_type);
  draft.fee(line, Amount::parse(charge.cost), Course::kMonthWeight);
  draft.add(std::move(line));
}

}  // namespace

void draft_charges(Draft& draft) {
  for (std::uint64_t i = 0; i < kMembers.size(); ++i) {
    add_charge(draft, kMembers[i], kTax, i);
    if (i % 2 == 0) add_charge(draft, kMembers[i], kCredit, i);
    if (i % 3 == 0) add_charge(draft, kMembers[i], kRefund, i);
  }
  add_charge(draft, kManagement, kSupport, 0);
}

}  // namespace awscost::sandbox
