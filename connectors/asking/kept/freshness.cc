#include "connectors/asking/kept/freshness.h"

#include <string>

namespace awscost::kept {
namespace {

using std::chrono::seconds;

constexpr seconds kGatewayHolds{60};
constexpr seconds kBillingHolds{3600};
constexpr std::chrono::hours kTagsHold{24};

// The end of the month that the second before `end` is in.
Seconds month_end(Seconds end) {
  const std::chrono::year_month_day last{std::chrono::floor<std::chrono::days>(end - seconds(1))};
  return std::chrono::sys_days(std::chrono::year_month(last.year(), last.month()) / 1 + std::chrono::months(1));
}

bool was_settled(const std::string& end, Seconds fetched_at, const Freshness& freshness) {
  const auto instant = text::parse_instant(end);
  return instant && month_end(*instant) + freshness.reopen_days <= fetched_at;
}

bool is_final(const KeptAnswer& answer, const Freshness& freshness) {
  const Description& description = answer.description;
  if (description.subject.empty() || !description.estimated_from.empty()) return false;
  if (answer.fetched_at > freshness.now) return false;
  if (description.by_tag && freshness.now - answer.fetched_at >= kTagsHold) return false;
  return was_settled(description.end, answer.fetched_at, freshness);
}

// Whether AWS no longer changes the first periods of it.
bool begins_final(const KeptAnswer& answer, const Freshness& freshness) {
  const Description& description = answer.description;
  if (description.subject.empty() || description.by_tag || answer.fetched_at > freshness.now) return false;
  const auto start = text::parse_instant(description.start);
  if (!start || description.estimated_from == description.start) return false;
  return was_settled(text::time_text(*start + seconds(1)), answer.fetched_at, freshness);
}

}  // namespace

bool is_kept(std::string_view service) {
  return service == "ce" || service == "apigateway" || service == "billing";
}

seconds holds_for(std::string_view service, const Freshness& freshness) {
  if (service == "ce") return freshness.ttl;
  if (service == "apigateway") return kGatewayHolds;
  return service == "billing" ? kBillingHolds : seconds(0);
}

bool is_young(std::string_view service, Seconds fetched_at, const Freshness& freshness) {
  const seconds age = freshness.now - fetched_at;
  return age >= seconds(0) && age < holds_for(service, freshness);
}

std::string_view state_of(std::string_view service, const KeptAnswer& answer, bool is_complete,
                          const Freshness& freshness) {
  if (!is_complete) return "broken off";
  if (is_final(answer, freshness)) return "final";
  return is_young(service, answer.fetched_at, freshness) || begins_final(answer, freshness) ? "open" : "stale";
}

}  // namespace awscost::kept
