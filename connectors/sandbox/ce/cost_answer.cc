#include "connectors/sandbox/ce/cost_answer.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_map>

#include "connectors/sandbox/ce/tally.h"
#include "connectors/sandbox/random.h"

namespace awscost::sandbox {
namespace {

namespace json = boost::json;

// A line that matches the filter, with the number of its group.
struct Member {
  const Line* line;
  std::uint32_t group;
};

// The groups of a query and their lines.
struct Grouping {
  std::vector<std::vector<std::string>> keys;  // by group number
  std::vector<Member> members;
};

// Cost Explorer writes tags and categories as `Key$Value`, and as `Key$` for lines without the key.
std::string label_text(const std::string& key, const std::vector<Label>& labels, const Account& account) {
  std::string text = key + "$";
  const auto id = account.find(key);
  const auto value = id ? find_label(labels, *id) : std::nullopt;
  return value ? text + account.text(*value) : text;
}

// Equal for lines with equal values. 0 means that the line lacks the label.
std::uint64_t group_part(const GroupKey& key, const Line& line, const Account& account) {
  if (key.type == GroupKey::Type::kDimension) return line.value(key.dimension);
  const auto id = account.find(key.key);
  const auto value =
      id ? find_label(key.type == GroupKey::Type::kTag ? line.tags : line.cost_categories, *id) : std::nullopt;
  return value ? std::uint64_t{*value} + 1 : 0;
}

std::string group_text(const GroupKey& key, const Line& line, const Account& account) {
  if (key.type == GroupKey::Type::kDimension) return account.text(line.value(key.dimension));
  return label_text(key.key, key.type == GroupKey::Type::kTag ? line.tags : line.cost_categories, account);
}

// Hourly resource data exists for EC2 compute only, whatever the filter.
bool outside_hourly_data(const CostQuery& query, const Line& line, std::optional<TextId> compute) {
  if (query.resources == Resources::kNo || query.granularity != Granularity::kHourly) return false;
  return line.value(Dimension::kService) != compute;
}

// Where a group stands in the answer. Two groups of one number stand in the order of their keys.
std::uint64_t place_of(const std::vector<std::string>& keys) {
  std::uint64_t hash = 0;
  for (const std::string& key : keys) {
    hash = mix(hash, key.size());
    for (const char c : key) hash = mix(hash ^ static_cast<unsigned char>(c));
  }
  return hash;
}

// Renumbers the groups. AWS sends groups in no order; this one depends on their keys alone, so that it is the same on
// every page of a query.
void shuffle_groups(Grouping& grouping) {
  std::vector<std::uint64_t> places;
  for (const auto& keys : grouping.keys) places.push_back(place_of(keys));
  std::vector<std::uint32_t> order(grouping.keys.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::uint32_t left, std::uint32_t right) {
    return std::tie(places[left], grouping.keys[left]) < std::tie(places[right], grouping.keys[right]);
  });
  std::vector<std::uint32_t> rank(order.size());
  std::vector<std::vector<std::string>> shuffled(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    rank[order[i]] = i;
    shuffled[i] = std::move(grouping.keys[order[i]]);
  }
  grouping.keys = std::move(shuffled);
  for (Member& member : grouping.members) member.group = rank[member.group];
}

Grouping group_lines(const CostQuery& query, const Account& account) {
  std::optional<Matcher> filter;
  if (query.filter) filter.emplace(*query.filter, account);
  const auto compute = account.find(kComputeService);
  Grouping grouping;
  std::unordered_map<std::uint64_t, std::uint32_t> numbers;
  for (const Line& line : account.lines()) {
    if (!query.view.shows(line, account)) continue;
    if ((filter && !(*filter)(line)) || outside_hourly_data(query, line, compute)) continue;
    std::uint64_t identity = 0;
    for (const GroupKey& key : query.group_by) identity = identity << 32 | group_part(key, line, account);
    const auto [found, fresh] = numbers.emplace(identity, static_cast<std::uint32_t>(grouping.keys.size()));
    grouping.members.push_back({&line, found->second});
    if (!fresh) continue;
    auto& keys = grouping.keys.emplace_back();
    for (const GroupKey& key : query.group_by) keys.push_back(group_text(key, line, account));
  }
  shuffle_groups(grouping);
  return grouping;
}

class PageWriter {
 public:
  PageWriter(const CostQuery& query, const Account& account, std::chrono::sys_seconds now)
      : query_(query), account_(account), now_(now), grouping_(group_lines(query, account)) {}

  CostPage write(PagePlace place, std::size_t page_size) {
    CostPage page;
    const std::vector<Span> all = buckets(query_.period, query_.granularity);
    json::array results;
    std::size_t room = page_size;
    while (place.bucket < all.size() && room > 0) {
      results.push_back(result(all[place.bucket], place, room));
    }
    if (place.bucket < all.size()) page.next = place;
    page.body["ResultsByTime"] = std::move(results);
    page.body["DimensionValueAttributes"] = attributes();
    if (!query_.group_by.empty()) page.body["GroupDefinitions"] = definitions();
    return page;
  }

 private:
  // The part of the bucket that fits into `room`. Advances `place` and reduces `room`.
  json::object result(Span bucket, PagePlace& place, std::size_t& room) {
    const std::vector<Tally> tallies = add_up(bucket);
    json::object result{{"TimePeriod", period(bucket)}, {"Estimated", estimated(bucket)}};
    if (query_.group_by.empty()) {
      result["Total"] = metrics(tallies.empty() ? Tally() : tallies.front());
      result["Groups"] = json::array();
      --room;
      place = {place.bucket + 1, 0};
      return result;
    }
    result["Total"] = json::object();
    result["Groups"] = groups(tallies, place, room);
    return result;
  }

  json::array groups(const std::vector<Tally>& tallies, PagePlace& place, std::size_t& room) {
    json::array groups;
    std::uint32_t position = 0;  // among the groups that are present in this bucket
    for (std::size_t i = 0; i < tallies.size(); ++i) {
      if (!tallies[i].present() || position++ < place.offset) continue;
      if (room == 0) {
        place.offset = position - 1;
        return groups;
      }
      json::array keys(grouping_.keys[i].begin(), grouping_.keys[i].end());
      groups.push_back(json::object{{"Keys", std::move(keys)}, {"Metrics", metrics(tallies[i])}});
      remember_accounts(grouping_.keys[i]);
      --room;
    }
    place = {place.bucket + 1, 0};
    return groups;
  }

  // The sums of all groups in one bucket, up to the current time.
  std::vector<Tally> add_up(Span bucket) const {
    std::vector<Tally> tallies(grouping_.keys.size());
    const Span past = intersection(bucket, {bucket.from, std::chrono::floor<std::chrono::hours>(now_)});
    if (past.empty()) return tallies;
    for (const Member& member : grouping_.members) {
      const std::int64_t weight = member.line->course.weight(past);
      if (weight != 0) tallies[member.group].add(*member.line, weight);
    }
    return tallies;
  }

  json::object metrics(const Tally& tally) const {
    json::object result;
    for (const Metric metric : query_.metrics) {
      result[name(metric)] = {{"Amount", tally.amount(metric).text()}, {"Unit", tally.unit(metric, account_)}};
    }
    return result;
  }

  // GetCostAndUsageWithResources writes times even for days.
  json::object period(Span bucket) const {
    const bool times = query_.resources == Resources::kYes || query_.granularity == Granularity::kHourly;
    const auto text = [times](Hour hour) {
      return times ? time_text(hour) : date_text(std::chrono::floor<std::chrono::days>(hour));
    };
    return {{"Start", text(bucket.from)}, {"End", text(bucket.to)}};
  }

  // AWS marks a period as estimated until its month's bill is final.
  bool estimated(Span bucket) const { return bucket.to > Hour(first_of_month(day_of(now_))); }

  json::array definitions() const {
    json::array result;
    for (const GroupKey& key : query_.group_by) {
      result.push_back(json::object{{"Type", name(key.type)}, {"Key", key.key}});
    }
    return result;
  }

  void remember_accounts(const std::vector<std::string>& keys) {
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const GroupKey& key = query_.group_by[i];
      if (key.type == GroupKey::Type::kDimension && key.dimension == Dimension::kLinkedAccount)
        accounts_.insert(keys[i]);
    }
  }

  json::array attributes() const {
    json::array result;
    for (const std::string& id : accounts_) {
      const auto description = account_.member_name(id);
      if (!description) continue;
      result.push_back(json::object{{"Value", id}, {"Attributes", json::object{{"description", *description}}}});
    }
    return result;
  }

  const CostQuery& query_;
  const Account& account_;
  std::chrono::sys_seconds now_;
  Grouping grouping_;
  std::set<std::string> accounts_;  // on this page
};

}  // namespace

CostPage cost_page(const CostQuery& query, const Account& account, std::chrono::sys_seconds now, PagePlace place,
                   std::size_t page_size) {
  return PageWriter(query, account, now).write(place, std::max<std::size_t>(page_size, 1));
}

}  // namespace awscost::sandbox
