// IAM policies, made from the declarations: what a principal must be allowed to ask, and nothing else.
//
// A statement for each service. API Gateway knows resources, which are its paths; the other services take "*" alone. The
// partition is "aws": write "aws-cn" or "aws-us-gov" where yours is another.
//
//   {"Version": "2012-10-17", "Statement": [{"Sid": "Ce", "Effect": "Allow", "Action": ["ce:GetTags"], "Resource": "*"}]}
//
// Example:
//
//   std::string for_tags(const Entry& ce_tags) {
//     return policy({&ce_tags, 1}, Allowed::kReads);
//   }
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "connectors/tables/catalog/entry.h"

namespace awscost::catalog {

enum class Allowed : std::uint8_t { kReads, kReadsAndWrites };

// For all of these tables, as JSON with a line for each action; empty where none of them asks AWS.
std::string policy(std::span<const Entry> entries, Allowed allowed);

}  // namespace awscost::catalog
