// API Gateway's usage plans: what their operations share on the wire, and their declarations, one file each.
//
// Source: the service model apigateway/2015-07-09 (restJson1). The control plane is free, takes ten requests a second
// of an account in a Region, and has its data per Region. The largest page has 500 elements.
#pragma once

#include <array>
#include <cstddef>

#include "connectors/tables/operations/profile.h"
#include "connectors/tables/operations/well_formed.h"

namespace awscost::apigateway {

using sql::Column;
using sql::Role;
using sql::Type;

inline constexpr std::string_view kTenASecond =
    "API Gateway takes ten requests a second of an account in a region, whoever sends them: wait a moment and run the "
    "statement again.";
inline constexpr std::string_view kPolicy = "The policy of these credentials{from} must allow {iam}.";
inline constexpr std::array kServiceHints{
    Hint{.code = "NotFoundException",
         .text = "There is no such usage plan in this region: SELECT id, name FROM apigateway_usage_plans lists those "
                 "there are."},
    Hint{.code = "TooManyRequestsException", .text = kTenASecond},
    Hint{.code = "LimitExceededException", .text = kTenASecond},
    Hint{.code = "AccessDeniedException", .text = kPolicy},
    Hint{.code = "AccessDenied", .text = kPolicy},
    Hint{.code = "UnauthorizedException", .text = kPolicy},
};

inline constexpr Service kApiGateway{.endpoint = "apigateway", .protocol = Protocol::kRestJson, .hints = kServiceHints};
inline constexpr Paging kPaging{
    .response_token = "/position", .request_token = "?position", .size_member = "?limit", .size = 500};

// Ids of API keys have about ten characters, their secret values at least twenty.
inline constexpr std::size_t kLongestKeyId = 19;

inline constexpr Column kRegion{.name = "region",
                                .role = Role::kRegion,
                                .hidden = true,
                                .example = "'eu-west-3'",
                                .doc =
                                    "The AWS Region to ask; IN asks several at once. Not given: AWS_REGION or "
                                    "AWS_DEFAULT_REGION."};

extern const Operation kGetUsage;
extern const Operation kGetUsagePlans;
extern const Operation kGetUsagePlanKeys;
extern const Operation kGetApiKeys;

}  // namespace awscost::apigateway
