#include "connectors/tables/assembly/answer_sizes.h"

#include <algorithm>
#include <cmath>

namespace awscost::assembly {
namespace {

std::string kind_of(const sql::Scan& scan) {
  std::string kind(scan.table->operation);
  kind.append("\n").append(sql::to_text(scan.granularity));
  for (const sql::GroupKey& key : scan.group_by.keys) {
    kind.append("\n")
        .append(std::to_string(static_cast<int>(key.type)))
        .append(key.other_type)
        .append(" ")
        .append(key.name);
  }
  return kind;
}

double buckets_of(const sql::Scan& scan) {
  if (!scan.window || !sql::find(*scan.table, sql::Role::kPeriodStart)) return 1;
  return static_cast<double>(std::max<std::int64_t>(sql::count_buckets(*scan.window, scan.granularity), 1));
}

}  // namespace

void AnswerSizes::note(const sql::Scan& scan, std::size_t pages, std::size_t rows, bool last) {
  Size& size = sizes_[kind_of(scan)];
  const auto all = static_cast<double>(rows);
  if (last) {
    size.rows_of_a_bucket = std::max(size.rows_of_a_bucket.value_or(0), all / buckets_of(scan));
  } else if (pages > 0 && rows > 0) {
    size.rows_of_a_page = all / static_cast<double>(pages);
  }
}

std::optional<std::int64_t> AnswerSizes::pages_of(const sql::Scan& scan) const {
  const auto found = sizes_.find(kind_of(scan));
  if (found == sizes_.end() || !found->second.rows_of_a_bucket) return std::nullopt;
  const double rows = *found->second.rows_of_a_bucket * buckets_of(scan);
  return std::max<std::int64_t>(static_cast<std::int64_t>(std::ceil(rows / found->second.rows_of_a_page)), 1);
}

}  // namespace awscost::assembly
