// One structure of a request body, read member by member with the checks of the service model.
//
// A member of the wrong JSON type is a SerializationException. A missing required member is a ValidationException that
// names its path. null counts as absent. Unknown members are ignored, as in all awsJson services.
//
// Example:
//
//   std::string start_of(const boost::json::value& body) {
//     return Structure(body).required_structure("TimePeriod").required_text("Start");
//   }
#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace awscost::sandbox {

// Throws SerializationException unless `body` is JSON. An empty body is not.
boost::json::value parse_body(const std::string& body);

class Structure {
 public:
  // `body` must outlive the structure. Throws SerializationException unless it is an object.
  explicit Structure(const boost::json::value& body, std::string path = {});

  bool has(std::string_view member) const { return find(member) != nullptr; }
  const boost::json::value* find(std::string_view member) const;  // null if absent

  std::optional<std::string> text(std::string_view member) const;
  std::string required_text(std::string_view member) const;
  std::optional<std::int64_t> integer(std::string_view member) const;
  std::vector<std::string> texts(std::string_view member) const;  // empty if absent
  std::optional<Structure> structure(std::string_view member) const;
  Structure required_structure(std::string_view member) const;
  std::vector<Structure> structures(std::string_view member) const;

  // The member's name in error messages: "filter.dimensions.key".
  std::string path(std::string_view member) const;

 private:
  const boost::json::array* list(std::string_view member) const;

  const boost::json::object* object_;
  std::string path_;
};

}  // namespace awscost::sandbox
