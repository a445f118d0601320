// Kinds of usage, and the unit and location that the service derives from a usage type.
//
// Example:
//
//   std::string unit_in_paris() {
//     return unit_of("EUW3-BoxUsage:m7g.large");  // "Hrs"; location_of("AmazonEC2", ...) is "EU (Paris)"
//   }
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace awscost::sandbox {

struct UsageKind {
  std::string_view service_code;
  std::string_view usage_type;  // without the Region's prefix
  std::string_view operation;
  bool in_zone;  // lines may have an Availability Zone
  bool global;   // no Region: usage types without a prefix, lines without a location
};

inline constexpr UsageKind kOldInstance = {"AmazonEC2", "BoxUsage:m5.xlarge", "RunInstances", true, false};
inline constexpr UsageKind kNewInstance = {"AmazonEC2", "BoxUsage:m7g.xlarge", "RunInstances", true, false};
inline constexpr std::array<UsageKind, 9> kOtherKinds = {{
    {"AmazonS3", "TimedStorage-ByteHrs", "StandardStorage", false, false},
    {"AmazonS3", "Requests-Tier1", "PutObject", false, false},
    {"AmazonRDS", "InstanceUsage:db.r6g.large", "CreateDBInstance:0014", true, false},
    {"AWSLambda", "Lambda-GB-Second", "Invoke", false, false},
    {"AWSLambda", "Request", "Invoke", false, false},
    {"AmazonDynamoDB", "WriteRequestUnits", "PayPerRequestThroughput", false, false},
    {"awskms", "KMS-Requests", "Decrypt", false, false},
    {"AmazonCloudFront", "EU-DataTransfer-Out-Bytes", "GET", false, true},
    {"AmazonRoute53", "HostedZone", "", false, true},
}};

std::string unit_of(std::string_view usage_type);

// nullopt for global usage. A usage type without a prefix belongs to us-east-1, as in the bill.
std::optional<std::string> location_of(std::string_view service_code, std::string_view usage_type);

}  // namespace awscost::sandbox
