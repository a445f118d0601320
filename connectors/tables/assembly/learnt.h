// What the tables of one connection learn from the answers they read; no statement's rows depend on it.
//
// Example:
//
//   bool knows_a_service(Learnt& learnt) {
//     const KnownValues::Values* services = learnt.values.of("SERVICE");
//     return services != nullptr && !services->empty();
//   }
#pragma once

#include "connectors/tables/assembly/answer_sizes.h"
#include "connectors/tables/assembly/known_values.h"

namespace awscost::assembly {

struct Learnt {
  KnownValues values;
  AnswerSizes sizes;
};

}  // namespace awscost::assembly
