// One structure of a request body, read member by member with the checks the service model asks for.
//
// A member of the wrong JSON type is a SerializationException, a missing required one a ValidationException that names
// its path; null counts as absent and unknown members are ignored, as everywhere in awsJson.
//
//   Structure request(parse_body(call.body));
//   const std::string start = request.required_structure("TimePeriod").required_text("Start");
#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace awscost::sandbox {

// The body as a JSON object; throws SerializationException for anything else. An empty body is no JSON.
boost::json::value parse_body(const std::string& body);

class Structure {
 public:
  // `body` outlives the structure. Throws SerializationException where it is no object.
  explicit Structure(const boost::json::value& body, std::string path = {});

  bool has(std::string_view member) const { return find(member) != nullptr; }
  const boost::json::value* find(std::string_view member) const;  // null where absent

  std::optional<std::string> text(std::string_view member) const;
  std::string required_text(std::string_view member) const;
  std::optional<std::int64_t> integer(std::string_view member) const;
  std::vector<std::string> texts(std::string_view member) const;  // empty where absent
  std::optional<Structure> structure(std::string_view member) const;
  Structure required_structure(std::string_view member) const;
  std::vector<Structure> structures(std::string_view member) const;

  // "filter.dimensions.key": how error messages name a member.
  std::string path(std::string_view member) const;

 private:
  const boost::json::array* list(std::string_view member) const;

  const boost::json::object* object_;
  std::string path_;
};

}  // namespace awscost::sandbox
