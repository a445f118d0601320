// AWS's partitions: the separate clouds (commercial, China, GovCloud, …), each with its own domains and home region.
//
//   partition_of("eu-west-3").home_region  ->  "us-east-1"
//
// Source: partitions.json of the AWS SDKs.
#pragma once

#include <string_view>

namespace awscost::endpoint {

struct Partition {
  std::string_view id;
  std::string_view dns_suffix;
  std::string_view dual_stack_suffix;
  std::string_view home_region;  // AWS calls it implicitGlobalRegion: where the global services of the partition live
  std::string_view sign_in_domain;  // of the service that `aws login` signs in with
};

// The partition of a region. A region nobody knows belongs to `aws`, so that new regions work at once.
const Partition& partition_of(std::string_view region);

}  // namespace awscost::endpoint
