#include "connectors/wire/call.h"

#include <algorithm>

namespace awscost::wire {
namespace {

// Header names are ASCII. std::tolower would depend on the host's locale.
char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

std::string_view header(const Reply& reply, std::string_view name) {
  for (const Header& header : reply.headers) {
    if (same_name(header.name, name)) return header.value;
  }
  return {};
}

}  // namespace awscost::wire
