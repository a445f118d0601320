// Checks the signature and its scope before the request itself, with AWS's codes and messages.
//
// Example:
//
//   std::string signed_region(const HttpRequest& request, std::chrono::sys_seconds now) {
//     const Verifier verifier({.access_key = "AKIDEXAMPLE", .secret_key = "wJalrXUtnFEMI", .region = "us-east-1"});
//     return verifier.check(request, "ce", now);  // "us-east-1", or throws ApiError
//   }
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "connectors/sandbox/server/signature.h"

namespace awscost::sandbox {

struct Credentials {
  std::string access_key;
  std::string secret_key;
  std::string session_token;  // empty: long-term keys, for which a token is refused
  std::string region;         // required in the scope, except for API Gateway and STS, which are in every Region
};

class Verifier {
 public:
  // `others`: further accepted key pairs, such as those before and after a renewal. The first pair's region counts.
  explicit Verifier(Credentials credentials, std::vector<Credentials> others = {})
      : credentials_(std::move(credentials)), others_(std::move(others)) {}

  const std::string& first_key() const { return credentials_.access_key; }

  // Returns the Region of the scope. Throws ApiError. `service`: the service of the requested operation; empty if
  // unknown.
  std::string check(const HttpRequest& request, std::string_view service, std::chrono::sys_seconds now) const;

 private:
  const Credentials* find(std::string_view access_key, std::string_view session_token) const;
  void check_scope(const Authorization& given, std::string_view service, const std::string& date) const;
  void check_signed_headers(const HttpRequest& request, const Authorization& given) const;

  Credentials credentials_;
  std::vector<Credentials> others_;
};

}  // namespace awscost::sandbox
