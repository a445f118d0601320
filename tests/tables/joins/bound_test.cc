// A thousand loops, drawn at random, against the bound on their requests:
//
//   requests <= 2 * pages of single questions
//   requests <= 2 * pages of one question about all + a few
//
// The one question knows which services and which days the loop asks for; the loop does not.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <utility>

#include "connectors/tables/joins/joins.h"
#include "ledger.h"

namespace awscost::joins {
namespace {

using test::Question;

struct Binding {
  std::string service;
  int day = 1;
  int days = 1;
  int end() const { return std::min(day + days, kDays + 1); }
};

sql::Scan scan_of(const Binding& binding, bool in_loop, bool is_bounded) {
  Question question("ce_cost_and_usage");
  question.group_by("service").input("group_by", "service").mention({"period_start", "service", "unblended_cost"});
  question.bind("service", {binding.service}).window(day(binding.day), day(binding.end()));
  sql::Scan scan = question.scan();
  scan.in_loop = in_loop;
  scan.now = text::parse_instant("2026-11-21 10:30:00").value();
  if (binding.days == 1) {
    scan.conditions.push_back({.op = sql::Operator::kEq, .texts = {day(binding.day)}});
  } else {
    scan.conditions.push_back({.op = sql::Operator::kGe, .texts = {day(binding.day)}});
    scan.conditions.push_back({.op = sql::Operator::kLt, .texts = {day(binding.end())}});
  }
  if (is_bounded) scan.conditions.push_back({.op = sql::Operator::kGe, .texts = {day(1)}});
  scan.at_run_time.set(sql::find(*scan.table, "period_start").value());
  return scan;
}

class DrawnLoop {
 public:
  explicit DrawnLoop(unsigned seed) : random_(seed) {
    const int services = pick({3, 8, 30, 120});
    options_.services.clear();
    for (int i = 0; i < services; ++i) options_.services.push_back("s" + std::to_string(1000 + i));
    options_.full_day_each = pick({1, 1, 3, 7});
    options_.page_rows = static_cast<std::size_t>(pick({20, 50, 5000}));
    draw_bindings(services);
    const int days = pick({1, 1, 1, 2, 4});
    for (Binding& binding : bindings_) binding.days = days;
  }

  const Ledger::Options& options() const { return options_; }
  const std::vector<Binding>& bindings() const { return bindings_; }

 private:
  int below(int end) { return static_cast<int>(random_() % static_cast<unsigned>(end)); }
  int pick(std::initializer_list<int> all) { return *(all.begin() + below(static_cast<int>(all.size()))); }
  std::string service(int number) const { return "s" + std::to_string(1000 + number); }

  // Days one after the other, each with some services; or services, each with some days; or pairs.
  void draw_bindings(int services) {
    std::vector<int> days;
    for (int i = 1; i <= kDays; ++i) days.push_back(i);
    if (below(3) == 0) std::reverse(days.begin(), days.end());
    if (below(3) == 0) std::shuffle(days.begin(), days.end(), random_);
    days.resize(static_cast<std::size_t>(1 + below(kDays)));
    std::vector<int> some;
    for (int i = 0; i < services; ++i) some.push_back(i);
    std::shuffle(some.begin(), some.end(), random_);
    some.resize(static_cast<std::size_t>(1 + below(services)));
    switch (below(3)) {
      case 0:
        for (const int at : days) {
          const int few = 1 + below(static_cast<int>(some.size()));
          for (int i = 0; i < few; ++i) bindings_.push_back({service(some[static_cast<std::size_t>(i)]), at});
        }
        break;
      case 1:
        for (const int each : some) {
          const int few = 1 + below(static_cast<int>(days.size()));
          for (int i = 0; i < few; ++i) bindings_.push_back({service(each), days[static_cast<std::size_t>(i)]});
        }
        break;
      default:
        for (int i = below(80); i >= 0; --i) {
          bindings_.push_back({service(some[static_cast<std::size_t>(below(static_cast<int>(some.size())))]),
                               days[static_cast<std::size_t>(below(static_cast<int>(days.size())))]});
        }
    }
  }

  std::mt19937 random_;
  Ledger::Options options_;
  std::vector<Binding> bindings_;
};

// The better way of the rounds so far.
class Best {
 public:
  explicit Best(const Ledger& ledger) : ledger_(ledger) {}
  void add(const Binding& binding) {
    different_.insert({binding.service, binding.day});
    services_.insert(binding.service);
    first_ = std::min(first_, binding.day);
    last_ = std::max(last_, binding.end() - 1);
  }
  std::int64_t singly() const { return static_cast<std::int64_t>(different_.size()); }
  std::int64_t whole() const {
    if (services_.size() == 1) return 1;
    std::size_t rows = 0;
    for (int day = first_; day <= last_; ++day) {
      for (std::size_t i = 0; i < ledger_.options_.services.size(); ++i) rows += ledger_.costs(i, day) ? 1 : 0;
    }
    const std::size_t page = ledger_.options_.page_rows;
    return std::max<std::int64_t>(1, static_cast<std::int64_t>((rows + page - 1) / page));
  }

 private:
  const Ledger& ledger_;
  std::set<std::pair<std::string, int>> different_;
  std::set<std::string> services_;
  int first_ = kDays;
  int last_ = 1;
};

// Those that SQLite would see: sql::Answer checks the conditions.
std::size_t rows_of(const sql::Scan& scan, asking::AskedRows& rows) {
  const std::size_t start = sql::find(*scan.table, "period_start").value();
  const std::size_t service = sql::find(*scan.table, "service").value();
  std::size_t count = 0;
  while (rows.next({})) {
    const std::string day(std::get<std::string_view>(rows.cell(start)));
    const bool is_wanted = std::get<std::string_view>(rows.cell(service)) == scan.selections[service].values.front();
    count += is_wanted && sql::accepts(scan.conditions, day, {}) ? 1 : 0;
  }
  return count;
}

// After each round, as if the loop ended there.
TEST(BoundTest, ALoopCostsAtMostTwiceTheBetterWay) {
  constexpr unsigned kLoops = 1000;
  // In others, windows cost more than one question about all: how many rows they have, and which are next, is not known before.
  constexpr int kMostlyWithin = 848;
  constexpr int kNearly = 972;
  constexpr std::int64_t kNear = 5;
  int within = 0;
  int near = 0;
  for (unsigned seed = 0; seed < kLoops; ++seed) {
    const DrawnLoop drawn(seed);
    Ledger ledger(drawn.options());
    Joins joins;
    ledger.page_read_ = [&](const sql::Scan& scan, std::size_t pages, std::size_t rows, bool last) {
      joins.note_page(scan, pages, rows, last);
    };
    Best best(ledger);
    bool in_loop = false;
    std::int64_t over = 0;
    for (const Binding& binding : drawn.bindings()) {
      const sql::Scan scan = scan_of(binding, std::exchange(in_loop, true), seed % 2 == 0);
      ASSERT_EQ(rows_of(scan, *joins.open(ledger, scan)), ledger.rows_of(scan).size()) << "seed " << seed;
      best.add(binding);
      ASSERT_LE(ledger.requests(), 2 * best.singly()) << "seed " << seed;
      over = std::max(over, ledger.requests() - 2 - 2 * best.whole());
    }
    within += over == 0 ? 1 : 0;
    near += over <= kNear ? 1 : 0;
  }
  EXPECT_GE(within, kMostlyWithin);
  EXPECT_GE(near, kNearly);
}

}  // namespace
}  // namespace awscost::joins
