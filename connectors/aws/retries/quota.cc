#include "connectors/aws/retries/quota.h"

#include <algorithm>

namespace awscost::retries {
namespace {

constexpr int kTokens = 500;
constexpr int kThrottlingCost = 5;
constexpr int kTransientCost = 14;

int cost_of(RetryReason reason) {
  return reason == RetryReason::kThrottling ? kThrottlingCost : kTransientCost;
}

}  // namespace

bool Quota::take(std::string_view service, RetryReason reason) {
  const std::lock_guard lock(mutex_);
  int& left = left_.try_emplace(std::string(service), kTokens).first->second;
  if (left < cost_of(reason)) return false;
  left -= cost_of(reason);
  return true;
}

void Quota::give_back(std::string_view service, RetryReason last) {
  const std::lock_guard lock(mutex_);
  int& left = left_.try_emplace(std::string(service), kTokens).first->second;
  left = std::min(kTokens, left + (last == RetryReason::kNone ? 1 : cost_of(last)));
}

}  // namespace awscost::retries
