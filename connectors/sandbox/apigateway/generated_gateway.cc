#include "connectors/sandbox/apigateway/generated_gateway.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "connectors/sandbox/random.h"

namespace awscost::sandbox {
namespace {

constexpr std::uint64_t kKeys = 0x6170694b65797331ULL;
constexpr std::string_view kLowerAlphabet = "abcdefghijklmnopqrstuvwxyz0123456789";
constexpr std::string_view kFullAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

// Keys are older than every fixed clock of the tests.
constexpr Day kFirstKey = std::chrono::sys_days(std::chrono::year(2022) / 3 / 1);
constexpr std::uint64_t kYearsInSeconds = 3ULL * 365 * 86400;

// A series of keys of a plan, with numbered names.
struct KeyKind {
  std::string_view plan;
  int count;
  std::string_view name;
  std::string_view customer;  // empty: none
};

constexpr auto kHomeKeys = std::to_array<KeyKind>({
    {"7k2m9q", 12, "Partner n\u00b0 ", "marketplace/customer#"},
    {"c4x0ht", 1203, "device-", ""},
    {"m81zrd", 27, "essai gratuit & d\u00e9mo ", ""},
    {"p0q9w8", 8, "svc:", ""},
    {"v3s7fj", 5, "batch importer ", ""},
    {"legacy:2015/eu+1", 3, "old ", ""},
    {"", 3, "unassigned ", ""},
});
constexpr auto kParisKeys = std::to_array<KeyKind>({
    {"b9t2kx", 4, "partenaire ", "client-"},
    {"z5r1ud", 2, "interne ", ""},
});

std::vector<UsagePlan> home_plans() {
  const ApiStage orders{"a1b2c3d4e5", "prod", {{"/orders/GET", {50, 25}}, {"/orders/{id}/PUT", {10, 2.5}}}};
  const ApiStage catalogue{"f6g7h8i9j0", "v2", {}};
  return {
      {.id = "7k2m9q",
       .name = "Partner API (gold)",
       .description = "Partners under contract, invoiced by the month",
       .product_code = "prod-1a2b3c4d5e",
       .stages = {orders, catalogue},
       .throttle = Throttle{200, 100},
       .quota = Quota{500'000, 0, QuotaPeriod::kMonth},
       .tags = {{"team", "partners"}, {"cost center", "4711/gold"}},
       .requests_a_day = 15'000},
      {.id = "c4x0ht",
       .name = "Mobile & Web: 100% free",
       .description = "One key a device",
       .stages = {catalogue},
       .throttle = Throttle{20, 10},
       .quota = Quota{1'000, 0, QuotaPeriod::kDay},
       .tags = {{"team", "mobile"}},
       .requests_a_day = 500},
      {.id = "m81zrd",
       .name = "\u00c9valuation / 30 jours",
       .stages = {orders},
       .throttle = Throttle{5, 0.5},
       .quota = Quota{5'000, 2, QuotaPeriod::kWeek},
       .requests_a_day = 700},
      {.id = "p0q9w8",
       .name = "Internal services",
       .stages = {orders, catalogue},
       .tags = {{"team", "platform"}},
       .requests_a_day = 90'000},
      {.id = "e6y5nt",
       .name = "Nobody yet",
       .description = "A plan without keys",
       .quota = Quota{100, 0, QuotaPeriod::kDay},
       .requests_a_day = 1},
      {.id = "v3s7fj",
       .name = "Batch import",
       .stages = {{"f6g7h8i9j0", "batch", {{"/items/POST", {5, 1}}}}},
       .quota = Quota{2'000'000, 4, QuotaPeriod::kMonth},
       .requests_a_day = 40'000},
      {.id = "legacy:2015/eu+1",
       .name = "Before usage plans had ids",
       .description = "From an account so old that GetUsage names keys by their value",
       .stages = {{"k1l2m3n4o5", "prod", {}}},
       .throttle = Throttle{10, 5},
       .requests_a_day = 120,
       .usage_by_value = true},
  };
}

std::vector<UsagePlan> paris_plans() {
  const ApiStage paris{"p6q7r8s9t0", "prod", {}};
  return {
      {.id = "b9t2kx",
       .name = "Paris : partenaires",
       .description = "Contrats europ\u00e9ens",
       .stages = {paris},
       .throttle = Throttle{100, 50},
       .quota = Quota{100'000, 0, QuotaPeriod::kMonth},
       .tags = {{"team", "partners"}},
       .requests_a_day = 3'000},
      {.id = "z5r1ud", .name = "Paris : interne", .stages = {paris}, .requests_a_day = 20'000},
  };
}

std::string letters(Dice& dice, std::string_view alphabet, std::size_t count) {
  std::string text;
  while (text.size() < count) text += alphabet[dice.below(alphabet.size())];
  return text;
}

std::string numbered(std::string_view name, int number) {
  const std::string digits = std::to_string(number);
  return std::string(name) + std::string(digits.size() < 4 ? 4 - digits.size() : 0, '0') + digits;
}

ApiKey make_key(const KeyKind& kind, int number, Dice dice) {
  ApiKey key;
  key.id = letters(dice, kLowerAlphabet, 10);
  key.value = letters(dice, kFullAlphabet, 40);
  key.name = numbered(kind.name, number);
  key.created = kFirstKey + std::chrono::seconds(dice.below(kYearsInSeconds));
  key.updated = key.created + std::chrono::seconds(dice.percent(30) ? dice.below(kYearsInSeconds / 3) : 0);
  // The first key of each series is enabled, so that tests and examples can rely on it.
  key.enabled = number == 1 || !dice.percent(8);
  if (!kind.customer.empty()) key.customer_id = numbered(kind.customer, number);
  if (dice.percent(25)) key.description = "Given out to " + key.name;
  if (dice.percent(10)) key.stage_keys = {"a1b2c3d4e5/prod", "f6g7h8i9j0/v2"};
  if (dice.percent(20)) key.tags = {{"env", dice.percent(50) ? "prod" : "dev"}};
  return key;
}

UsagePlan* find(std::vector<UsagePlan>& plans, std::string_view id) {
  const auto found = std::find_if(plans.begin(), plans.end(), [&](const UsagePlan& plan) { return plan.id == id; });
  return found == plans.end() ? nullptr : &*found;
}

void add_keys(GatewayRegion& region, const KeyKind& kind, std::uint64_t seed) {
  UsagePlan* plan = find(region.plans, kind.plan);
  // A key may be in several plans for different stages. The first two keys of p0q9w8 are in v3s7fj as well.
  UsagePlan* other = kind.plan == "p0q9w8" ? find(region.plans, "v3s7fj") : nullptr;
  for (int number = 1; number <= kind.count; ++number) {
    if (plan != nullptr) plan->keys.push_back(region.keys.size());
    if (other != nullptr && number <= 2) other->keys.push_back(region.keys.size());
    const auto place = static_cast<std::uint64_t>(number);
    region.keys.push_back(make_key(kind, number, Dice(mix(seed, kKeys, text_number(kind.name), place))));
  }
}

// Sorts keys newest first and updates the indices in the plans.
void order_keys(GatewayRegion& region) {
  std::vector<std::size_t> order(region.keys.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const ApiKey& left = region.keys[a];
    const ApiKey& right = region.keys[b];
    return left.created != right.created ? left.created > right.created : left.id < right.id;
  });
  std::vector<std::size_t> place(order.size());
  std::vector<ApiKey> keys;
  for (const std::size_t old : order) {
    place[old] = keys.size();
    keys.push_back(std::move(region.keys[old]));
  }
  region.keys = std::move(keys);
  for (UsagePlan& plan : region.plans) {
    for (std::size_t& key : plan.keys) key = place[key];
    std::sort(plan.keys.begin(), plan.keys.end());
  }
}

}  // namespace

bool has_gateway(std::string_view region) {
  return region == "us-east-1" || region == "eu-west-3";
}

GatewayRegion generate_gateway(std::uint64_t seed, std::string_view name) {
  GatewayRegion region;
  if (name == "us-east-1") {
    region.plans = home_plans();
    for (const KeyKind& kind : kHomeKeys) add_keys(region, kind, seed);
  } else if (name == "eu-west-3") {
    region.plans = paris_plans();
    for (const KeyKind& kind : kParisKeys) add_keys(region, kind, seed);
  }
  order_keys(region);
  return region;
}

std::uint64_t text_number(std::string_view text) {
  std::uint64_t number = text.size();
  for (const char c : text) number = mix(number, static_cast<unsigned char>(c));
  return number;
}

}  // namespace awscost::sandbox
