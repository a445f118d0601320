// Amazon API Gateway on the bill: the requests of the stages in apigateway/generated_gateway.cc, and what AWS takes off.
//
// A stage is billed for about the requests that GetUsage counts of the keys of its usage plans, and some without a key.
#include <array>

#include "connectors/sandbox/draft.h"

namespace awscost::sandbox {
namespace {

using std::chrono::hours;

constexpr std::string_view kService = "Amazon API Gateway";
constexpr std::string_view kRate = "0.0000035";  // REST APIs, a request
constexpr Span kForever = {Hour(hours(0)), Hour(hours(24 * 365 * 200))};

struct Stage {
  Region region;
  std::string_view resource;  // without its account
  std::string_view requests;  // of a typical day
};
constexpr std::array<Stage, 4> kStages = {{
    {kRegions[0], "arn:aws:apigateway:us-east-1::/restapis/a1b2c3d4e5/stages/prod", "810000"},
    {kRegions[0], "arn:aws:apigateway:us-east-1::/restapis/f6g7h8i9j0/stages/v2", "1050000"},
    {kRegions[0], "arn:aws:apigateway:us-east-1::/restapis/k1l2m3n4o5/stages/prod", "400"},
    {kRegions[1], "arn:aws:apigateway:eu-west-3::/restapis/p6q7r8s9t0/stages/prod", "47000"},
}};

struct Discount {
  std::string_view record_type;
  std::string_view cost;  // per month
};
constexpr std::array<Discount, 2> kDiscounts = {{
    {"Enterprise Discount Program Discount", "-9.6"},
    {"Private Rate Discount", "-4.25"},
}};

void add_stage(Draft& draft, const Stage& stage, std::uint64_t index) {
  Dice dice(draft.seed(kService, index));
  Line line =
      draft.usage(kMembers[0], stage.region, kService,
                  stage.region.prefix.empty() ? "USE1-ApiGatewayRequest" : "ApiGatewayRequest", "ApiGatewayRequest");
  line.course = Course::flowing(kForever, Rhythm::kHuman, dice.next(), 20);
  draft.set(line, Dimension::kUsageTypeGroup, "API Gateway: Requests");
  draft.set(line, Dimension::kResourceId, stage.resource);
  draft.price(line, {Amount::parse(stage.requests), "Requests", Amount::parse(kRate)},
              Course::day_weight(Rhythm::kHuman), 8);
  draft.label(line, kMembers[0], dice);
  draft.add(std::move(line));
}

}  // namespace

void draft_gateway(Draft& draft) {
  for (std::uint64_t i = 0; i < kStages.size(); ++i) add_stage(draft, kStages[i], i);
  for (std::uint64_t i = 0; i < kDiscounts.size(); ++i) {
    Line line = draft.line(kMembers[0], kService, kDiscounts[i].record_type);
    line.course = Course::monthly(1, draft.seed(kDiscounts[i].record_type, i));
    draft.fee(line, Amount::parse(kDiscounts[i].cost), Course::kMonthWeight);
    draft.add(std::move(line));
  }
}

}  // namespace awscost::sandbox
