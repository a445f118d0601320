// The input that every table has: whose credentials a request is signed with.
//
//   constexpr std::array kColumns{…, kProfile};
#pragma once

#include "sql/column.h"

namespace awscost {

inline constexpr sql::Column kProfile{.name = "profile",
                                      .role = sql::Role::kProfile,
                                      .hidden = true,
                                      .example = "'default'",
                                      .doc = "The AWS profile to ask with."};

}  // namespace awscost
