// What a fault makes of an answer: another one in its place, in the words of the service that was asked, or the right
// one changed.
//
//   if (auto reply = answer_instead({.kind = FaultKind::kThrottle}, call)) return *reply;
//   wire::Reply reply = sandbox.send(call, {});
//   change({.kind = FaultKind::kGzip}, reply);
#pragma once

#include <boost/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "connectors/sandbox/percent.h"
#include "connectors/sandbox/server/faults.h"
#include "connectors/wire/call.h"

namespace awscost::sandbox {

// Nothing for a fault that leaves the answer to the service.
std::optional<wire::Reply> answer_instead(const Fault& fault, const wire::Call& call);

// Does nothing to an answer that has no such thing to change.
void change(const Fault& fault, wire::Reply& reply);

// The page token of a request (a member of its body, or `position` of its query), or of an answer.
std::optional<std::string> page_token(std::string_view body, const Query& query);

// The same request with another page token; empty: without one.
wire::Call with_page_token(wire::Call call, const std::string& token);

// The same answer with another page token; `empty`: without its rows.
void set_page_token(wire::Reply& reply, std::string_view service, const std::string& token, bool empty);

}  // namespace awscost::sandbox
