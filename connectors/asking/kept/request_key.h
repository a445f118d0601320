// The names that answers are kept under. They are hashes: whom a principal is (its access key id, its role) does not go
// into the file.
//
// Example:
//
//   bool have_one_answer(const asking::Question& one, const asking::Question& other) {
//     return request_key(one) == request_key(other);
//   }
#pragma once

#include <string>

#include "connectors/asking/question/question.h"

namespace awscost::kept {

// Of whoever answers and asks (Destination::kept_under).
std::string whom_key(const asking::Destination& destination);

// Of that and of every byte that decides the reply.
std::string request_key(const asking::Question& question);

}  // namespace awscost::kept
