#include "join_links.h"

#include <algorithm>

namespace awscost::differential {
namespace {

using Texts = std::vector<std::string>;

const std::vector<Dimension> kLinked = {kService, kLinkedAccount, kRegion, kTagValue};

std::string alias_of(std::size_t source) {
  return std::string(1, static_cast<char>('a' + source));
}

std::string local_column(Dimension d) {
  switch (d) {
    case kService:
      return "s";
    case kLinkedAccount:
      return "acc";
    case kRegion:
      return "r";
    default:
      return "v";
  }
}

std::size_t local_index(Dimension d) {
  return d == kService ? 0 : d == kLinkedAccount ? 1 : d == kRegion ? 2 : 3;
}

bool has_short_history(const Source& source) {
  return source.resources || grain_of(source) == Grain::kHourly;
}

}  // namespace

Grain grain_of(const Source& source) {
  return source.granularity ? source.granularity->grains.front() : Grain::kDaily;
}

std::string JoinLinks::value_of(Dimension d, const Other& other) const {
  return other.alias + "." + (other.local.empty() ? std::string(kNames[d].column) : local_column(d));
}

std::vector<Dimension> JoinLinks::linkable(std::size_t i, const Other& other, bool keys) const {
  std::vector<Dimension> fitting;
  const Source& mine = source(i);
  for (const Dimension d : kLinked) {
    if (mine.has_key(d) != keys ||
        (!keys && (d == kTagValue || (mine.wrap != Wrap::kNone && mine.wrap != Wrap::kNamed))))
      continue;
    if (other.local.empty() && !source(other.source).has_key(d)) continue;
    const auto about = [&](const Claim& claim) { return claim.dimension == d; };
    if (std::any_of(mine.linked.begin(), mine.linked.end(), about)) continue;
    const auto speaks = [&](const Predicate& p) { return std::any_of(p.claims.begin(), p.claims.end(), about); };
    if (!keys && std::any_of(mine.predicates.begin(), mine.predicates.end(), speaks)) continue;
    fitting.push_back(d);
  }
  return fitting;
}

// a.x = n.v AND n.v = b.x, of which the one compares with NOCASE and the other does not: SQLite carries an equality on to the
// third table with the wrong collation, of plain tables too, so that their order decides about rows.
bool JoinLinks::carries_wrong_collation(const Other& other) const {
  return other.local == "nocased" && query_.sources.size() > 1;
}

std::string JoinLinks::equal(const std::string& one, const std::string& other) {
  return random_.chance(60) ? one + " = " + other : other + " = " + one;
}

std::string JoinLinks::key(std::size_t i, const Other& other) {
  const std::vector<Dimension> fitting = linkable(i, other, true);
  if (fitting.empty()) return {};
  const Dimension d = random_.pick(fitting);
  const std::string mine = alias_of(i) + "." + kNames[d].column;
  const std::string value = value_of(d, other);
  switch (random_.below(12)) {
    case 0:
      note("key IS");
      return mine + " IS " + value;
    case 1:
      note("key IN of values");
      return mine + " IN (" + value + ", " + quoted(random_.pick(world_.values[d])) + ")";
    case 2:
      note("key <>");
      return mine + " <> " + value;
    default:
      note(other.local.empty() ? "key = key" : "key =");
      if (const std::string either = equal(mine, value); !carries_wrong_collation(other)) return either;
      return mine + " = " + value;
  }
}

std::string JoinLinks::slice(std::size_t i, const Other& other) {
  const std::vector<Dimension> fitting = linkable(i, other, false);
  if (fitting.empty()) return {};
  const Dimension d = random_.pick(fitting);
  Texts values = other.local.empty() ? world_.values[d] : world_.texts(other.local, local_index(d));
  query_.sources[i].linked.push_back({d, Effect::kEach, values});
  perhaps_forced_ |= kUnboundDimension | kNoSolution | kMergedBranches;
  if (other.local.empty()) perhaps_ |= perhaps_forced_ | kNoneInSlice;
  if (other.local == "mixed") perhaps_ |= kWrongType;
  note(source(i).linked.size() > 1 ? "second slice" : other.local.empty() ? "slice = key" : "slice =");
  const std::string mine = alias_of(i) + "." + kNames[d].column;
  const std::string value = value_of(d, other);
  if (other.local != "nocased") return equal(mine, value);
  // The left one's collation counts.
  const bool hidden = random_.chance(15) && !carries_wrong_collation(other);
  if (hidden) perhaps_ |= perhaps_forced_;
  return hidden ? value + " = " + mine : mine + " = " + value;
}

std::string JoinLinks::period_of_source(std::size_t i, const Other& other) {
  const Source& mine = source(i);
  const Source& its = source(other.source);
  const std::string period = alias_of(i) + ".period_start";
  const std::string value = other.alias + ".period_start";
  const Grain from = grain_of(its);
  const Grain to = grain_of(mine);
  // SQLite may put the constant bound of the one table into the other.
  if (has_short_history(mine) || has_short_history(its)) perhaps_ |= kBehindHistory;
  if ((to == Grain::kHourly) != (from == Grain::kHourly)) perhaps_ |= kForeignTimestamp;
  note("period of another");
  if (random_.chance(10)) return equal(period, value);
  if (to == Grain::kMonthly && from != Grain::kMonthly) return equal(period, "date(" + value + ", 'start of month')");
  if (to == Grain::kHourly && from == Grain::kDaily) {
    return period + " >= " + value + " AND " + period + " < " + other.alias + ".period_end";
  }
  if (to == Grain::kDaily && from == Grain::kHourly) return equal(period, "date(" + value + ")");
  if (to != from) return period + " BETWEEN " + value + " AND " + other.alias + ".period_end";
  switch (random_.below(5)) {
    case 0:
      return to == Grain::kDaily ? equal(period, "date(" + value + ", '+1 day')") : equal(period, value);
    case 1:
      return alias_of(i) + ".period_end = " + other.alias + ".period_end";
    default:
      return equal(period, value);
  }
}

std::string JoinLinks::period(std::size_t i, const Other& other) {
  if (other.local.empty()) return period_of_source(i, other);
  if (other.local == "mixed") perhaps_ |= kWrongType;
  const Grain grain = grain_of(source(i));
  const std::string period = alias_of(i) + ".period_start";
  const std::string value = other.alias + ".d";
  const bool dates = other.local != "mixed";  // date(7) is in the year -4713
  if (grain == Grain::kHourly) {
    note("hours");
    if (random_.chance(40) || !dates) return equal(period, other.alias + ".h");
    return period + " >= " + value + " AND " + period + " < date(" + value + ", '+1 day')";
  }
  if (grain == Grain::kMonthly || source(i).looped_grain) {
    if (!dates || source(i).looped_grain) return equal(period, value);
    note("month of a day");
    return equal(period, "date(" + value + ", 'start of month')");
  }
  switch (random_.below(dates ? 11 : 5)) {
    case 0:
      note("period IS");
      return period + " IS " + value;
    case 1:
      note("period_end =");
      return alias_of(i) + ".period_end = " + value;
    case 2:
      note("period >=");
      return period + " >= " + value;
    case 5:
      note("period = date()");
      return equal(period, "date(" + value + ", '-1 day')");
    case 6:
      note("period BETWEEN");
      return period + " BETWEEN date(" + value + ", '-1 day') AND " + value;
    case 7:
      note("period range");
      return period + " >= " + value + " AND " + period + " < date(" + value + ", '+2 day')";
    case 8:
      note("period <=");
      return period + " <= " + value + " AND " + alias_of(i) + ".period_end > " + value;
    default:
      note("period =");
      return equal(period, value);
  }
}

std::string JoinLinks::granularity(std::size_t i, const Other& other) {
  Source& mine = query_.sources[i];
  if (other.local.empty() || other.local == "mixed" || mine.resources || mine.granularity || mine.wrap != Wrap::kNone ||
      mine.looped_grain || mine.start_date) {
    return {};
  }
  mine.looped_grain = true;
  mine.granularity = Granularity{.grains = {Grain::kDaily, Grain::kMonthly}, .sql = {}, .way = Way::kLiteral};
  perhaps_forced_ |= kUnboundInput | kNoSolution;
  note("granularity =");
  return equal(alias_of(i) + ".granularity", other.alias + ".g");
}

std::string JoinLinks::draw(std::size_t i, const Other& other, bool binds) {
  std::string text;
  const auto add = [&](const std::string& condition) {
    if (!condition.empty()) text += (text.empty() ? "" : " AND ") + condition;
  };
  // The granularity first: it says what a period is.
  if (binds && random_.chance(10)) add(granularity(i, other));
  if (random_.chance(55)) add(key(i, other));
  if (binds && random_.chance(source(i).keys().empty() ? 60 : 25)) add(slice(i, other));
  if (binds && random_.chance(12)) add(slice(i, other));
  if (text.empty() || random_.chance(45)) add(period(i, other));
  return text.empty() ? alias_of(i) + ".period_start > ''" : text;
}

}  // namespace awscost::differential
