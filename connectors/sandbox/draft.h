// What the parts of the generator share: lines with the attributes every line has, labels, prices and made-up ids.
//
//   Dice dice(draft.seed(Kind::kBucket, index));
//   Line line = draft.usage(member, region, "Amazon Simple Storage Service", "TimedStorage-ByteHrs",
//   "StandardStorage"); draft.label(line, member, dice); draft.price(line, {.quantity = quantity, .unit = "GB-Mo",
//   .rate = rate}, weight_of_a_day);
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "connectors/sandbox/account.h"
#include "connectors/sandbox/organisation.h"
#include "connectors/sandbox/random.h"

namespace awscost::sandbox {

// What a stretch of time costs: `quantity` of `unit` at `rate` dollars each.
struct Price {
  Amount quantity;
  std::string_view unit;
  Amount rate;
};

class Draft {
 public:
  Draft(Account& account, std::uint64_t seed, Span history) : account_(account), seed_(seed), history_(history) {}

  // The stretch in which short-lived resources are needed.
  Span history() const { return history_; }
  // A seed of its own for the thing that is the `index`-th of what `kind` names.
  std::uint64_t seed(std::string_view kind, std::uint64_t index) const;

  // A line with the attributes that all lines have; `record_type` is "Usage", "Credit", "Tax", …
  Line line(const Member& member, std::string_view service, std::string_view record_type);
  // On-demand usage in a Region; the usage type gets the Region's prefix.
  Line usage(const Member& member, const Region& region, std::string_view service, std::string_view usage_type,
             std::string_view operation);

  void set(Line& line, Dimension dimension, std::string_view value) { line.set(dimension, account_.intern(value)); }
  // Tags, mostly, and the cost categories that follow from them and from the account. The dice decide which.
  void label(Line& line, const Member& member, Dice& dice);

  // Spreads a price over `weight` units of the line's course, in all metrics. `discount` is in 256ths of net cost.
  void price(Line& line, const Price& price, std::int64_t weight, int discount = 12);
  // A fee without usage.
  void fee(Line& line, Amount cost, std::int64_t weight);

  void add(Line line) { account_.add(std::move(line)); }

  // "i-0123456789abcdef0": a prefix and 17 hex digits.
  static std::string hex_id(std::string_view prefix, std::uint64_t seed);
  static std::string uuid(std::uint64_t seed);

 private:
  Account& account_;
  std::uint64_t seed_;
  Span history_;
};

// Each adds its part of the bill.
void draft_compute(Draft& draft);   // EC2 instances and what covers them
void draft_services(Draft& draft);  // the catalogue of other services
void draft_charges(Draft& draft);   // taxes, credits, refunds, support

}  // namespace awscost::sandbox
