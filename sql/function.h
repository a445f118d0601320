// An SQL function as data: its name, its arguments and what it does. The bridge registers any list of them.
//
// Example:
//
//   const Function kVersion{.name = "awscost_version",
//                           .risk = Risk::kInnocuous,
//                           .doc = "The version of the extension.",
//                           .call = [](std::span<const Value>) -> Value { return std::string("1.0"); },
//                           .example = "awscost_version()"};
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
  kInnocuous,   // pure: the same arguments give the same answer, without an effect
  kReads,       // reads the state of the connection
  kDirectOnly,  // changes state or sends: SQLite refuses it inside views and triggers
};

struct Function {
  std::string_view name;
  int min_arguments = 0;
  int max_arguments = 0;  // -1: as many as SQLite allows
  Risk risk = Risk::kReads;
  std::string_view doc;
  std::function<Value(std::span<const Value>)> call;
  // How a call looks, for the reference; of kDirectOnly in the SELECT of its own that it needs, for the message, too.
  std::string_view example = {};
};

// One running aggregate: step() for each row, then finish() once.
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
  std::string_view example = {};  // how a call looks
};

}  // namespace awscost::sql
