// bcm-pricing-calculator:ListBillScenarios: the bill scenarios of the account.
//
//   SELECT id, name FROM bcm_bill_scenarios WHERE status = 'READY' AND expires_at > datetime('now', '+7 days');
#include "connectors/tables/operations/bcm/bcm.h"

namespace awscost::bcm {
namespace {

constexpr std::array kColumns{
    Column{.name = "id", .wire = "id", .identity = true, .doc = "The scenario's id."},
    Column{.name = "name",
           .wire = "name",
           .narrows = "/filters[NAME]",
           .example = "'quarter-plan'",
           .doc = "Its name. = and IN go into the request."},
    Column{.name = "status",
           .wire = "status",
           .narrows = "/filters[STATUS]",
           .example = "'READY'",
           .doc = "READY, LOCKED, FAILED or STALE. = and IN go into the request."},
    Column{.name = "bill_interval_start",
           .type = Type::kInstant,
           .wire = "billInterval/start",
           .doc = "Start of the bill that the scenario changes, UTC."},
    Column{.name = "bill_interval_end", .type = Type::kInstant, .wire = "billInterval/end", .doc = "Its end, UTC."},
    Column{.name = "created_at",
           .type = Type::kInstant,
           .wire = "createdAt",
           .narrows = "/createdAtFilter{afterTimestamp,beforeTimestamp}",
           .example = "'2026-11-01'",
           .doc = "When it was created, UTC. Bounds go into the request."},
    Column{.name = "expires_at",
           .type = Type::kInstant,
           .wire = "expiresAt",
           .narrows = "/expiresAtFilter{afterTimestamp,beforeTimestamp}",
           .example = "'2026-12-01'",
           .doc = "When AWS will delete it, UTC. Bounds go into the request."},
    Column{.name = "failure_message", .wire = "failureMessage", .doc = "Why it FAILED."},
    Column{.name = "group_sharing_preference",
           .wire = "groupSharingPreference",
           .narrows = "/filters[GROUP_SHARING_PREFERENCE]",
           .example = "'OPEN'",
           .doc = "OPEN, PRIORITIZED or RESTRICTED. = and IN go into the request."},
    Column{.name = "cost_category_group_sharing_preference_arn",
           .wire = "costCategoryGroupSharingPreferenceArn",
           .narrows = "/filters[COST_CATEGORY_ARN]",
           .example = "'arn:aws:ce::123456789012:costcategory/...'",
           .doc = "The cost category whose groups share discounts. = and IN go into the request."},
    kProfile,
};

constexpr std::array<std::string_view, 3> kExamples{
    "SELECT id, name, status, expires_at FROM bcm_bill_scenarios ORDER BY created_at;",
    "SELECT name, failure_message FROM bcm_bill_scenarios WHERE status IN ('FAILED', 'STALE');",
    "SELECT s.name, count(*) FROM bcm_bill_scenarios AS s\n"
    "JOIN bcm_bill_scenario_usage_modifications AS m ON m.bill_scenario_id = s.id GROUP BY 1 LIMIT 5;",
};

}  // namespace

extern constexpr Operation kListBillScenarios{
    .table = {.name = "bcm_bill_scenarios",
              .doc = "The bill scenarios of the account.",
              .operation = "ListBillScenarios",
              .service = "BCM Pricing Calculator",
              .columns = kColumns,
              .limits = "Only management and standalone accounts have bill scenarios.",
              .examples = kExamples},
    .service = kPricingCalculator,
    .iam_action = "bcm-pricing-calculator:ListBillScenarios",
    .rows = {.each = "/items[]", .may_be_absent = true},
    .paging = kPaging,
};
static_assert(well_formed(kListBillScenarios));

}  // namespace awscost::bcm
