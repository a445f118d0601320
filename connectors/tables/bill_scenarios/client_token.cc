#include "connectors/tables/bill_scenarios/client_token.h"

#include <boost/uuid/entropy_error.hpp>
#include <boost/uuid/random_generator.hpp>
#include <boost/uuid/uuid.hpp>
#include <boost/uuid/uuid_io.hpp>

#include "sql/error.h"

namespace awscost::bill_scenarios {

std::string new_client_token() {
  try {
    return boost::uuids::to_string(boost::uuids::random_generator()());
  } catch (const boost::uuids::entropy_error&) {
    throw sql::Error("The system has no random numbers for a client token; nothing was sent.");
  }
}

}  // namespace awscost::bill_scenarios
