// apigateway:GetUsagePlanKeys: the API keys of a usage plan.
//
// For a plan that does not exist, AWS sends an empty list. Every answer holds the secret values; they are shown only
// where a statement names the column.
//
//   SELECT id, name FROM apigateway_usage_plan_keys WHERE usage_plan_id = 'abc123';
#include "connectors/tables/operations/apigateway/apigateway.h"

namespace awscost::apigateway {
namespace {

constexpr std::array kColumns{
    Column{.name = "usage_plan_id",
           .role = Role::kParent,
           .wire = "{usageplanId}",
           .identity = true,
           .example = "'abc123'",
           .doc = "The usage plan. = and IN name the plans to ask; otherwise all are asked."},
    Column{.name = "id", .wire = "id", .identity = true, .doc = "The API key's id."},
    Column{.name = "name",
           .wire = "name",
           .narrows = "?name",
           .example = "'mobile-app'",
           .doc = "The API key's name. = goes into the request."},
    Column{.name = "type", .wire = "type", .doc = "API_KEY."},
    kRegion,
    kProfile,
    Column{.name = "value",
           .hidden = true,
           .wire = "value",
           .secret = true,
           .doc = "The secret that callers send. SELECT * does not show it."},
};

constexpr std::array<std::string_view, 3> kExamples{
    "SELECT usage_plan_id, count(*) FROM apigateway_usage_plan_keys GROUP BY 1 ORDER BY 2 DESC;",
    "SELECT k.id, k.name FROM apigateway_usage_plans AS p\n"
    "JOIN apigateway_usage_plan_keys AS k ON k.usage_plan_id = p.id WHERE p.quota_period = 'MONTH' LIMIT 20;",
    "SELECT name, count(DISTINCT usage_plan_id) AS plans FROM apigateway_usage_plan_keys GROUP BY id\n"
    "ORDER BY 2 DESC, 1 LIMIT 5;",
};

}  // namespace

extern constexpr Operation kGetUsagePlanKeys{
    .table = {.name = "apigateway_usage_plan_keys",
              .doc = "The API keys of usage plans.",
              .operation = "GetUsagePlanKeys",
              .service = "API Gateway",
              .columns = kColumns,
              .limits = "For a plan that does not exist, AWS sends an empty list, not an error.",
              .examples = kExamples},
    .service = kApiGateway,
    .http = {.path = "/usageplans/{usageplanId}/keys"},
    .iam_action = "apigateway:GET",
    .secret = true,
    .rows = {.each = "/item[]", .may_be_absent = true},
    .paging = kPaging,
    .parents = {.list = &kGetUsagePlans, .id = "id"},
};
static_assert(well_formed(kGetUsagePlanKeys));

}  // namespace awscost::apigateway
