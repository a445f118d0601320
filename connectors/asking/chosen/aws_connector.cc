#include "connectors/asking/chosen/aws_connector.h"

#include <memory>

#include "connectors/aws/config/profile.h"
#include "connectors/aws/retries/policy.h"

namespace awscost::chosen {

AwsConnector::AwsConnector(log::Log& log)
    : exchange_(pool_, log),
      chain_(credentials::process_world(exchange_, [this] { return limits(); })),
      client_(chain_),
      pace_(dispatch::kAwsRates, dispatch::process_clock()),
      paced_(client_, pace_),
      dispatcher_(paced_) {}

wire::Connector& AwsConnector::with(const http::Limits& limits) {
  const std::lock_guard lock(mutex_);
  limits_ = limits;
  return dispatcher_;
}

http::Limits AwsConnector::limits() {
  const std::lock_guard lock(mutex_);
  return limits_;
}

int AwsConnector::max_attempts(const std::string& profile) const {
  return retries::max_attempts(chain_.world().profile(profile).value("AWS_MAX_ATTEMPTS", "max_attempts").value_or(""));
}

}  // namespace awscost::chosen
