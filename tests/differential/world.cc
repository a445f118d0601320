#include "world.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <stdexcept>

namespace awscost::differential {

const std::array<DimensionName, kDimensions> kNames = {{{"service", "SERVICE", "NoService"},
                                                        {"linked_account", "LINKED_ACCOUNT", "NoLinkedAccount"},
                                                        {"region", "REGION", "NoRegion"},
                                                        {"usage_type", "USAGE_TYPE", "NoUsageType"},
                                                        {"record_type", "RECORD_TYPE", "NoRecordType"},
                                                        {"instance_type", "INSTANCE_TYPE", "NoInstanceType"},
                                                        {"resource_id", "RESOURCE_ID", "NoResourceId"},
                                                        {"tag_value", "", ""},
                                                        {"cost_category_value", "", ""}}};
const std::array<const char*, kLabels> kLabelNames = {"team", "env", "Unit"};
const std::array<const char*, kMetrics> kMetricColumns = {"unblended_cost", "amortized_cost", "usage_quantity"};

namespace {

using std::chrono::days;
using std::chrono::hours;
using Texts = std::vector<std::string>;

// The present is one of these: a usual day, the edges of months, of a leap year and of a day.
const Texts kPresents = {"2026-11-21 10:30:00", "2026-03-01 02:30:00", "2028-03-01 05:00:00", "2028-02-29 23:30:00",
                         "2026-01-01 01:00:00", "2026-12-31 23:59:59", "2026-11-02 00:00:00"};

const std::array<Texts, kItemDimensions> kPool = {{{kCompute, "AWS Lambda", "aws lambda", "It's S3", "Zürich"},
                                                   {"000000000123", "012345678901", "123456789012"},
                                                   {"eu-west-1", "EU-West-1", "us-east-1", ""},
                                                   {"BoxUsage", "Box%Usage", "Out_Bytes"},
                                                   {"Usage", "Credit", "Tax"},
                                                   {"t3", "m6i", ""},
                                                   {"i-1", "i-2", "vol-1", ""}}};
const std::array<Texts, kLabels> kLabelPool = {{{"search", "Search", "pay"}, {"prod", "dev"}, {"Data", "Ops"}}};

template <class T>
T minus(T from, std::size_t count) {
  return from - days{static_cast<int>(count)};
}

Seconds draw_time(Random& random, Seconds now, bool hourly) {
  const Seconds last = std::chrono::floor<hours>(now) - hours{1};
  const auto day = std::chrono::floor<days>(last);
  if (hourly) return std::min(last, Seconds{minus(day, random.below(14))} + hours{random.below(24)});
  const std::chrono::year_month_day date{day};
  const std::chrono::sys_days first{date.year() / date.month() / 1};
  switch (random.below(6)) {
    case 0:
      return minus(day, random.below(380));
    case 1:  // the edges of a month
      return std::min(Seconds{day}, Seconds{minus(first, random.below(3)) + days{random.below(3)}});
    default:
      return minus(day, random.below(14));
  }
}

Item draw_item(Random& random, Seconds now) {
  Item item;
  for (std::size_t i = 0; i < kItemDimensions; ++i) item.dimensions[i] = random.pick(kPool[i]);
  if (random.chance(40)) item.dimensions[kService] = kCompute;
  item.hourly = item.dimensions[kService] == kCompute && random.chance(60);
  item.at = draw_time(random, now, item.hourly);
  for (std::size_t i = 0; i < kLabels; ++i) {
    if (random.chance(60)) item.labels[i] = random.pick(kLabelPool[i]);
  }
  for (std::int64_t& amount : item.amounts) {
    amount = static_cast<std::int64_t>(random.below(4096)) - (random.chance(15) ? 4096 : 0);
    if (random.chance(15)) amount = 0;
  }
  return item;
}

std::vector<std::vector<Value>> column(const Texts& texts) {
  std::vector<std::vector<Value>> rows;
  for (const std::string& text : texts) rows.push_back({text});
  return rows;
}

std::vector<LocalTable> draw_locals(Random& random, Seconds now) {
  LocalTable services{"svc", "s TEXT, own TEXT", {}};
  for (const std::string& service : kPool[kService]) {
    if (random.chance(75)) services.rows.push_back({service, random.chance(50) ? "x" : "y"});
  }
  services.rows.push_back({std::string("nonesuch"), std::string("x")});
  services.rows.push_back({Value{}, std::string("y")});
  LocalTable dates{"days", "d TEXT, n INTEGER", {}};
  const auto today = std::chrono::floor<days>(now);
  for (std::size_t back = 0; back < 12; back += 1 + random.below(4)) {
    dates.rows.push_back({date_text(minus(today, back)), static_cast<std::int64_t>(back)});
  }
  dates.rows.push_back({date_text(today + days{9}), std::int64_t{-9}});
  dates.rows.push_back({Value{}, std::int64_t{7}});
  // Days from before every history beside days from within.
  LocalTable old_days{"olds", "d TEXT", {}};
  for (const std::size_t back : {std::size_t{0}, 1 + random.below(12), 14 + random.below(3), 40 + random.below(700)}) {
    old_days.rows.push_back({date_text(minus(today, back))});
  }
  LocalTable stamps{"stamps", "d TEXT", {{date_text(minus(today, 2))}}};
  const auto stamp = minus(today, random.below(12));
  stamps.rows.push_back({time_text(stamp + hours{random.below(2) * 5})});
  stamps.rows.push_back({date_text(stamp) + random.pick(Texts{"T00:00:00Z", " 00:00:00.000", " 05:00", " 00:00:00"})});
  LocalTable ids{"acc_i", "id INTEGER", {{std::int64_t{123}}, {std::int64_t{12345678901}}, {Value{}}}};
  if (random.chance(50)) ids.rows.push_back({std::int64_t{123456789012}});
  LocalTable accounts{"acc_t", "id TEXT", column(kPool[kLinkedAccount])};
  accounts.rows.push_back({std::string("123")});
  LocalTable regions{"reg", "r TEXT", {{std::string("eu-west-1")}, {std::string("us-east-1")}, {Value{}}}};
  if (random.chance(50)) regions.rows.push_back({std::string("NoRegion")});
  LocalTable any_case{"nc", "s TEXT COLLATE NOCASE", column({"AWS LAMBDA", "it's s3", "nonesuch"})};
  LocalTable teams{"teams", "v TEXT", {{std::string("search")}, {std::string("pay")}, {Value{}}}};
  return {services, dates, ids,      accounts, regions,
          any_case, teams, old_days, stamps,   LocalTable{"vacant", "s TEXT", {}}};
}

// More services and accounts than a loop would ask for one by one.
std::string draw_service(Random& random) {
  const std::size_t number = 10 + random.below(40);
  return "Service " + std::to_string(number);
}
std::string draw_account(Random& random) {
  const std::size_t number = 10 + random.below(20);
  return "0000000000" + std::to_string(number);
}

void spread_items(World& world, Random& random) {
  const auto spread = [&](Item& item, Dimension d, std::string value) {
    Texts& known = world.values[d];
    if (std::find(known.begin(), known.end(), value) == known.end()) known.push_back(value);
    item.dimensions[d] = std::move(value);
  };
  for (Item& item : world.items) {
    if (!item.hourly && random.chance(60)) spread(item, kService, draw_service(random));
    if (random.chance(50)) spread(item, kLinkedAccount, draw_account(random));
  }
}

// A row of a wide local table: s, acc, r, v, d, h, g, n.
std::vector<Value> draw_wide_row(Random& random, Seconds now, bool mixed, bool many) {
  const auto today = std::chrono::floor<days>(now);
  const auto other = [&](Value value) -> Value {
    if (random.chance(8)) return Value{};
    if (!mixed || random.chance(75)) return value;
    switch (random.below(4)) {
      case 0:
        return std::int64_t{123};
      case 1:
        return 12.5;
      case 2:
        return Blob{"AWS Lambda"};
      default:
        return std::int64_t{123456789012};
    }
  };
  const auto text = [&](const Texts& pool) {
    const std::string& value = random.pick(pool);
    return value.empty() ? std::string("us-east-1") : value;
  };
  // Few days are from before the history of hours and resources, or of everything.
  const auto day = minus(today, random.chance(95) ? random.below(12) : 12 + random.below(700));
  const std::string service = many ? draw_service(random) : text(kPool[kService]);
  return {other(random.chance(90) ? service : std::string("nonesuch")),
          other(many ? draw_account(random) : text(kPool[kLinkedAccount])),
          other(text(kPool[kRegion])),
          other(text(kLabelPool[kTeam])),
          other(date_text(random.chance(95) ? day : today + days{9})),
          other(time_text(Seconds{minus(today, random.below(10))} + hours{1 + random.below(23)})),
          random.chance(8) ? Value{} : Value{std::string(random.chance(60) ? "DAILY" : "MONTHLY")},
          static_cast<std::int64_t>(random.below(5))};
}

void add_wide_locals(World& world, Random& random) {
  const std::array<std::pair<const char*, const char*>, 4> tables = {{
      {"clean", "s TEXT, acc TEXT, r TEXT, v TEXT, d TEXT, h TEXT, g TEXT, n INTEGER"},
      {"many", "s TEXT, acc TEXT, r TEXT, v TEXT, d TEXT, h TEXT, g TEXT, n INTEGER"},
      {"mixed", "s, acc, r, v, d, h, g, n"},
      {"nocased",
       "s TEXT COLLATE NOCASE, acc TEXT COLLATE NOCASE, r TEXT COLLATE NOCASE, v TEXT COLLATE NOCASE, d TEXT, h TEXT, "
       "g "
       "TEXT, n INTEGER"},
  }};
  for (const auto& [name, declaration] : tables) {
    LocalTable table{name, declaration, {}};
    const bool many = table.name == "many";
    const std::size_t few = random.chance(30) ? random.below(4) : 4 + random.below(30);
    const std::size_t count = many ? 30 + random.below(90) : few;
    for (std::size_t i = 0; i < count; ++i) {
      table.rows.push_back(draw_wide_row(random, world.now, table.name == "mixed", many));
    }
    if (count > 0) table.rows.push_back(table.rows.front());
    world.locals.push_back(std::move(table));
  }
  LocalTable named{"named", "service TEXT, linked_account TEXT, period_start TEXT", {}};
  for (std::size_t i = 0; i < 12; ++i) {
    const std::vector<Value> row = draw_wide_row(random, world.now, false, i % 2 == 0);
    named.rows.push_back({row[0], row[1], row[4]});
  }
  world.locals.push_back(std::move(named));
}

// Exact, because 1/1024 has ten decimals.
std::string amount_text(std::int64_t amount) {
  char text[48];
  std::snprintf(text, sizeof text, "%.10f", static_cast<double>(amount) / 1024.0);
  return text;
}

std::string json_text(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

class Members {
 public:
  void add(const std::string& name, const std::string& value) {
    text_ += (text_.empty() ? "" : ",") + json_text(name) + ":" + value;
  }
  std::string text() const { return "{" + text_ + "}"; }

 private:
  std::string text_;
};

std::string item_text(const Item& item) {
  Members dimensions, tags, categories, metrics, members;
  members.add(item.hourly ? "hour" : "day", json_text(item.hourly ? time_text(item.at) : date_text(item.at)));
  for (std::size_t i = 0; i < kItemDimensions; ++i) {
    if (!item.dimensions[i].empty()) dimensions.add(kNames[i].key, json_text(item.dimensions[i]));
  }
  for (std::size_t i = 0; i < kLabels; ++i) {
    if (item.labels[i]) (i == kUnit ? categories : tags).add(kLabelNames[i], json_text(*item.labels[i]));
  }
  constexpr std::array<const char*, kMetrics> kApi = {"UnblendedCost", "AmortizedCost", "UsageQuantity"};
  for (std::size_t i = 0; i < kMetrics; ++i) metrics.add(kApi[i], json_text(amount_text(item.amounts[i])));
  members.add("dimensions", dimensions.text());
  members.add("tags", tags.text());
  members.add("cost_categories", categories.text());
  members.add("metrics", metrics.text());
  return members.text();
}

}  // namespace

std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
  return out + "'";
}

std::string literal(const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return quoted(*text);
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return std::to_string(*integer);
  if (const auto* real = std::get_if<double>(&value)) {
    char text[48];
    std::snprintf(text, sizeof text, "%.6f", *real);  // halves and thousandths, all exact
    return text;
  }
  if (const auto* blob = std::get_if<Blob>(&value)) {
    std::string out = "x'";
    for (const char byte : blob->bytes) {
      char hex[3];
      std::snprintf(hex, sizeof hex, "%02x", static_cast<unsigned>(static_cast<unsigned char>(byte)));
      out += hex;
    }
    return out + "'";
  }
  return "NULL";
}

const LocalTable& World::local(std::string_view name) const {
  const auto found = std::find_if(locals.begin(), locals.end(), [&](const LocalTable& t) { return t.name == name; });
  if (found == locals.end()) throw std::logic_error("there is no local table " + std::string(name));
  return *found;
}

std::vector<std::string> World::texts(std::string_view table, std::size_t column) const {
  std::vector<std::string> texts;
  for (const auto& row : local(table).rows) {
    if (const auto* text = std::get_if<std::string>(&row[column])) texts.push_back(*text);
  }
  std::sort(texts.begin(), texts.end());
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
  return texts;
}

World draw_world(std::uint64_t seed, Scene scene) {
  Random random(seed);
  World world;
  world.now = begun(random.pick(kPresents));
  std::size_t count = 20 + random.below(40);
  if (scene == Scene::kJoins) count = random.pick(std::vector<std::size_t>{40, 200, 1000});
  for (std::size_t i = 0; i < count; ++i) world.items.push_back(draw_item(random, world.now));
  for (std::size_t i = 0; i < kItemDimensions; ++i) {
    for (const std::string& text : kPool[i]) world.values[i].push_back(text.empty() ? kNames[i].absent : text);
    world.values[i].push_back("nonesuch");
  }
  world.values[kTagValue] = {"search", "Search", "pay", "prod", "nonesuch", ""};
  world.values[kCategoryValue] = {"Data", "Ops", "nonesuch"};
  world.locals = draw_locals(random, world.now);
  if (scene == Scene::kJoins) {
    spread_items(world, random);
    add_wide_locals(world, random);
  }
  return world;
}

void write_account(const World& world, const std::string& path) {
  std::ofstream out(path);
  for (const Item& item : world.items) out << item_text(item) << "\n";
  if (!out.flush()) throw std::runtime_error("cannot write " + path);
}

}  // namespace awscost::differential
