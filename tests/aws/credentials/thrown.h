// The sentence of an error, checked for secrets.
//
//   EXPECT_THAT(thrown_by([&] { from_role(role, source, *context); }, {kSecret}), HasSubstr("AccessDenied"));
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <initializer_list>
#include <string>

#include "connectors/wire/call.h"

namespace awscost::credentials {

// The sentence of the wire::SendError that `run` throws; "accepted" where it throws none.
template <class Run>
std::string thrown_by(const Run& run, std::initializer_list<std::string> secrets = {}) {
  try {
    run();
  } catch (const wire::SendError& error) {
    EXPECT_FALSE(error.maybe_charged());
    for (const std::string& secret : secrets) EXPECT_THAT(error.what(), testing::Not(testing::HasSubstr(secret)));
    return error.what();
  }
  return "accepted";
}

}  // namespace awscost::credentials
