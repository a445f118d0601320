// An SQL function as data: what it is called, what it takes, what it does. The bridge registers any list of them.
//
//   {.name = "awscost_not", .min_arguments = 1, .max_arguments = 1, .risk = Risk::kInnocuous,
//    .doc = "The Expression that is true where its argument is not.", .call = negate}
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "sql/value.h"

namespace awscost::sql {

enum class Risk : std::uint8_t {
  kInnocuous,   // pure: the same arguments give the same answer, no effect
  kReads,       // reads this connection's state
  kDirectOnly,  // changes state or sends: refused inside views and triggers
};

struct Function {
  std::string_view name;
  int min_arguments = 0;
  int max_arguments = 0;  // -1: as many as SQLite allows
  Risk risk = Risk::kReads;
  std::string_view doc;
  std::function<Value(std::span<const Value>)> call;
};

// One running aggregate: fed row by row, asked once.
class Accumulator {
 public:
  virtual ~Accumulator() = default;
  virtual void step(std::span<const Value> arguments) = 0;
  virtual Value finish() = 0;
};

struct Aggregate {
  std::string_view name;
  int arguments = 1;
  std::string_view doc;
  std::function<std::unique_ptr<Accumulator>()> start;
};

}  // namespace awscost::sql
