// A query as data: drawn by the generator, judged by the contract, written as both statements, and reduced.
//
// A Source is one occurrence of a cost table with its inputs and its predicates. Texts exist twice: for the virtual
// table and for plain tables. They differ where the table understands more than SQL (a midnight timestamp, a filter).
// In them, `@` is the source's alias and a dot.
//
// Example:
//
//   Predicate service_is_x() {
//     return {.shape = "=", .text = both("@.service = 'x'"), .claims = {{kService, Effect::kEquals, {"x"}}}};
//   }
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "world.h"

namespace awscost::differential {

struct Text {
  std::string asked;
  std::string plain;
};
inline Text both(std::string text) {
  return {text, text};
}

// A set of the errors that the contract promises.
using Errors = std::uint32_t;
enum Error : Errors {
  kUnboundDimension = 1U << 0,  // R1
  kSeveralValues = 1U << 1,
  kMergedBranches = 1U << 2,  // R2
  kUnboundInput = 1U << 3,    // R3
  kWrongType = 1U << 4,       // R4
  kTooManyConditions = 1U << 5,
  kGroupByIn = 1U << 6,
  kNoDate = 1U << 7,
  kNoSolution = 1U << 8,
  kRefusedByAws = 1U << 9,
  kNeedsFilter = 1U << 10,
  kNeedsDates = 1U << 11,        // MONTHLY resources
  kNoneInSlice = 1U << 12,       // NoRegion in a slice
  kBehindHistory = 1U << 13,     // the statement itself asks for older periods
  kForeignTimestamp = 1U << 14,  // a timestamp of another table
};

// The effect of a predicate on a dimension outside group_by.
enum class Effect : std::uint8_t {
  kReads,   // none that the table can use: something else must bind it
  kEquals,  // binds it to one of the values (none: never true)
  kSet,     // the same; several are summed, and only the table has the text
  kNumber,  // compares it with a number
  kEach,    // one value after the other: a join, a correlated subquery
};

struct Claim {
  Dimension dimension = kService;
  Effect effect = Effect::kReads;
  std::vector<std::string> values;  // sorted, each once
};

struct Predicate {
  std::string shape;
  Text text;
  std::vector<Claim> claims;
  Errors errors = 0;                // promised in any query
  Errors perhaps = 0;               // allowed instead of the right rows (shapes.h)
  std::optional<std::string> from;  // the statement itself bounds the period from below
  bool from_is_sure = true;         // SQLite is certain to pass `from` to the table
  bool periods_only = false;        // reads only period_start and period_end
  bool foreign = false;             // compares them with another table's values, which excuse no bound of the statement
  bool told = false;                // SQLite passes all of it to the table, if it is next to the table
  bool may_be_false = false;        // SQLite may see that it is never true, and not read the table
  bool cut = false;                 // a midnight timestamp: right only where the table evaluates it
  bool short_circuits = false;      // may be decided without reading all its columns
  bool transitive = false;          // SQLite may replace one of its columns by another term's value
  std::string input;                // `errors` holds unless this input is bound
};

struct Key {
  enum class Kind : std::uint8_t { kDimension, kTag, kCategory } kind = Kind::kDimension;
  std::size_t index = 0;  // of the dimension or the label
  bool operator==(const Key&) const = default;
};

// How an input is passed.
enum class Way : std::uint8_t { kArgument, kLiteral, kParameter };

struct GroupBy {
  std::vector<Key> keys;
  std::string text;
  std::string sql;  // the text as a literal, or a parameter
  Way way = Way::kArgument;
};
struct Granularity {
  std::vector<Grain> grains;  // two: IN
  std::string sql;            // of a single one
  Way way = Way::kArgument;
};
struct Date {
  std::string text;
  std::string sql;
  Way way = Way::kArgument;
};
// The profiles. All have the same account, and each returns its rows.
struct Profiles {
  std::vector<std::string> names;  // sorted, each once; at least one
  std::string condition;           // `@.profile IN (...)`, for both sides
};
struct Filter {
  std::string builder;    // awscost_not(...)
  std::string condition;  // the same over the items, never NULL
  bool names_resource = false;
  Way way = Way::kLiteral;
};

enum class Wrap : std::uint8_t {
  kNone,
  kSubquery,
  kView,
  kCte,
  kMaterialized,
  kNotMaterialized,
  kLimited,
  kUnionHalf,
  kNamed  // CREATE VIRTUAL TABLE, which fixes the inputs that are arguments
};

struct Source {
  bool resources = false;
  std::optional<GroupBy> group_by;
  std::optional<Granularity> granularity;
  std::optional<Date> start_date;
  std::optional<Date> end_date;
  std::optional<Filter> filter;
  std::optional<Profiles> profiles;
  std::vector<Predicate> predicates;  // next to the table
  Wrap wrap = Wrap::kNone;
  std::vector<Predicate> outside;  // of the wrap
  std::vector<Claim> linked;       // slices that a join binds to one value after the other
  bool looped_grain = false;       // the granularity, too: any of its grains

  std::vector<Key> keys() const;
  bool has_key(Dimension dimension) const;  // its column shows a key
};

enum class JoinKind : std::uint8_t { kInner, kComma, kCross, kLeft, kRight, kFull };

struct Join {
  JoinKind kind = JoinKind::kInner;
  std::string local;  // empty: the second source
  bool local_first = true;
  bool lateral = false;  // start_date and end_date of the first source come from days
  std::string shape;
  Text on;                      // `@` is the first source, `l.` the local table, `#` the second source
  std::vector<Claim> claims;    // of the first source
  std::vector<Claim> claims_b;  // of the second source
  Text extra;                   // one more condition in ON, about the left table; empty: none
  std::optional<Dimension> extra_reads;
  std::string extra_shape;
};

// The frame around the source.
enum class Frame : std::uint8_t {
  kSelect,
  kScalar,  // SELECT l.x, (SELECT sum(...) FROM source WHERE ...) FROM local l
  kExists,  // SELECT l.x FROM local l WHERE EXISTS (...)
  kNotExists,
  kInSubquery,  // ... WHERE l.d IN (SELECT period_start FROM source)
  kCompound,    // arms
  kJoins,       // joins
};

// Joins of several tables (join_drawing.h), as texts in which
//   {a} {b} {c}   are the sources, with their aliases a, b, c
//   {A} {B} {C}   are their own conditions
//   {limit}       is the LIMIT, which the plain side does not have
//   {usage} {plans} {quantities} {scenarios}   are the tables of other services, as u, p, q, s
struct Joins {
  struct Way {
    std::string text;
    Errors perhaps = 0;
  };
  std::vector<std::string> shapes;
  std::vector<std::pair<std::string, std::string>> setup;  // what is created first, and what drops it again
  std::vector<Way> ways;                                   // of saying the same, in other orders
  std::string after;                                       // reads what the statement wrote; empty: its own rows count
  std::optional<std::size_t> limit;
  std::vector<std::string> whole;  // questions about tables of other services, without what joins bind
  int page_size = 5000;
  std::size_t repeated = 0;  // how often a source is read again, as a CTE that is used twice
  // Into how many loops a table's questions fall: a number in a join column makes another condition than a text does.
  std::size_t loops = 1;
};

struct Projection {
  enum class Kind : std::uint8_t {
    kColumns,
    kCount,
    kSums,
    kGroupBy,
    kDistinct,
    kWindow,
    kFiltered
  } kind = Kind::kCount;
  std::vector<std::string> columns;  // with `@`, `#` or `l.`
  std::vector<Dimension> reads;      // dimensions of the first source
  Errors errors = 0;
  std::string having;
};

struct Query {
  Frame frame = Frame::kSelect;
  std::vector<Source> sources;
  std::optional<Join> join;
  Joins joins;
  std::string compound;  // UNION ALL, UNION, EXCEPT, INTERSECT
  Projection projection;
  bool ordered = false;
  bool descending = false;
  std::optional<int> limit;
  std::optional<int> offset;
  std::size_t fillers = 0;  // that many conditions before those of the first source
  bool fillers_first = true;
  std::vector<std::pair<Value, Value>> parameters;  // for the virtual tables, for plain tables
  std::uint32_t mask = 0;                           // of optimizations to switch off
  bool verify = false;
};

}  // namespace awscost::differential
