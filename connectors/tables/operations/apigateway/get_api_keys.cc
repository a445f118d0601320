// apigateway:GetApiKeys: the API keys of a Region.
//
// AWS sends the secret value only where the request asks for it: where a statement names the column `value`.
//
//   SELECT id, name, enabled FROM apigateway_api_keys WHERE customer_id = 'c-42';
#include "connectors/tables/operations/apigateway/apigateway.h"

namespace awscost::apigateway {
namespace {

constexpr std::array kColumns{
    Column{.name = "id", .wire = "id", .identity = true, .doc = "The API key's id."},
    Column{.name = "name",
           .wire = "name",
           .narrows = "?name",
           .example = "'mobile-app'",
           .doc = "Its name. = goes into the request."},
    Column{.name = "customer_id",
           .wire = "customerId",
           .narrows = "?customerId",
           .example = "'c-42'",
           .doc = "The AWS Marketplace customer. = goes into the request."},
    Column{.name = "description", .wire = "description", .doc = "Its description."},
    Column{.name = "enabled", .type = Type::kBoolean, .wire = "enabled", .doc = "1 if callers may use it."},
    Column{.name = "created_date", .type = Type::kInstant, .wire = "createdDate", .doc = "When it was created, UTC."},
    Column{.name = "last_updated_date",
           .type = Type::kInstant,
           .wire = "lastUpdatedDate",
           .doc = "When it was last changed, UTC."},
    Column{.name = "stage_keys",
           .type = Type::kJson,
           .wire = "stageKeys",
           .doc = "The stages it belongs to outside usage plans, as a JSON list of apiId/stage."},
    Column{.name = "tags", .type = Type::kJson, .wire = "tags", .doc = "The key's tags, as a JSON object."},
    kRegion,
    kProfile,
    Column{.name = "value",
           .hidden = true,
           .wire = "value",
           .asked_by = "?includeValues",
           .secret = true,
           .doc = "The secret that callers send. It is requested only where a statement names this column."},
};

constexpr std::array<std::string_view, 3> kExamples{
    "SELECT id, name, created_date FROM apigateway_api_keys WHERE enabled = 0 ORDER BY 3;",
    "SELECT customer_id, count(*) FROM apigateway_api_keys WHERE customer_id IS NOT NULL GROUP BY 1 ORDER BY 2 DESC;",
    "SELECT count(*), min(created_date), max(last_updated_date) FROM apigateway_api_keys;",
};

}  // namespace

extern constexpr Operation kGetApiKeys{
    .table = {.name = "apigateway_api_keys",
              .doc = "The API keys of a Region.",
              .operation = "GetApiKeys",
              .service = "API Gateway",
              .columns = kColumns,
              .limits = "Each request asks one Region.",
              .examples = kExamples},
    .service = kApiGateway,
    .http = {.path = "/apikeys"},
    .iam_action = "apigateway:GET",
    .secret = true,
    .rows = {.each = "/item[]", .may_be_absent = true},
    .paging = kPaging,
};
static_assert(well_formed(kGetApiKeys));

}  // namespace awscost::apigateway
