#include "connectors/aws/endpoint/partition.h"

#include <algorithm>
#include <array>
#include <string>

namespace awscost::endpoint {
namespace {

constexpr std::array<Partition, 8> kPartitions{{
    {"aws", "amazonaws.com", "api.aws", "us-east-1", "signin.aws.amazon.com"},
    {"aws-cn", "amazonaws.com.cn", "api.amazonwebservices.com.cn", "cn-northwest-1", "signin.amazonaws.cn"},
    {"aws-us-gov", "amazonaws.com", "api.aws", "us-gov-west-1", "signin.amazonaws-us-gov.com"},
    {"aws-eusc", "amazonaws.eu", "api.amazonwebservices.eu", "eusc-de-east-1", "signin.amazonaws-eusc.eu"},
    {"aws-iso", "c2s.ic.gov", "api.aws.ic.gov", "us-iso-east-1", "signin.c2shome.ic.gov"},
    {"aws-iso-b", "sc2s.sgov.gov", "api.aws.scloud", "us-isob-east-1", "signin.sc2shome.sgov.gov"},
    {"aws-iso-e", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk", "eu-isoe-west-1", "signin.csphome.adc-e.uk"},
    {"aws-iso-f", "csp.hci.ic.gov", "api.aws.hci.ic.gov", "us-isof-south-1", "signin.csphome.hci.ic.gov"},
}};

// How the regions of a partition other than `aws` begin: the text before "-<word>-<digits>".
struct Prefix {
  std::string_view prefix;
  std::string_view partition;
};
constexpr std::array<Prefix, 7> kPrefixes{{
    {"cn", "aws-cn"},
    {"us-gov", "aws-us-gov"},
    {"eusc-de", "aws-eusc"},
    {"us-iso", "aws-iso"},
    {"us-isob", "aws-iso-b"},
    {"eu-isoe", "aws-iso-e"},
    {"us-isof", "aws-iso-f"},
}};

const Partition& partition_named(std::string_view id) {
  const auto* found = std::find_if(kPartitions.begin(), kPartitions.end(), [&](const auto& p) { return p.id == id; });
  return found == kPartitions.end() ? kPartitions.front() : *found;
}

// "us-gov-west-1" -> "us-gov"; empty where `region` does not end in -<word>-<digits>.
std::string_view prefix_of(std::string_view region) {
  const auto number = region.rfind('-');
  if (number == std::string_view::npos || number == 0 || number + 1 == region.size()) return {};
  if (region.find_first_not_of("0123456789", number + 1) != std::string_view::npos) return {};
  const auto word = region.rfind('-', number - 1);
  if (word == std::string_view::npos || word + 1 == number) return {};
  return region.substr(0, word);
}

}  // namespace

const Partition& partition_of(std::string_view region) {
  // The pseudo-region of a partition's global services: "aws-cn-global".
  constexpr std::string_view kGlobal = "-global";
  if (region.ends_with(kGlobal)) return partition_named(region.substr(0, region.size() - kGlobal.size()));
  const std::string_view prefix = prefix_of(region);
  for (const Prefix& known : kPrefixes) {
    if (known.prefix == prefix) return partition_named(known.partition);
  }
  return kPartitions.front();
}

bool is_host_of_aws(std::string_view host) {
  const auto lies_in = [host](std::string_view domain) {
    return host.size() > domain.size() && host.ends_with(domain) && host[host.size() - domain.size() - 1] == '.';
  };
  return std::any_of(kPartitions.begin(), kPartitions.end(), [&](const Partition& partition) {
    return lies_in(partition.dns_suffix) || lies_in(partition.dual_stack_suffix);
  });
}

}  // namespace awscost::endpoint
