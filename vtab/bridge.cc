#include "vtab/bridge.h"

#include <cstring>
#include <new>
#include <string>

#include "sql/error.h"
#include "sql/plan_text.h"

namespace awscost::vtab {
namespace {

sql::Operator read_operator(sqlite3_index_info* info, int i) {
  switch (info->aConstraint[i].op) {
    case SQLITE_INDEX_CONSTRAINT_EQ:
      return sqlite3_vtab_in(info, i, -1) != 0 ? sql::Operator::kIn : sql::Operator::kEq;
    case SQLITE_INDEX_CONSTRAINT_IS:
      return sql::Operator::kIs;
    case SQLITE_INDEX_CONSTRAINT_ISNULL:
      return sql::Operator::kIsNull;
    case SQLITE_INDEX_CONSTRAINT_LT:
      return sql::Operator::kLt;
    case SQLITE_INDEX_CONSTRAINT_LE:
      return sql::Operator::kLe;
    case SQLITE_INDEX_CONSTRAINT_GT:
      return sql::Operator::kGt;
    case SQLITE_INDEX_CONSTRAINT_GE:
      return sql::Operator::kGe;
    case SQLITE_INDEX_CONSTRAINT_LIKE:
      return sql::Operator::kLike;
    case SQLITE_INDEX_CONSTRAINT_GLOB:
      return sql::Operator::kGlob;
    case SQLITE_INDEX_CONSTRAINT_NE:
      return sql::Operator::kNe;
    case SQLITE_INDEX_CONSTRAINT_ISNOT:
      return sql::Operator::kIsNot;
    case SQLITE_INDEX_CONSTRAINT_ISNOTNULL:
      return sql::Operator::kIsNotNull;
    case SQLITE_INDEX_CONSTRAINT_MATCH:
      return sql::Operator::kMatch;
    case SQLITE_INDEX_CONSTRAINT_LIMIT:
      return sql::Operator::kLimit;
    default:
      return sql::Operator::kOther;
  }
}

// -1 is the rowid. LIMIT and OFFSET have no column: SQLite leaves the field undefined.
std::optional<std::size_t> read_column(sql::Operator op, int column) {
  if (op == sql::Operator::kLimit || op == sql::Operator::kOther || column < 0) return std::nullopt;
  return static_cast<std::size_t>(column);
}

sql::Collation read_collation(sqlite3_index_info* info, int i) {
  const char* name = sqlite3_vtab_collation(info, i);
  if (name == nullptr || sqlite3_stricmp(name, "BINARY") == 0) return sql::Collation::kBinary;
  return sqlite3_stricmp(name, "NOCASE") == 0 ? sql::Collation::kNoCase : sql::Collation::kOther;
}

std::optional<sql::Value> read_known_value(sqlite3_index_info* info, int i) {
  sqlite3_value* value = nullptr;
  if (sqlite3_vtab_rhs_value(info, i, &value) != SQLITE_OK || value == nullptr) return std::nullopt;
  return read_value(value);
}

sql::ArgumentValues read_set(sqlite3_value* set) {
  sql::ArgumentValues values;
  sqlite3_value* member = nullptr;
  int code = sqlite3_vtab_in_first(set, &member);
  for (; code == SQLITE_OK && member != nullptr; code = sqlite3_vtab_in_next(set, &member)) {
    values.push_back(read_value(member));
  }
  if (code == SQLITE_NOMEM) throw std::bad_alloc();
  if (code != SQLITE_OK && code != SQLITE_DONE) {
    throw sql::Error("SQLite could not read the members of an IN (...) set (code " + std::to_string(code) + ").");
  }
  return values;
}

struct WriteResult {
  sqlite3_context* context;

  void operator()(sql::Null) const { sqlite3_result_null(context); }
  void operator()(std::int64_t integer) const { sqlite3_result_int64(context, integer); }
  void operator()(double real) const { sqlite3_result_double(context, real); }
  void operator()(std::string_view text) const {
    sqlite3_result_text64(context, text.data() == nullptr ? "" : text.data(), text.size(), SQLITE_TRANSIENT,
                          SQLITE_UTF8);
  }
  void operator()(const sql::Blob& blob) const {
    sqlite3_result_blob64(context, blob.bytes.data(), blob.bytes.size(), SQLITE_TRANSIENT);
  }
};

// Without the collation of a term, which is the column's own: SQLite offers no other.
std::vector<std::size_t> read_group_terms(sqlite3_index_info* info) {
  std::vector<std::size_t> columns;
  if (sqlite3_vtab_distinct(info) != 1) return {};
  for (int i = 0; i < info->nOrderBy; ++i) {
    if (info->aOrderBy[i].iColumn < 0 || info->aOrderBy[i].desc != 0) return {};
    columns.push_back(static_cast<std::size_t>(info->aOrderBy[i].iColumn));
  }
  return columns;
}

}  // namespace

sql::Offer read_offer(const sql::Table& table, sqlite3_index_info* info) {
  sql::Offer offer;
  offer.mentioned = sql::mentioned_columns(table, info->colUsed);
  offer.constraints.reserve(info->nConstraint);
  offer.order_by_terms = static_cast<std::size_t>(info->nOrderBy);
  offer.group_terms = read_group_terms(info);
  for (int i = 0; i < info->nConstraint; ++i) {
    const sql::Operator op = read_operator(info, i);
    offer.constraints.push_back({.column = read_column(op, info->aConstraint[i].iColumn),
                                 .op = op,
                                 .usable = info->aConstraint[i].usable != 0,
                                 .collation = read_collation(info, i),
                                 .value = read_known_value(info, i)});
  }
  return offer;
}

void write_plan(const sql::Table& table, const sql::BestIndex& planned, sqlite3_index_info* info) {
  for (std::size_t i = 0; i < planned.uses.size(); ++i) {
    const sql::ConstraintUsage& use = planned.uses[i];
    info->aConstraintUsage[i].argvIndex = use.argument;
    info->aConstraintUsage[i].omit = use.omit ? 1 : 0;
    if (use.whole) sqlite3_vtab_in(info, static_cast<int>(i), 1);
  }
  const std::string text = sql::to_text(table, planned.plan);
  info->idxStr = sqlite3_mprintf("%s", text.c_str());
  if (info->idxStr == nullptr) throw std::bad_alloc();
  info->needToFreeIdxStr = 1;
  info->orderByConsumed = planned.plan.grouped_by.empty() ? 0 : 1;
  info->estimatedCost = planned.cost;
  info->estimatedRows = planned.rows;
}

std::vector<sql::ArgumentValues> read_arguments(const sql::Plan& plan, std::span<sqlite3_value*> values) {
  std::vector<sql::ArgumentValues> arguments;
  arguments.reserve(values.size());
  for (std::size_t i = 0; i < values.size() && i < plan.arguments.size(); ++i) {
    if (plan.arguments[i].op == sql::Operator::kIn) {
      arguments.push_back(read_set(values[i]));
    } else {
      arguments.push_back({read_value(values[i])});
    }
  }
  return arguments;
}

sql::Value read_value(sqlite3_value* value) {
  switch (sqlite3_value_type(value)) {
    case SQLITE_INTEGER:
      return static_cast<std::int64_t>(sqlite3_value_int64(value));
    case SQLITE_FLOAT:
      return sqlite3_value_double(value);
    case SQLITE_TEXT: {
      const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
      if (text == nullptr) throw std::bad_alloc();
      return std::string(text, static_cast<std::size_t>(sqlite3_value_bytes(value)));
    }
    case SQLITE_BLOB: {
      const auto* bytes = static_cast<const char*>(sqlite3_value_blob(value));
      const auto size = static_cast<std::size_t>(sqlite3_value_bytes(value));
      return sql::Blob{bytes == nullptr ? std::string() : std::string(bytes, size)};
    }
    default:
      return sql::Null{};
  }
}

void write_result(sqlite3_context* context, const sql::Cell& cell) {
  std::visit(WriteResult{context}, cell);
}

void write_result(sqlite3_context* context, const sql::Value& value) {
  std::visit(WriteResult{context}, value);
}

}  // namespace awscost::vtab
