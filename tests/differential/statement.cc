#include "statement.h"

#include <algorithm>

#include "contract.h"

namespace awscost::differential {

const std::vector<std::string> kResultColumns = {"period_start",   "period_end",     "group_1",
                                                 "group_2",        "estimated",      "currency",
                                                 "unblended_cost", "amortized_cost", "usage_quantity"};

namespace {

using Texts = std::vector<std::string>;

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

std::string joined(const Texts& parts, const std::string& separator) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : separator) + part;
  return out;
}

std::string alias(std::size_t source) {
  return std::string(1, static_cast<char>('a' + source));
}

class Writer {
 public:
  Writer(const Query& query, Side side, std::size_t way) : query_(query), side_(side), way_(way) {}

  Statement write() {
    for (std::size_t i = 0; i < query_.sources.size(); ++i) wrap(i);
    for (const auto& [create, drop] : query_.joins.setup) {
      statement_.views.push_back(expanded(create));
      statement_.drops.insert(statement_.drops.begin(), drop);
    }
    statement_.after = query_.joins.after;
    statement_.text = body();
    if (!ctes_.empty()) statement_.text = "WITH " + joined(ctes_, ", ") + " " + statement_.text;
    return std::move(statement_);
  }

 private:
  const std::string& pick(const Text& text) const { return side_ == Side::kAsked ? text.asked : text.plain; }
  std::string named(const std::string& text, std::size_t source) const {
    std::string out = replaced(text, "@.", alias(source) + ".");
    return replaced(out, "#.", "b.");
  }

  // One input as a condition; nothing where it is an argument.
  void add_input(Texts& conditions, std::size_t source, const std::string& column, const std::string& value, Way way,
                 bool argument) const {
    if (argument && way == Way::kArgument) return;
    if (column == "filter") {
      if (side_ == Side::kAsked) conditions.push_back(alias(source) + ".filter = " + value);
      return;
    }
    conditions.push_back(alias(source) + "." + column + " = " + value);
  }

  static std::string grain_list(const Granularity& granularity) {
    Texts names;
    for (const Grain grain : granularity.grains) names.push_back(quoted(name(grain)));
    return joined(names, ", ");
  }

  // group_by, start_date, end_date, granularity and filter, by position until the first one that is not given.
  std::string table_and_inputs(std::size_t i, Texts& conditions) const {
    const Source& source = query_.sources[i];
    Texts arguments;
    bool open = true;
    const auto take = [&](bool given, const std::string& column, const std::string& value, Way way) {
      if (!given) return void(open = false);
      open = open && way == Way::kArgument;
      if (open) {
        arguments.push_back(value);
      } else {
        add_input(conditions, i, column, value, way, false);
      }
    };
    const auto& g = source.group_by;
    take(g.has_value(), "group_by", g ? g->sql : "", g ? g->way : Way::kLiteral);
    if (query_.join && query_.join->lateral && i == 0) {
      take(true, "start_date", "l.d", Way::kArgument);
      take(true, "end_date", "date(l.d, '+1 day')", Way::kArgument);
    } else {
      const auto& s = source.start_date;
      take(s.has_value(), "start_date", s ? s->sql : "", s ? s->way : Way::kLiteral);
      const auto& e = source.end_date;
      take(e.has_value(), "end_date", e ? e->sql : "", e ? e->way : Way::kLiteral);
    }
    const auto& n = source.granularity;
    if (source.looped_grain) {
      open = false;
    } else if (n && n->grains.size() > 1) {
      open = false;
      conditions.push_back(alias(i) + ".granularity IN (" + grain_list(*n) + ")");
    } else {
      take(n.has_value(), "granularity", n ? n->sql : "", n ? n->way : Way::kLiteral);
    }
    const auto& f = source.filter;
    take(f.has_value(), "filter", f ? f->builder : "", f ? f->way : Way::kLiteral);
    if (source.profiles) conditions.push_back(named(source.profiles->condition, i));
    if (side_ == Side::kPlain) {
      // Arguments from the join stay conditions.
      if (query_.join && query_.join->lateral && i == 0 && arguments.size() > 1) {
        conditions.push_back(alias(i) + ".start_date = l.d");
      }
      return "o" + std::to_string(i);
    }
    const std::string table = cost_table(source);
    return arguments.empty() ? table : table + "(" + joined(arguments, ", ") + ")";
  }

  std::string predicate_text(std::size_t i, const Predicate& predicate) const {
    if (side_ == Side::kPlain && is_summed(query_, i, predicate)) return alias(i) + ".period_start IS NOT NULL";
    return named(pick(predicate.text), i);
  }

  void add_predicates(Texts& conditions, std::size_t i) const {
    Texts own;
    for (const Predicate& predicate : query_.sources[i].predicates) own.push_back(predicate_text(i, predicate));
    Texts fillers;
    for (std::size_t n = 0; i == 0 && n < query_.fillers; ++n) {
      fillers.push_back(std::string("a.period_start ") + (n % 2 == 0 ? ">= ''" : "> ''"));
    }
    if (query_.fillers_first) conditions.insert(conditions.end(), fillers.begin(), fillers.end());
    conditions.insert(conditions.end(), own.begin(), own.end());
    if (!query_.fillers_first) conditions.insert(conditions.end(), fillers.begin(), fillers.end());
  }

  // A wrapped source becomes w<i> with the columns of results and keys.
  void wrap(std::size_t i) {
    const Source& source = query_.sources[i];
    relations_.emplace_back();
    conditions_.emplace_back();
    if (source.wrap == Wrap::kNamed) return name_table(i);
    const std::string table = table_and_inputs(i, conditions_[i]) + " AS " + alias(i);
    add_predicates(conditions_[i], i);
    if (source.wrap == Wrap::kNone) {
      relations_[i] = table;
      return;
    }
    Texts columns;
    for (const std::string& column : kResultColumns) columns.push_back(alias(i) + "." + column);
    for (const std::string& column : key_columns(source)) columns.push_back(alias(i) + "." + column);
    std::string inner = "SELECT " + joined(columns, ", ") + " FROM " + table + where(conditions_[i]);
    conditions_[i].clear();
    const std::string w = "w" + std::to_string(i);
    place(source.wrap, w, inner, i);
    for (const Predicate& predicate : source.outside) conditions_[i].push_back(named(pick(predicate.text), i));
  }

  void name_table(std::size_t i) {
    const Source& source = query_.sources[i];
    add_predicates(conditions_[i], i);
    if (side_ == Side::kPlain) {
      relations_[i] = "o" + std::to_string(i) + " AS " + alias(i);
      return;
    }
    const std::string w = "w" + std::to_string(i);
    Texts inputs;
    if (source.group_by) inputs.push_back("group_by = " + source.group_by->sql);
    if (source.granularity) inputs.push_back("granularity = " + source.granularity->sql);
    statement_.views.push_back("CREATE VIRTUAL TABLE temp." + w + " USING " + cost_table(source) +
                               (inputs.empty() ? "" : "(" + joined(inputs, ", ") + ")"));
    statement_.drops.push_back("DROP TABLE " + w);
    relations_[i] = w + " AS " + alias(i);
  }

  static std::string cost_table(const Source& source) {
    return source.resources ? "ce_cost_and_usage_with_resources" : "ce_cost_and_usage";
  }

  void place(Wrap wrap, const std::string& w, std::string inner, std::size_t i) {
    if (wrap == Wrap::kLimited) inner += " LIMIT 100000";
    if (wrap == Wrap::kUnionHalf) inner += " UNION ALL SELECT * FROM (" + inner + ") WHERE 0";
    if (wrap == Wrap::kView) {
      statement_.views.push_back("CREATE TEMP VIEW " + w + " AS " + inner);
      statement_.drops.push_back("DROP VIEW " + w);
    } else if (wrap == Wrap::kCte || wrap == Wrap::kMaterialized || wrap == Wrap::kNotMaterialized) {
      const std::string how = wrap == Wrap::kCte            ? " AS ("
                              : wrap == Wrap::kMaterialized ? " AS MATERIALIZED ("
                                                            : " AS NOT MATERIALIZED (";
      ctes_.push_back(w + how + inner + ")");
    } else {
      relations_[i] = "(" + inner + ") AS " + alias(i);
      return;
    }
    relations_[i] = w + " AS " + alias(i);
  }

  static std::string where(const Texts& conditions) {
    return conditions.empty() ? "" : " WHERE " + joined(conditions, " AND ");
  }

  static std::string join_word(JoinKind kind) {
    switch (kind) {
      case JoinKind::kInner:
        return " JOIN ";
      case JoinKind::kComma:
        return ", ";
      case JoinKind::kCross:
        return " CROSS JOIN ";
      case JoinKind::kLeft:
        return " LEFT JOIN ";
      case JoinKind::kRight:
        return " RIGHT JOIN ";
      default:
        return " FULL JOIN ";
    }
  }

  // FROM ... WHERE ... of everything in `query_.sources`.
  std::string from() const {
    if (!query_.join) return " FROM " + relations_[0] + where(conditions_[0]);
    const Join& join = *query_.join;
    std::string left = relations_[0];
    std::string right = join.local.empty() ? relations_[1] : join.local + " AS l";
    if (!join.local.empty() && join.local_first) std::swap(left, right);
    Texts on = {named(pick(join.on), 0)};
    if (!join.extra.asked.empty()) on.push_back(named(pick(join.extra), 0));
    Texts rest;
    for (std::size_t i = 0; i < query_.sources.size(); ++i) {
      Texts& to = stands_in_on(query_, i) ? on : rest;
      to.insert(to.end(), conditions_[i].begin(), conditions_[i].end());
    }
    if (join.kind == JoinKind::kComma) {
      rest.insert(rest.begin(), on.begin(), on.end());
      return " FROM " + left + ", " + right + where(rest);
    }
    return " FROM " + left + join_word(join.kind) + right + " ON " + joined(on, " AND ") + where(rest);
  }

  std::string correlated() const {
    Texts conditions = conditions_[0];
    if (query_.join) conditions.push_back(named(pick(query_.join->on), 0));
    return " FROM " + relations_[0] + where(conditions);
  }

  std::string columns() const {
    Texts out;
    for (const std::string& column : query_.projection.columns) out.push_back(named(column, 0));
    return joined(out, ", ");
  }

  // The projection over `from`, without ORDER BY and LIMIT.
  std::string select(const std::string& from_clause) const {
    using Kind = Projection::Kind;
    const std::string list = columns();
    switch (query_.projection.kind) {
      case Kind::kColumns:
        return "SELECT " + list + from_clause;
      case Kind::kDistinct:
        return "SELECT DISTINCT " + list + from_clause;
      case Kind::kCount:
        return "SELECT count(*)" + from_clause;
      case Kind::kSums:
        return "SELECT count(*), sum(a.unblended_cost), min(a.period_start), max(a.period_end), "
               "avg(a.usage_quantity)," +
               std::string(" max(a.amortized_cost)") + from_clause;
      case Kind::kGroupBy:
        return "SELECT " + list + ", count(*), sum(a.unblended_cost), max(a.usage_quantity)" + from_clause +
               " GROUP BY " + list + query_.projection.having;
      case Kind::kWindow:
        return "SELECT " + list + ", sum(a.unblended_cost) OVER (PARTITION BY a.period_start), count(*) OVER ()" +
               from_clause;
      case Kind::kFiltered:
        return "SELECT sum(a.unblended_cost) FILTER (WHERE a.period_start < '2026-11-10')," +
               std::string(" sum(CASE WHEN a.estimated THEN a.amortized_cost END), count(DISTINCT a.period_start)") +
               from_clause;
    }
    return {};
  }

  std::string body() const {
    std::string text = frame();
    if (query_.ordered || query_.limit) {
      text += " ORDER BY ";
      const std::size_t count = column_count();
      for (std::size_t i = 1; i <= count; ++i) {
        text += (i == 1 ? "" : ", ") + std::to_string(i) + (query_.descending && i % 2 == 1 ? " DESC" : "");
      }
    }
    if (query_.limit) text += " LIMIT " + std::to_string(*query_.limit);
    if (query_.limit && query_.offset) text += " OFFSET " + std::to_string(*query_.offset);
    return text;
  }

  std::string frame() const {
    const std::string local = query_.join ? query_.join->local + " AS l" : "days AS l";
    switch (query_.frame) {
      case Frame::kSelect:
        return select(from());
      case Frame::kScalar:
        return "SELECT l.*, (SELECT " + columns() + correlated() + ") FROM " + local;
      case Frame::kExists:
      case Frame::kNotExists:
        return std::string("SELECT l.* FROM ") + local + " WHERE " + (query_.frame == Frame::kExists ? "" : "NOT ") +
               "EXISTS (SELECT 1" + correlated() + ")";
      case Frame::kInSubquery:
        return "SELECT l.* FROM days AS l WHERE l.d IN (SELECT a.period_start" + correlated() + ")";
      case Frame::kCompound:
        return arms();
      case Frame::kJoins:
        return expanded(query_.joins.ways[way_].text);
    }
    return {};
  }

  // A text of Joins.
  std::string expanded(std::string text) const {
    for (std::size_t i = 0; i < query_.sources.size(); ++i) {
      const auto offset = static_cast<char>(i);
      const Texts& own = conditions_[i];
      text = replaced(text, std::string("{") + static_cast<char>('a' + offset) + "}", relations_[i]);
      text = replaced(text, std::string("{") + static_cast<char>('A' + offset) + "}",
                      own.empty() ? "1" : "(" + joined(own, " AND ") + ")");
    }
    const auto& limit = query_.joins.limit;
    text = replaced(text, "{limit}", limit && side_ == Side::kAsked ? " LIMIT " + std::to_string(*limit) : "");
    return with_other_services(std::move(text), side_);
  }

  std::string arms() const {
    std::string text;
    for (std::size_t i = 0; i < query_.sources.size(); ++i) {
      Texts out;
      for (const std::string& column : query_.projection.columns) out.push_back(named(column, i));
      text += (i == 0 ? "" : " " + query_.compound + " ") + std::string("SELECT ") + joined(out, ", ") + " FROM " +
              relations_[i] + where(conditions_[i]);
    }
    return text;
  }

  std::size_t column_count() const {
    using Kind = Projection::Kind;
    if (query_.frame == Frame::kScalar || query_.frame == Frame::kExists || query_.frame == Frame::kNotExists ||
        query_.frame == Frame::kInSubquery) {
      return 1;
    }
    switch (query_.projection.kind) {
      case Kind::kCount:
        return 1;
      case Kind::kSums:
        return 6;
      case Kind::kFiltered:
        return 3;
      case Kind::kGroupBy:
        return query_.projection.columns.size() + 3;
      case Kind::kWindow:
        return query_.projection.columns.size() + 2;
      default:
        return query_.projection.columns.size();
    }
  }

  const Query& query_;
  const Side side_;
  const std::size_t way_;
  Statement statement_;
  Texts ctes_;
  Texts relations_;                // by source, for FROM
  std::vector<Texts> conditions_;  // by source, for WHERE or ON
};

}  // namespace

std::vector<std::string> key_columns(const Source& source) {
  std::vector<std::string> columns;
  for (std::size_t i = 0; i < kDimensions; ++i) {
    if (source.has_key(static_cast<Dimension>(i))) columns.push_back(kNames[i].column);
  }
  return columns;
}

bool stands_in_on(const Query& query, std::size_t source) {
  if (!query.join || query.join->kind != JoinKind::kLeft || query.frame != Frame::kSelect) return false;
  return query.join->local.empty() ? source == 1 : query.join->local_first;
}

Statement write(const Query& query, Side side, std::size_t way) {
  return Writer(query, side, way).write();
}

}  // namespace awscost::differential
