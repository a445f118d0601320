// apigateway:GetUsage: requests used and left, by usage plan, API key and day.
//
// The answer maps an API key to a list of [used, remaining], one per day from startDate on, both ends inclusive. The
// name in the map is the key's id; in old accounts it is the secret value, so a long text must not go into a URL.
// Without a usage_plan_id the plans are listed first and each one is asked, which is free.
//
//   SELECT date, sum(used) FROM apigateway_usage WHERE usage_plan_id = 'abc123' GROUP BY 1;
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
    Column{.name = "key_id",
           .wire = "/values{}/{key}",
           .narrows = "?keyId",
           .longest = kLongestKeyId,
           .identity = true,
           .example = "'k1234567ab'",
           .doc = "The API key's id; in old accounts its value, as AWS sends it. = goes into the request."},
    Column{.name = "date",
           .type = Type::kDay,
           .role = Role::kPeriodStart,
           .wire = "{index}",
           .example = "'2026-11-01'",
           .doc = "The day, UTC."},
    Column{.name = "used", .type = Type::kBigint, .wire = "0", .doc = "Requests counted against the plan's quota."},
    Column{.name = "remaining",
           .type = Type::kBigint,
           .wire = "1",
           .none = "9223372036854775807",
           .doc = "Requests left of the plan's quota; NULL for a plan without a quota, for which AWS sends 2^63 - 1."},
    Column{.name = "start_date",
           .role = Role::kStartDate,
           .hidden = true,
           .example = "'2026-11-01'",
           .doc = "startDate, sent as written. Not given: 29 days before today."},
    Column{.name = "end_date",
           .role = Role::kEndDate,
           .hidden = true,
           .example = "'2026-11-30'",
           .doc = "endDate, inclusive, sent as written. Not given: today."},
    kRegion,
    kProfile,
};

constexpr std::array<std::string_view, 4> kExamples{
    "SELECT usage_plan_id, date, sum(used) FROM apigateway_usage\n"
    "WHERE date >= date('now', '-7 days') GROUP BY 1, 2 ORDER BY 1, 2;",
    "SELECT p.name, k.name, sum(u.used)\n"
    "FROM apigateway_usage_plans AS p JOIN apigateway_usage_plan_keys AS k ON k.usage_plan_id = p.id\n"
    "JOIN apigateway_usage AS u ON u.usage_plan_id = p.id AND u.key_id = k.id\n"
    "WHERE p.quota_period = 'MONTH' GROUP BY 1, 2 ORDER BY 3 DESC LIMIT 10;",
    "SELECT p.name, u.key_id, u.remaining, p.quota_limit FROM apigateway_usage_plans AS p\n"
    "JOIN apigateway_usage AS u ON u.usage_plan_id = p.id\n"
    "WHERE p.quota_limit > 0 AND u.date = date('now') ORDER BY u.remaining * 1.0 / p.quota_limit LIMIT 10;",
    "SELECT c.period_start AS day, c.unblended_cost / u.requests * 1e6 AS usd_per_million_requests\n"
    "FROM ce_cost_and_usage AS c JOIN (SELECT date, sum(used) AS requests FROM apigateway_usage GROUP BY 1) AS u\n"
    "ON u.date = c.period_start WHERE c.service = 'Amazon API Gateway' AND c.region = 'us-east-1'\n"
    "AND c.period_start >= date('now', '-7 days') AND c.period_start < date('now') ORDER BY 1;",
};

constexpr std::array kHints{
    Hint{.code = "BadRequestException",
         .words = "date",
         .text = "AWS does not document how far back it keeps usage: write a later or shorter period, as in date >= "
                 "date('now', '-6 days')."},
};

}  // namespace

extern constexpr Operation kGetUsage{
    .table = {.name = "apigateway_usage",
              .doc = "Requests that API keys made under their usage plans, by day.",
              .operation = "GetUsage",
              .service = "API Gateway",
              .columns = kColumns,
              .limits =
                  "AWS does not document how far back it keeps usage; it refuses days that it does not have. AWS takes "
                  "ten requests a second of an account in a Region: plans are asked at that pace.",
              .examples = kExamples,
              .history = {.days = 30},
              .end_is_last_day = true},
    .service = kApiGateway,
    .http = {.path = "/usageplans/{usageplanId}/usage"},
    .iam_action = "apigateway:GET",
    .secret = true,
    .request = {.first_day = "?startDate", .last_day = "?endDate"},
    .rows = {.each = "/values{}/{value}[]", .first_day = "/startDate"},
    .paging = kPaging,
    .parents = {.list = &kGetUsagePlans, .id = "id", .echo = "/usagePlanId"},
    .hints = kHints,
};
static_assert(well_formed(kGetUsage));

}  // namespace awscost::apigateway
