#include "tests/support/test_data.h"

#include <boost/json/parse.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace awscost::support {

std::string test_data_path(const std::string& name) {
  const char* folder = std::getenv("AWSCOST_TEST_DATA");
  return (folder != nullptr ? std::string(folder) : AWSCOST_SOURCE_DIR "/../shared/test-data") + "/" + name;
}

std::optional<std::string> load_text(const std::string& name) {
  std::ifstream file(test_data_path(name), std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

std::optional<boost::json::value> load_json(const std::string& name) {
  const std::optional<std::string> text = load_text(name);
  if (!text) return std::nullopt;
  return boost::json::parse(*text);
}

std::string absent(const std::string& name) {
  return "The published cases are not here (" + test_data_path(name) + "): set AWSCOST_TEST_DATA to their folder.";
}

}  // namespace awscost::support
