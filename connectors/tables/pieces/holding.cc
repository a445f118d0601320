#include "connectors/tables/pieces/holding.h"

#include <chrono>

namespace awscost::pieces {
namespace {

kept::Seconds end_of_month(kept::Seconds instant) {
  const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(instant)};
  return std::chrono::sys_days{(date.year() / date.month() + std::chrono::months{1}) / 1};
}

bool is_estimated(const kept::KeptAnswer& answer, const sql::Bucket& bucket) {
  const auto from = text::parse_instant(answer.description.estimated_from);
  return from && bucket.end > *from;
}

}  // namespace

bool holds(const kept::KeptAnswer& answer, const sql::Bucket& bucket, const kept::Freshness& freshness,
           const std::optional<kept::Seconds>& filled_in) {
  const auto age = freshness.now - answer.fetched_at;
  if (age < age.zero()) return false;
  if (age < freshness.ttl) return true;
  // The end of a period is exclusive: the last second of it counts.
  const kept::Seconds closed = end_of_month(bucket.end - std::chrono::seconds{1}) + freshness.reopen_days;
  if (is_estimated(answer, bucket) || answer.fetched_at < closed) return false;
  if (!answer.description.by_tag) return true;
  return filled_in ? *filled_in < answer.fetched_at : age < kByTag;
}

}  // namespace awscost::pieces
