// A connector that answers from a list and remembers what it was asked.
//
//   ScriptedConnector connector({page("…"), throttled});
//   …
//   EXPECT_EQ(connector.calls.size(), 2u);
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "connectors/wire/call.h"

namespace awscost::test {

wire::Reply answer(std::string body);  // status 200
wire::Reply refusal(int status, std::string body);

class ScriptedConnector : public wire::Connector {
 public:
  // One step a call; a call beyond the last fails the test by an exception.
  using Step = std::function<wire::Reply()>;

  explicit ScriptedConnector(std::vector<wire::Reply> replies);
  explicit ScriptedConnector(std::vector<Step> steps) : steps_(std::move(steps)) {}

  wire::Reply send(const wire::Call& call, const sql::Interrupted& interrupted) override;

  std::vector<wire::Call> calls;

 private:
  std::vector<Step> steps_;
};

}  // namespace awscost::test
