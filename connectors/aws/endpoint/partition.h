// AWS's partitions: the separate clouds (commercial, China, GovCloud, ...), each with its own domains and home region.
//
// Source: partitions.json of the AWS SDKs.
//
// Example:
//
//   bool is_commercial(std::string_view region) {
//     return partition_of(region).home_region == "us-east-1";
//   }
#pragma once

#include <string_view>

namespace awscost::endpoint {

struct Partition {
  std::string_view id;
  std::string_view dns_suffix;
  std::string_view dual_stack_suffix;
  std::string_view home_region;     // of the partition's global services; AWS calls it implicitGlobalRegion
  std::string_view sign_in_domain;  // of the service that `aws login` uses
};

// An unknown region belongs to `aws`, so that new regions work at once.
const Partition& partition_of(std::string_view region);

// Whether a host, in lower case, lies in a domain of one of the partitions.
bool is_host_of_aws(std::string_view host);

}  // namespace awscost::endpoint
