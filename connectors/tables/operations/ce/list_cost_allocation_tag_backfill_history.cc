// ce:ListCostAllocationTagBackfillHistory: when the past of cost allocation tags was filled in on request. Answers by tag
// that were kept before are then out of date.
//
// AWS's price list says nothing about this operation, so each page counts as a request to Cost Explorer.
//
//   {"BackfillRequests":[{"RequestedAt":"2026-11-02T10:00:00Z","BackfillStatus":"SUCCEEDED", ...}]}
#include <array>

#include "connectors/tables/operations/ce/ce.h"
#include "connectors/tables/operations/profile.h"

namespace awscost::ce {
namespace {

using sql::Column;
using sql::Type;

constexpr std::array kColumns{
    Column{.name = "requested_at",
           .type = Type::kInstant,
           .wire = "RequestedAt",
           .doc = "When somebody asked for it, UTC."},
    Column{.name = "completed_at", .type = Type::kInstant, .wire = "CompletedAt", .doc = "When AWS was done, UTC."},
    Column{.name = "last_updated_at",
           .type = Type::kInstant,
           .wire = "LastUpdatedAt",
           .doc = "When AWS last worked on it, UTC."},
    Column{.name = "status", .wire = "BackfillStatus", .doc = "SUCCEEDED, PROCESSING or FAILED."},
    kProfile,
};

constexpr std::array<std::string_view, 1> kExamples{"SELECT requested_at, status FROM ce_tag_backfills;"};

}  // namespace

extern constexpr Operation kListCostAllocationTagBackfillHistory{
    .table = {.name = "ce_tag_backfills",
              .doc = "When the past of cost allocation tags was filled in.",
              .operation = "ListCostAllocationTagBackfillHistory",
              .service = "Cost Explorer",
              .columns = kColumns,
              .limits = "AWS fills in 12 months at most.",
              .examples = kExamples},
    .service = kCostExplorer,
    .iam_action = "ce:ListCostAllocationTagBackfillHistory",
    .price_usd = kPriceUsd,
    .rows = {.each = "/BackfillRequests[]"},
    .paging = {.response_token = "/NextToken", .request_token = "/NextToken"},
};
static_assert(well_formed(kListCostAllocationTagBackfillHistory));

}  // namespace awscost::ce
