// Text from outside (a name, a path) as a sentence may show it: between quotes, without control characters, bounded.
//
//   config::quoted("prod\n")  ->  'prod?'
#pragma once

#include <string>
#include <string_view>

namespace awscost::config {

// To be called as config::quoted, since std::quoted is found for a std::string as well.
std::string quoted(std::string_view text);

}  // namespace awscost::config
