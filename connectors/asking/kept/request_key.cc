#include "connectors/asking/kept/request_key.h"

#include <string_view>

#include "connectors/aws/signing/digest.h"

namespace awscost::kept {

std::string whom_key(const asking::Destination& destination) {
  return signing::sha256_hexadecimal(destination.kept_under);
}

// Each text is preceded by its length, so that two lists of texts never look alike.
std::string request_key(const asking::Question& question) {
  const wire::Call& call = question.call;
  std::string whole;
  const auto add = [&whole](std::string_view text) {
    whole += std::to_string(text.size());
    whole += ':';
    whole += text;
  };
  for (const std::string* part :
       {&question.destination->kept_under, &call.service, &call.operation, &call.method, &call.path}) {
    add(*part);
  }
  for (const auto& [name, value] : call.query) {
    add(name);
    add(value);
  }
  add(call.body);
  return signing::sha256_hexadecimal(whole);
}

}  // namespace awscost::kept
