// Reads a request's structure member by member, with the constraints of the service model.
//
// How: a member of the wrong JSON type throws a SerializationException at once, because AWS cannot parse such a
// request. All other errors are collected in Violations and reported together in the fieldList of a
// ValidationException. null counts as absent. Unknown members are ignored.
//
// Example:
//
//   std::string scenario_of(const boost::json::value& body) {
//     Violations violations;
//     const std::string id = Fields(body, violations).required_text("billScenarioId", resource_id());
//     violations.raise();
//     return id;
//   }
#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "connectors/sandbox/bcm/bill_scenarios.h"
#include "connectors/sandbox/bcm/constraints.h"

namespace awscost::sandbox {

class Violations {
 public:
  // `value`: as JSON; "null" if absent.
  void add(std::string path, const std::string& value, const std::string& constraint);
  void raise() const;  // throws ApiError if there are any

 private:
  struct Violation {
    std::string path;
    std::string message;
  };
  std::vector<Violation> list_;
};

class Fields {
 public:
  // `body` and `violations` must outlive this. Throws SerializationException unless `body` is an object.
  Fields(const boost::json::value& body, Violations& violations, std::string path = {});

  const boost::json::object& object() const { return *object_; }

  std::optional<std::string> text(std::string_view member) const;
  std::optional<std::string> text(std::string_view member, const TextRule& rule) const;
  // Absence is a violation; the result is empty then.
  std::string required_text(std::string_view member, const TextRule& rule) const;
  // One of `names`. An invalid or absent required member is a violation; the result is the first name then.
  std::optional<std::string> choice(std::string_view member, std::span<const std::string_view> names) const;
  std::string required_choice(std::string_view member, std::span<const std::string_view> names) const;

  std::optional<std::int64_t> integer(std::string_view member, std::int64_t min, std::int64_t max) const;
  // A double. Smithy writes "NaN", "Infinity" and "-Infinity" as strings.
  double required_number(std::string_view member) const;
  // Seconds since 1970 as an integer, with decimals or with an exponent. Later times than 9999-12-31 become its end.
  std::optional<Instant> timestamp(std::string_view member) const;
  Instant required_timestamp(std::string_view member) const;

  std::optional<Fields> structure(std::string_view member) const;
  // Absence is a violation; the result is nullopt then.
  std::optional<Fields> required_structure(std::string_view member) const;
  std::optional<std::vector<Fields>> structures(std::string_view member) const;
  std::optional<std::vector<std::string>> texts(std::string_view member) const;
  std::vector<std::string> required_texts(std::string_view member) const;
  // The list of a batch: 1 to kMaxEntries elements.
  std::vector<Fields> entries(std::string_view member) const;
  std::vector<std::string> entry_texts(std::string_view member, const TextRule& rule) const;
  std::vector<std::pair<std::string, std::string>> text_map(std::string_view member) const;

  void violate(std::string_view member, const std::string& constraint) const;

 private:
  const boost::json::value* find(std::string_view member) const;
  const boost::json::array* list(std::string_view member) const;
  void check_entry_count(std::string_view member, const boost::json::array* list) const;
  std::string path(std::string_view member) const;

  const boost::json::object* object_;
  Violations* violations_;
  std::string path_;
};

}  // namespace awscost::sandbox
