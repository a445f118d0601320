#include "connectors/tables/page/instant_text.h"

#include <algorithm>
#include <chrono>

#include "connectors/tables/page/number_text.h"

namespace awscost::page {
namespace {

// 2026-11-01T10:00:00.123Z without the .123
std::string without_fraction(std::string_view text) {
  constexpr std::size_t kSecondsEnd = std::string_view("2026-11-01T10:00:00").size();
  std::string cut(text);
  if (cut.size() <= kSecondsEnd + 1 || cut[kSecondsEnd] != '.') return cut;
  const std::size_t end = std::min(cut.find_first_not_of("0123456789", kSecondsEnd + 1), cut.size());
  if (end > kSecondsEnd + 1) cut.erase(kSecondsEnd, end - kSecondsEnd);
  return cut;
}

}  // namespace

std::optional<text::Seconds> read_instant(std::string_view text) {
  using std::chrono::sys_days;
  using std::chrono::year;
  constexpr text::Seconds kFirst = sys_days{year{0} / 1 / 1};
  constexpr text::Seconds kBeyond = sys_days{year{10000} / 1 / 1};
  if (const auto written = text::parse_instant(without_fraction(text))) return written;
  const auto seconds = read_whole(text, Fraction::kCut);
  if (!seconds) return std::nullopt;
  const text::Seconds instant{std::chrono::seconds(*seconds)};
  return instant >= kFirst && instant < kBeyond ? std::optional(instant) : std::nullopt;
}

std::optional<std::string> sql_instant(std::string_view text) {
  const auto instant = read_instant(text);
  return instant ? std::optional(text::time_text(*instant)) : std::nullopt;
}

std::optional<std::string> sql_day(std::string_view text) {
  const auto instant = read_instant(text);
  if (!instant) return std::nullopt;
  const bool midnight = *instant == std::chrono::floor<std::chrono::days>(*instant);
  return midnight ? text::date_text(*instant) : text::time_text(*instant);
}

}  // namespace awscost::page
