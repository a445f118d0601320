// The input that every table has: the profile whose credentials sign a request.
#pragma once

#include "sql/column.h"

namespace awscost {

inline constexpr sql::Column kProfile{
    .name = "profile",
    .role = sql::Role::kProfile,
    .hidden = true,
    .example = "'prod'",
    .doc = "The AWS profile to ask with; IN asks several at once. Not given: the one in force."};

}  // namespace awscost
