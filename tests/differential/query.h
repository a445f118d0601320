// A query as data: what the generator draws, the contract judges, both statements are written from, and the reducer
// takes apart.
//
// A Source is one occurrence of a cost table with its inputs and the predicates that stand next to it. Texts exist
// twice: as asked of the virtual table and as asked of plain tables; they differ where the contract says that the table
// understands more than SQL (a midnight timestamp, a filter). In them `@` stands for the source's alias and a dot.
//
//   Predicate{.shape = "=", .text = both("@.service = 'x'"), .claims = {{kService, Effect::kEquals, {"x"}}}}
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

// What the contract promises to end a statement with; a set of them.
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
  kNeedsService = 1U << 10,
  kNeedsDates = 1U << 11,  // MONTHLY resources
};

// What a predicate does to a dimension that is not in group_by.
enum class Effect : std::uint8_t {
  kReads,   // nothing the table could use: it must be bound by something else
  kEquals,  // binds it to one of the values (none: never true)
  kSet,     // the same, and several are added up: the text is the table's alone
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
  Errors errors = 0;                // promised, whatever else is asked
  Errors perhaps = 0;               // allowed beside the right rows: see kUndecidable in shapes.h
  std::optional<std::string> from;  // bounds the period from below
  bool from_is_sure = true;         // the table is certain to be told
  bool periods_only = false;        // speaks of period_start and period_end alone
  bool told = false;                // SQLite tells the table all of it, where it stands next to the table
  bool may_be_false = false;        // SQLite may see that it never holds, and ask nothing
  bool cut = false;                 // a midnight timestamp: right only where the table answers for it
  bool short_circuits = false;      // may be decided without reading all it mentions
  bool transitive = false;          // SQLite may put another term's value in for one of its columns
  std::string input;                // `errors` holds unless this input is bound
};

struct Key {
  enum class Kind : std::uint8_t { kDimension, kTag, kCategory } kind = Kind::kDimension;
  std::size_t index = 0;  // of the dimension or the label
  bool operator==(const Key&) const = default;
};

// How an input is handed over.
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
// Who asks: they all have the one account, and its rows each.
struct Profiles {
  std::vector<std::string> names;  // sorted, each once; at least one
  std::string condition;           // `@.profile IN (…)`, of both sides
};
struct Filter {
  std::string builder;             // awscost_not(…)
  std::string condition;           // the same over the items, never NULL
  std::vector<std::string> named;  // services in it, where there are any
  bool names_resource = false;
  Way way = Way::kLiteral;
};

enum class Wrap : std::uint8_t { kNone, kSubquery, kView, kCte, kMaterialized, kNotMaterialized, kLimited, kUnionHalf };

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

// What stands around the source.
enum class Frame : std::uint8_t {
  kSelect,
  kScalar,  // SELECT l.…, (SELECT sum(…) FROM source WHERE …) FROM local l
  kExists,  // SELECT l.… FROM local l WHERE EXISTS (…)
  kNotExists,
  kInSubquery,  // … WHERE l.d IN (SELECT period_start FROM source)
  kCompound,    // arms
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
  std::string compound;  // UNION ALL, UNION, EXCEPT, INTERSECT
  Projection projection;
  bool ordered = false;
  bool descending = false;
  std::optional<int> limit;
  std::optional<int> offset;
  std::size_t fillers = 0;  // that many conditions before those of the first source
  bool fillers_first = true;
  std::vector<std::pair<Value, Value>> parameters;  // as asked, as plain
  std::uint32_t mask = 0;                           // of optimizations to switch off
  bool verify = false;
};

}  // namespace awscost::differential
