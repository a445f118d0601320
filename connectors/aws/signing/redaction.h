// Keeps secrets out of what a refusal says: whoever refuses a request may repeat what it was asked with.
//
// A secret is found as it is and in the forms that it takes on the way through an answer: JSON's \/ and \u002f, XML's
// &#47; and &amp;, percent-encoding, and these one in another. Struck out is any run of 16 characters or more that
// stands in a secret (an echo may be cut short), and a whole secret from 8 characters on: shorter ones are words such
// as "token", which emulators take for a key.
//
// Time grows with the length of the text, which is bounded: AWS's errors are some hundred bytes, and what is longer
// than 256 KiB is cut.
//
//   redacted("got wJalrXUtnFEMI\\/K7MDENG+bPx", {{"wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"}})  ->  "got [redacted]"
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "connectors/wire/call.h"

namespace awscost::signing {

constexpr std::size_t kLongestRefusal = std::size_t{256} * 1024;

// `text`, which may be in an escaped form, without the secrets. What is not struck out stays in that form: JSON stays
// JSON.
std::string redacted(std::string_view text, std::span<const std::string_view> secrets);

// Body and header values of a refusal.
void redact(wire::Reply& reply, std::span<const std::string_view> secrets);

}  // namespace awscost::signing
