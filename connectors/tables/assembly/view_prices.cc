#include "connectors/tables/assembly/view_prices.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "connectors/tables/assembly/lists.h"
#include "connectors/tables/page/refusal.h"
#include "sql/error.h"

namespace awscost::assembly {
namespace {

// The view that is charged by its source views, if the scan asks for one.
std::optional<std::string_view> custom_view(const Operation& operation, const sql::Scan& scan) {
  const auto input = sql::find(*scan.table, operation.price_by_view.input);
  const auto arn = input ? scan.input(*input) : std::nullopt;
  if (!arn || arn->ends_with("/primary")) return std::nullopt;
  return arn;
}

// The source views that are charged. What AWS refuses to tell may cost the most; nothing where no answer came.
std::optional<std::size_t> count_source_views(const Asking& asking, const sql::Scan& scan, std::string_view view,
                                              const sql::Interrupted& interrupted) {
  const PriceByView& price = asking.operation.price_by_view;
  const sql::Scan list = scan_of_list(*price.source_views, scan, price.view, view);
  try {
    PageRows rows({*price.source_views, asking.statement, asking.rows_decoded}, list, "");
    std::size_t count = 0;
    while (rows.next(interrupted)) ++count;
    return std::clamp<std::size_t>(count, 1, price.most);
  } catch (const page::RefusedError&) {
    return price.most;
  } catch (const asking::NotSent&) {
    return std::nullopt;
  } catch (const sql::Error&) {
    return std::nullopt;
  }
}

}  // namespace

double ViewPrices::price_of(const Asking& asking, const sql::Scan& scan, const asking::Destination& destination,
                            const sql::Interrupted& interrupted) {
  const double price = asking.operation.price_usd;
  const auto view = custom_view(asking.operation, scan);
  if (!view) return price;
  const std::string key = destination.key + '\n' + std::string(*view);
  const auto known = source_views_.find(key);
  if (known != source_views_.end()) return price * static_cast<double>(known->second);
  const auto count = count_source_views(asking, scan, *view, interrupted);
  if (count) source_views_.emplace(key, *count);
  return price * static_cast<double>(count.value_or(asking.operation.price_by_view.most));
}

}  // namespace awscost::assembly
