#include "connectors/aws/http/curl_pool.h"

#include <utility>

namespace awscost::http {

// A Curl on loan for one exchange. After a failed exchange it can be used again: it opens a new connection.
class CurlPool::Loan {
 public:
  explicit Loan(CurlPool& pool) : pool_(pool) {
    const std::lock_guard lock(pool_.mutex_);
    if (pool_.idle_.empty()) return;
    curl_ = std::move(pool_.idle_.back());
    pool_.idle_.pop_back();
  }
  ~Loan() {
    const std::lock_guard lock(pool_.mutex_);
    if (curl_ && pool_.idle_.size() < pool_.most_idle_) pool_.idle_.push_back(std::move(curl_));
  }
  Loan(const Loan&) = delete;
  Loan& operator=(const Loan&) = delete;

  Curl& curl() {
    if (!curl_) curl_ = std::make_unique<Curl>();
    return *curl_;
  }

 private:
  CurlPool& pool_;
  std::unique_ptr<Curl> curl_;
};

CurlPool::CurlPool(std::size_t most_idle) : most_idle_(most_idle) {
  idle_.reserve(most_idle_);  // returning a Curl cannot fail
}

wire::Reply CurlPool::exchange(const Request& request, const Limits& limits, const sql::Interrupted& interrupted) {
  return Loan(*this).curl().exchange(request, limits, interrupted);
}

}  // namespace awscost::http
