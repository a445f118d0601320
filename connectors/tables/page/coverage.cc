#include "connectors/tables/page/coverage.h"

#include <algorithm>

#include "connectors/tables/page/decode.h"
#include "sql/periods.h"

namespace awscost::page {
namespace {

text::Seconds instant(const Scalar& scalar) {
  if (const auto instant = text::parse_instant(scalar.text())) return *instant;
  throw DecodeError("a TimePeriod holds '" + std::string(scalar.text()) + "', which is no date");
}

}  // namespace

Coverage::Coverage(const Layout& layout, const sql::Scan& scan) : layout_(layout), scan_(scan) {
  if (!scan.window) return;
  const auto start = text::parse_instant(scan.window->start);
  const auto end = text::parse_instant(scan.window->end);
  if (start && end) window_ = Period{*start, *end};
}

void Coverage::begin() {
  pages_ = 0;
  covered_.reset();
}

void Coverage::add(const Document& document) {
  ++pages_;
  const auto& places = layout_.periods();
  if (!places) return;
  for (std::size_t i = 0; i < document.levels[places->start.level].count(); ++i) {
    const Period period = this->period(document, i);
    if (!covered_) covered_ = period;
    covered_->start = std::min(covered_->start, period.start);
    covered_->end = std::max(covered_->end, period.end);
  }
}

Coverage::Period Coverage::period(const Document& document, std::size_t element) const {
  const auto& [start, end] = *layout_.periods();
  return {instant(document.levels[start.level].element(element)[start.slot]),
          instant(document.levels[end.level].element(element)[end.slot])};
}

std::string Coverage::text_of(const Period& period) const {
  return sql::period_text(period.start, scan_.granularity) + " to " + sql::period_text(period.end, scan_.granularity);
}

std::string Coverage::sentence(std::string_view asked) const {
  if (pages_ == 0) return {};
  std::string sentence = pages_ == 1 ? " 1 page" : " " + std::to_string(pages_) + " pages";
  if (!asked.empty()) sentence.append(" of ").append(asked);
  sentence += pages_ == 1 ? " was read" : " were read";
  if (covered_) sentence += ": rows from " + text_of(*covered_);
  if (covered_ && window_) sentence += ", of " + text_of(*window_);
  return sentence + ".";
}

}  // namespace awscost::page
