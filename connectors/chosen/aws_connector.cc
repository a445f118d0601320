#include "connectors/chosen/aws_connector.h"

#include <memory>

#include "connectors/config/config.h"
#include "connectors/config/profile.h"
#include "connectors/retry/policy.h"

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
  const credentials::World& world = chain_.world();
  auto config = std::make_shared<const config::Config>(config::read_config(world.environment, world.read_file));
  const auto in_force = config::Profile::in_force(world.environment, std::move(config), profile);
  return retry::max_attempts(in_force.value("AWS_MAX_ATTEMPTS", "max_attempts").value_or(""));
}

}  // namespace awscost::chosen
