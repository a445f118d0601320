#include "tests/tables/assembly/scripted_connector.h"

#include <stdexcept>
#include <utility>

namespace awscost::test {

wire::Reply answer(std::string body) {
  wire::Reply reply;
  reply.status = 200;
  reply.headers = {{"x-amzn-RequestId", "id-1"}};
  reply.body = std::move(body);
  return reply;
}

wire::Reply refusal(int status, std::string body) {
  wire::Reply reply = answer(std::move(body));
  reply.status = status;
  return reply;
}

ScriptedConnector::ScriptedConnector(std::vector<wire::Reply> replies) {
  for (wire::Reply& reply : replies) steps_.push_back([reply = std::move(reply)] { return reply; });
}

wire::Reply ScriptedConnector::send(const wire::Call& call, const sql::Interrupted&) {
  calls.push_back(call);
  if (calls.size() > steps_.size()) throw std::logic_error("a request that the script does not expect: " + call.body);
  wire::Reply reply = steps_[calls.size() - 1]();
  reply.request = calls.size();
  return reply;
}

}  // namespace awscost::test
