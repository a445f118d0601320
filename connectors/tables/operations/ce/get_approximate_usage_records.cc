// ce:GetApproximateUsageRecords: how many usage records finer data would mean, by service, before it is switched on.
//
// A monthly estimate for the whole organization; AWS charges hourly data by the record. The answer is a map from
// service to records, beside their total. An empty map is one row without a service.
//
//   SELECT service, records FROM ce_approximate_usage_records ORDER BY 2 DESC;
#include <array>

#include "connectors/tables/operations/ce/ce.h"
#include "connectors/tables/operations/profile.h"

namespace awscost::ce {
namespace {

using sql::Column;
using sql::Role;
using sql::Type;

constexpr std::array kColumns{
    Column{.name = "service",
           .wire = "{key}",
           .narrows = "/Services[]",
           .narrows_unless = "total_records",
           .identity = true,
           .example = "'Amazon Elastic Compute Cloud - Compute'",
           .doc = "The AWS service. = and IN go into the request, unless total_records is read: AWS sums the services "
                  "that the request names."},
    Column{.name = "records",
           .type = Type::kBigint,
           .wire = "{value}",
           .doc = "Approximate number of usage records of the service; 0 where it has cost and no records. Of HOURLY "
                  "data, the records that AWS would keep at a time, of 14 days."},
    Column{.name = "total_records",
           .type = Type::kBigint,
           .wire = "/TotalRecords",
           .doc = "Approximate number of usage records of all services together."},
    Column{.name = "lookback_start",
           .type = Type::kDay,
           .wire = "/LookbackPeriod/Start",
           .doc = "First day of the period that the estimate looks back on."},
    Column{.name = "lookback_end",
           .type = Type::kDay,
           .wire = "/LookbackPeriod/End",
           .doc = "Its last day, as AWS sends it."},
    Column{.name = "granularity",
           .role = Role::kGranularity,
           .hidden = true,
           .fallback = "DAILY",
           .example = "'DAILY', 'HOURLY'",
           .doc = "The data to be switched on: DAILY or HOURLY."},
    Column{.name = "approximation_dimension",
           .role = Role::kInput,
           .hidden = true,
           .wire = "/ApproximationDimension",
           .fallback = "RESOURCE",
           .fallback_hourly = "SERVICE",
           .example = "'SERVICE'",
           .doc =
               "RESOURCE counts records of single resources, SERVICE those of services. Not given, and granularity is "
               "HOURLY: SERVICE."},
    kProfile,
};

constexpr std::array<std::string_view, 3> kExamples{
    "SELECT service, records FROM ce_approximate_usage_records ORDER BY records DESC LIMIT 10;",
    "SELECT records FROM ce_approximate_usage_records('HOURLY')\n"
    "WHERE service = 'Amazon Elastic Compute Cloud - Compute';",
    "SELECT DISTINCT total_records, lookback_start, lookback_end FROM ce_approximate_usage_records;",
};

}  // namespace

extern constexpr Operation kGetApproximateUsageRecords{
    .table = {.name = "ce_approximate_usage_records",
              .doc = "Approximate number of usage records by service: what finer data would cost.",
              .operation = "GetApproximateUsageRecords",
              .service = "Cost Explorer",
              .columns = kColumns,
              .limits = "An estimate for the whole organization; AWS chooses the look-back period.",
              .examples = kExamples},
    .service = kCostExplorer,
    .iam_action = "ce:GetApproximateUsageRecords",
    .price_usd = kPriceUsd,
    .request = {.granularity = "/Granularity"},
    .rows = {.each = "/Services{}", .or_one = true},
};
static_assert(well_formed(kGetApproximateUsageRecords));

}  // namespace awscost::ce
