// ce:GetTags: the keys of the cost allocation tags, or the values of one of them.
//
// The answer is a list of texts either way. An empty text among a key's values stands for costs without the tag: NULL.
//
//   SELECT value FROM ce_tags;            SELECT value FROM ce_tags('team');
#include <array>

#include "connectors/tables/operations/ce/ce.h"
#include "connectors/tables/operations/ce/list_columns.h"

namespace awscost::ce {
namespace {

constexpr std::array kValue{
    Column{.name = "value",
           .wire = "{value}",
           .doc = "A tag's key; with tag_key one of its values, and NULL for costs without it."},
};
constexpr std::array kWhat{
    Column{.name = "tag_key",
           .role = Role::kInput,
           .hidden = true,
           .wire = "/TagKey",
           .example = "'team'",
           .doc = "The tag whose values are listed. Not given: the keys of all tags."},
};
constexpr auto kColumns = join(kValue, kWhat, kListInputs, kListCounts);

constexpr std::array<std::string_view, 3> kExamples{
    "SELECT value FROM ce_tags ORDER BY 1;",
    "SELECT value FROM ce_tags('team') WHERE value IS NOT NULL ORDER BY 1;",
    "SELECT value FROM ce_tags('env') WHERE filter = awscost_dimension('SERVICE', 'AWS Lambda');",
};

}  // namespace

extern constexpr Operation kGetTags{
    .table = {.name = "ce_tags",
              .doc = "The keys of the cost allocation tags, or the values of one.",
              .operation = "GetTags",
              .service = "Cost Explorer",
              .columns = kColumns,
              .limits = kListLimits,
              .examples = kExamples,
              .history = kMonthsKept},
    .service = kCostExplorer,
    .iam_action = "ce:GetTags",
    .price_usd = kPriceUsd,
    .price_by_view = kPriceByView,
    .request = kListRequest,
    .rows = {.each = "/Tags[]"},
    .paging = kListPaging,
};
static_assert(well_formed(kGetTags));

}  // namespace awscost::ce
