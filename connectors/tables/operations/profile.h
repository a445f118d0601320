// The input that every table has: whose credentials a request is signed with. Of an IN all are asked together, and each
// row says whose it is (connectors/tables/assembly/fan_out.h).
//
//   constexpr std::array kColumns{…, kProfile};
#pragma once

#include "sql/column.h"

namespace awscost {

inline constexpr sql::Column kProfile{
    .name = "profile",
    .role = sql::Role::kProfile,
    .hidden = true,
    .example = "'prod'",
    .doc =
        "The AWS profile to ask with; IN asks several at once; the one in force where it "
        "is not given."};

}  // namespace awscost
