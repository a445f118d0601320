// Removes secrets from refusals: whoever refuses a request may repeat it.
//
// How: a secret is found as it is and in the escaped forms of an answer: JSON's \/ and \u002f, XML's &#47; and &amp;,
// percent-encoding, also nested. Removed are runs of 16 characters or more of a secret (an echo may be cut short), and
// whole secrets of 8 characters or more. Shorter secrets are words such as "token", which emulators take for a key.
// The time is linear in the length of the text. AWS's errors have some hundred bytes; a text is cut at 256 KiB.
//
// Example:
//
//   std::string harmless() {
//     const std::string_view secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
//     return redacted("got wJalrXUtnFEMI\\/K7MDENG+bPx", {&secret, 1});  // "got [redacted]"
//   }
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "connectors/wire/call.h"

namespace awscost::signing {

constexpr std::size_t kLongestRefusal = std::size_t{256} * 1024;

// `text` without the secrets. The rest keeps its escaped form: JSON stays JSON.
std::string redacted(std::string_view text, std::span<const std::string_view> secrets);

// Removes the secrets from the body and the header values of a refusal.
void redact(wire::Reply& reply, std::span<const std::string_view> secrets);

}  // namespace awscost::signing
