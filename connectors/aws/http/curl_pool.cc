#include "connectors/aws/http/curl_pool.h"

#include <utility>

namespace awscost::http {

// A Curl stays usable when an exchange fails: its handle then opens a new connection.
class CurlPool::Borrowed {
 public:
  explicit Borrowed(CurlPool& pool) : pool_(pool) {
    const std::lock_guard lock(pool_.mutex_);
    if (pool_.idle_.empty()) return;
    curl_ = std::move(pool_.idle_.back());
    pool_.idle_.pop_back();
  }
  ~Borrowed() {
    const std::lock_guard lock(pool_.mutex_);
    if (curl_ && pool_.idle_.size() < pool_.most_idle_) pool_.idle_.push_back(std::move(curl_));
  }
  Borrowed(const Borrowed&) = delete;
  Borrowed& operator=(const Borrowed&) = delete;

  Curl& curl() {
    if (!curl_) curl_ = std::make_unique<Curl>();
    return *curl_;
  }

 private:
  CurlPool& pool_;
  std::unique_ptr<Curl> curl_;
};

CurlPool::CurlPool(std::size_t most_idle) : most_idle_(most_idle) {
  idle_.reserve(most_idle_);  // giving one back cannot fail
}

wire::Reply CurlPool::exchange(const Request& request, const Limits& limits, const sql::Interrupted& interrupted) {
  return Borrowed(*this).curl().exchange(request, limits, interrupted);
}

}  // namespace awscost::http
