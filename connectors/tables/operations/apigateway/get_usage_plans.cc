// apigateway:GetUsagePlans: the usage plans of a Region, their quota and throttle flattened.
//
//   SELECT id, name, quota_limit, quota_period FROM apigateway_usage_plans;
#include "connectors/tables/operations/apigateway/apigateway.h"

namespace awscost::apigateway {
namespace {

constexpr std::array kColumns{
    Column{.name = "id", .wire = "id", .identity = true, .doc = "The usage plan's id."},
    Column{.name = "name", .wire = "name", .doc = "Its name."},
    Column{.name = "description", .wire = "description", .doc = "Its description."},
    Column{.name = "quota_limit",
           .type = Type::kInteger,
           .wire = "quota/limit",
           .doc = "Requests that a key may make in a quota period; NULL: no quota."},
    Column{.name = "quota_offset",
           .type = Type::kInteger,
           .wire = "quota/offset",
           .doc = "Number of requests subtracted from the limit in a key's first period; it moves no day."},
    Column{.name = "quota_period", .wire = "quota/period", .doc = "DAY, WEEK or MONTH."},
    Column{.name = "throttle_burst_limit",
           .type = Type::kInteger,
           .wire = "throttle/burstLimit",
           .doc = "Requests that may come at once."},
    Column{.name = "throttle_rate_limit",
           .type = Type::kReal,
           .wire = "throttle/rateLimit",
           .doc = "Requests per second in the long run."},
    Column{.name = "api_stages",
           .type = Type::kJson,
           .wire = "apiStages",
           .doc = "The plan's stages, as a JSON list of {apiId, stage, throttle}."},
    Column{.name = "product_code", .wire = "productCode", .doc = "The AWS Marketplace product, if there is one."},
    Column{.name = "tags", .type = Type::kJson, .wire = "tags", .doc = "The plan's tags, as a JSON object."},
    Column{.name = "key_id",
           .role = Role::kInput,
           .hidden = true,
           .wire = "?keyId",
           .longest = kLongestKeyId,
           .example = "'k1234567ab'",
           .doc = "Only the plans of this API key."},
    kRegion,
    kProfile,
};

constexpr std::array<std::string_view, 3> kExamples{
    "SELECT id, name, quota_limit, quota_period FROM apigateway_usage_plans ORDER BY name;",
    "SELECT p.name, s.value ->> 'apiId' AS api, s.value ->> 'stage' AS stage\n"
    "FROM apigateway_usage_plans AS p, json_each(p.api_stages) AS s;",
    "SELECT name, throttle_rate_limit FROM apigateway_usage_plans\n"
    "WHERE quota_limit IS NULL OR throttle_burst_limit > 100;",
};

}  // namespace

extern constexpr Operation kGetUsagePlans{
    .table = {.name = "apigateway_usage_plans",
              .doc = "The usage plans of a Region with their quotas and throttles.",
              .operation = "GetUsagePlans",
              .service = "API Gateway",
              .columns = kColumns,
              .limits = "Each request asks one Region.",
              .examples = kExamples},
    .service = kApiGateway,
    .http = {.path = "/usageplans"},
    .iam_action = "apigateway:GET",
    .rows = {.each = "/item[]", .may_be_absent = true},
    .paging = kPaging,
};
static_assert(well_formed(kGetUsagePlans));

}  // namespace awscost::apigateway
