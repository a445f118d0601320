#include "connectors/aws/retries/invocation.h"

#include <algorithm>
#include <boost/uuid/entropy_error.hpp>
#include <boost/uuid/random_generator.hpp>
#include <boost/uuid/uuid.hpp>
#include <boost/uuid/uuid_io.hpp>

namespace awscost::retries {

std::string new_invocation_id() {
  try {
    return boost::uuids::to_string(boost::uuids::random_generator()());
  } catch (const boost::uuids::entropy_error&) {
    return {};
  }
}

std::vector<wire::Header> invocation_headers(const std::string& id, int attempt, int max_attempts) {
  if (id.empty()) return {};
  return {{"amz-sdk-invocation-id", id},
          {"amz-sdk-request",
           "attempt=" + std::to_string(attempt) + "; max=" + std::to_string(std::max(attempt, max_attempts))}};
}

}  // namespace awscost::retries
