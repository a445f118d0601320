// Reads a text out of the XML with which AWS's query protocol answers; of our services, STS speaks it.
//
// How: the tags are walked once, without a tree, so nothing recurses and no copy of a secret stays behind. What AWS
// never sends (a document type, comments, more tags or bytes than its longest answer) makes the whole answer foreign:
// nothing of it is returned.
//
//   <ErrorResponse><Error><Code>AccessDenied</Code>...    {"ErrorResponse", "Error", "Code"} -> AccessDenied
//
// Source: the Smithy specification, "AWS Query protocol".
//
// Example:
//
//   std::string account_of(const std::string& body) {
//     return query_text(body, {"GetCallerIdentityResponse", "GetCallerIdentityResult", "Account"});
//   }
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace awscost::wire {

// The text of the first element at `path`, which begins with the root's name; without white space around it, with
// entities decoded. Empty where there is none, and where the body is not such XML.
std::string query_text(std::string_view body, std::initializer_list<std::string_view> path);

}  // namespace awscost::wire
