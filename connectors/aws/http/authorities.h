// Where systems keep their certificate authorities, for a libcurl that was built without knowing: one that is linked in
// (the preset `portable`) runs on other systems than the one it was built on. A system's own libcurl knows its file.
//
// Example:
//
//   bool has_authorities() {
//     return !authorities_file().empty();
//   }
#pragma once

#include <string>

namespace awscost::http {

// The PEM file that Debian, Fedora or Alpine has, the first that exists; empty: none does. `root`: a folder that stands
// for /, in tests.
std::string authorities_file(const std::string& root = "");

}  // namespace awscost::http
