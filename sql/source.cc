#include "sql/source.h"

#include "sql/error.h"

namespace awscost::sql {

std::shared_ptr<Source> Source::named(std::string_view name, std::span<const std::string_view>) {
  throw Error(std::string(table().name) + " takes no arguments and needs no CREATE VIRTUAL TABLE " + std::string(name) +
              "; write SELECT * FROM " + std::string(table().name) + ".");
}

}  // namespace awscost::sql
