// A request's structure, read member by member with the constraints of the service model.
//
// How: a member of the wrong JSON type is a SerializationException at once, since AWS cannot read such a request at
// all. Whatever else is wrong is gathered in Violations and told together, as the ValidationException of this service
// does in its fieldList. null counts as absent, unknown members are ignored.
//
//   Violations violations;
//   const Fields request(body, violations);
//   const std::string id = request.required_text("billScenarioId", resource_id());
//   violations.raise();                                        // nothing where there are none
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
  // `value`: as JSON, "null" where there is none.
  void add(std::string path, const std::string& value, const std::string& constraint);
  void raise() const;

 private:
  struct Violation {
    std::string path;
    std::string message;
  };
  std::vector<Violation> list_;
};

class Fields {
 public:
  // `body` and `violations` outlive this. Throws SerializationException where `body` is no object.
  Fields(const boost::json::value& body, Violations& violations, std::string path = {});

  const boost::json::object& object() const { return *object_; }

  std::optional<std::string> text(std::string_view member) const;
  std::optional<std::string> text(std::string_view member, const TextRule& rule) const;
  // Empty where it is absent, which is a violation.
  std::string required_text(std::string_view member, const TextRule& rule) const;
  // One of `names`; the first of them where a required one is absent or none of them.
  std::optional<std::string> choice(std::string_view member, std::span<const std::string_view> names) const;
  std::string required_choice(std::string_view member, std::span<const std::string_view> names) const;

  std::optional<std::int64_t> integer(std::string_view member, std::int64_t min, std::int64_t max) const;
  // A double; Smithy writes those that JSON has no number for as "NaN", "Infinity" and "-Infinity".
  double required_number(std::string_view member) const;
  // Seconds since 1970, as an integer, with decimals, or with an exponent. Times beyond year 9999 count as its end.
  std::optional<Instant> timestamp(std::string_view member) const;
  Instant required_timestamp(std::string_view member) const;

  std::optional<Fields> structure(std::string_view member) const;
  // Nothing where it is absent, which is a violation.
  std::optional<Fields> required_structure(std::string_view member) const;
  std::optional<std::vector<Fields>> structures(std::string_view member) const;
  std::optional<std::vector<std::string>> texts(std::string_view member) const;
  std::vector<std::string> required_texts(std::string_view member) const;
  // A list that a batch needs: 1 … kMaxEntries of them.
  std::vector<Fields> entries(std::string_view member) const;
  std::vector<std::string> entry_texts(std::string_view member, const TextRule& rule) const;
  // A map of texts.
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
