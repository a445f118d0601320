#include "sql/text/declared_type.h"

namespace awscost::text {

std::string_view declared_type(Type type) {
  switch (type) {
    case Type::kText:
    case Type::kJson:
      return "TEXT";
    case Type::kDay:
      return "DATE TEXT";
    case Type::kInstant:
      return "TIMESTAMP TEXT";
    case Type::kReal:
      return "DOUBLE";
    case Type::kInteger:
    case Type::kBoolean:
      return "INTEGER";
    case Type::kBigint:
      return "BIGINT";
  }
  return "TEXT";
}

}  // namespace awscost::text
