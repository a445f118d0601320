// The effect of a fault on an answer: another answer in the words of the service, or a changed answer.
//
// Example:
//
//   wire::Reply compressed(wire::Reply reply) {
//     change({.kind = FaultKind::kGzip}, reply);
//     return reply;
//   }
#pragma once

#include <boost/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "connectors/sandbox/percent.h"
#include "connectors/sandbox/server/faults.h"
#include "connectors/wire/call.h"

namespace awscost::sandbox {

// nullopt for a fault that does not replace the answer.
std::optional<wire::Reply> answer_instead(const Fault& fault, const wire::Call& call);

// Does nothing if the fault does not apply to this answer.
void change(const Fault& fault, wire::Reply& reply);

// The page token of a request or an answer: a member of the body, or `position` in the query.
std::optional<std::string> page_token(std::string_view body, const Query& query);

// The same request with another page token. Empty: without a page token.
wire::Call with_page_token(wire::Call call, const std::string& token);

// Replaces the page token. `empty`: also removes the rows.
void set_page_token(wire::Reply& reply, std::string_view service, const std::string& token, bool empty);

}  // namespace awscost::sandbox
