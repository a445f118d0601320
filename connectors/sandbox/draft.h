// The builder that all parts of the generator share: lines with the common attributes, labels, prices and made-up ids.
//
// Example:
//
//   void add_storage(Draft& draft, const Member& member, const Region& region, Dice& dice) {
//     Line line = draft.usage(member, region, "Amazon Simple Storage Service", "TimedStorage-ByteHrs", "Storage");
//     draft.label(line, member, dice);
//     draft.price(line, {.quantity = Amount::parse("50"), .unit = "GB-Mo", .rate = Amount::parse("0.023")}, 1);
//     draft.add(line);
//   }
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "connectors/sandbox/account.h"
#include "connectors/sandbox/organisation.h"
#include "connectors/sandbox/random.h"

namespace awscost::sandbox {

// `quantity` of `unit` at `rate` dollars each.
struct Price {
  Amount quantity;
  std::string_view unit;
  Amount rate;
};

class Draft {
 public:
  Draft(Account& account, std::uint64_t seed, Span history) : account_(account), seed_(seed), history_(history) {}

  // The span for which short-lived resources are generated.
  Span history() const { return history_; }
  // A separate seed for item `index` of `kind`.
  std::uint64_t seed(std::string_view kind, std::uint64_t index) const;

  // A line with the common attributes. `record_type`: "Usage", "Credit" or "Tax", for example.
  Line line(const Member& member, std::string_view service, std::string_view record_type);
  // On-demand usage in a Region. Adds the Region's prefix to the usage type.
  Line usage(const Member& member, const Region& region, std::string_view service, std::string_view usage_type,
             std::string_view operation);

  void set(Line& line, Dimension dimension, std::string_view value) { line.set(dimension, account_.intern(value)); }
  // Adds random tags, and the cost categories that follow from the tags and the account.
  void label(Line& line, const Member& member, Dice& dice);

  // Spreads a price over `weight` units of the line's course, in all metrics. `discount`: 256ths of the cost, off the
  // net metrics.
  void price(Line& line, const Price& price, std::int64_t weight, int discount = 12);
  // A cost without usage.
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

void draft_compute(Draft& draft);   // EC2 instances, Savings Plans and reservations
void draft_services(Draft& draft);  // the catalogue of other services
void draft_charges(Draft& draft);   // taxes, credits, refunds, support
void draft_gateway(Draft& draft);   // Amazon API Gateway and its discounts

}  // namespace awscost::sandbox
