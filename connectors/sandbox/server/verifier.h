// Who may ask: the checks AWS makes on a request before it looks at what is asked, with its codes and words.
//
//   const Verifier verifier({.access_key = "AKIDEXAMPLE", .secret_key = "…", .region = "us-east-1"});
//   verifier.check(request, "ce", now);        "us-east-1", or throws ApiError
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
  std::string session_token;  // empty: long-lived keys, and a token is refused
  std::string region;         // which the scope must name; API Gateway is in every region
};

class Verifier {
 public:
  // `others`: further pairs of keys that may ask, as there are before and after credentials are renewed. The region is
  // that of the first.
  explicit Verifier(Credentials credentials, std::vector<Credentials> others = {})
      : credentials_(std::move(credentials)), others_(std::move(others)) {}

  const std::string& first_key() const { return credentials_.access_key; }

  // Returns the region that the request was signed for. `service` is the one whose operations the request names; empty
  // where it names none of ours.
  std::string check(const HttpRequest& request, std::string_view service, std::chrono::sys_seconds now) const;

 private:
  const Credentials* find(std::string_view access_key, std::string_view session_token) const;
  void check_scope(const Authorization& given, std::string_view service, const std::string& date) const;
  void check_signed_headers(const HttpRequest& request, const Authorization& given) const;

  Credentials credentials_;
  std::vector<Credentials> others_;
};

}  // namespace awscost::sandbox
