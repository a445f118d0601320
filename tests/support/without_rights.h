// Root may read everything. While one of these lives, the process has the rights of nobody, so that a test of
// permissions fails or passes for root as for anybody else.
//
// Example:
//
//   void look_as_nobody() {
//     const WithoutRights nobody;
//   }
#pragma once

#include <unistd.h>

#include <stdexcept>

namespace awscost::support {

class WithoutRights {
 public:
  WithoutRights() : user_(::geteuid()) {
    if (user_ == 0 && ::seteuid(kNobody) != 0) throw std::runtime_error("seteuid");
  }
  ~WithoutRights() {
    if (user_ == 0 && ::seteuid(0) != 0) ::_exit(1);
  }
  WithoutRights(const WithoutRights&) = delete;
  WithoutRights& operator=(const WithoutRights&) = delete;

 private:
  static constexpr uid_t kNobody = 65'534;

  uid_t user_;
};

}  // namespace awscost::support
