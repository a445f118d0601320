#include "connectors/aws/credentials/protocol/document.h"

#include <openssl/crypto.h>

#include <array>
#include <boost/json.hpp>
#include <new>
#include <utility>
#include <vector>

#include "connectors/aws/credentials/protocol/expiry.h"
#include "connectors/aws/credentials/protocol/wording.h"
#include "connectors/wire/call.h"

namespace awscost::credentials {
namespace {

namespace json = boost::json;

// Boost.JSON allocates the texts of an object, so its allocator overwrites them. Boost.JSON may free memory with
// another alignment than it allocated it with (a key without a value), so all memory has the alignment of plain new.
class WipedMemory : public json::memory_resource {
 private:
  void* do_allocate(std::size_t size, std::size_t alignment) override {
    if (alignment > __STDCPP_DEFAULT_NEW_ALIGNMENT__) throw std::bad_alloc();
    return ::operator new(size);
  }
  void do_deallocate(void* memory, std::size_t size, std::size_t) override {
    OPENSSL_cleanse(memory, size);
    ::operator delete(memory);
  }
  bool do_is_equal(const json::memory_resource& other) const noexcept override { return this == &other; }
};

// "'a'", "'a' and 'b'", "'a', 'b' and 'c'"
std::string listed(const std::vector<std::string_view>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
    text += "'" + std::string(names[i]) + "'";
  }
  return text;
}

}  // namespace

std::optional<json::object> read_document(std::string_view text) {
  const json::storage_ptr memory = json::make_shared_resource<WipedMemory>();
  json::parser parser(memory);
  parser.reset(memory);
  boost::system::error_code failed;
  parser.write(text.data(), text.size(), failed);
  if (failed) return std::nullopt;
  json::value value = parser.release();
  if (!value.is_object()) return std::nullopt;
  return std::move(value.get_object());
}

std::string serialized(const json::object& document) {
  json::serializer serializer;
  serializer.reset(&document);
  std::string text;
  std::array<char, 4096> chunk{};
  while (!serializer.done()) {
    const json::string_view part = serializer.read(chunk.data(), chunk.size());
    text.append(part.data(), part.size());
  }
  OPENSSL_cleanse(chunk.data(), chunk.size());
  return text;
}

std::string_view text_in(const json::object& document, std::string_view name) {
  const json::value* value = document.if_contains(name);
  return value != nullptr && value->is_string() ? std::string_view(value->get_string()) : std::string_view();
}

std::optional<std::int64_t> whole_number_in(const json::object& document, std::string_view name) {
  const json::value* value = document.if_contains(name);
  if (value == nullptr || !value->is_number()) return std::nullopt;
  boost::system::error_code inexact;
  const auto number = value->to_number<std::int64_t>(inexact);
  if (inexact) return std::nullopt;
  return number;
}

const json::object* object_in(const json::object& document, std::string_view name) {
  const json::value* value = document.if_contains(name);
  return value == nullptr ? nullptr : value->if_object();
}

std::string missing_in(const json::object& document, std::initializer_list<std::string_view> names) {
  std::vector<std::string_view> missing;
  for (const std::string_view name : names) {
    if (text_in(document, name).empty()) missing.push_back(name);
  }
  return listed(missing);
}

Identity identity_in(const json::object& document, const KeyNames& names, const std::string& who) {
  if (const std::string missing = missing_in(document, {names.access_key, names.secret_key}); !missing.empty()) {
    throw wire::SendError(who + " lacks " + missing + ".", false);
  }
  for (const std::string_view name : {names.access_key, names.secret_key, names.session_token}) {
    const std::string fault = name.empty() ? std::string() : key_fault(text_in(document, name));
    if (!fault.empty()) throw wire::SendError(who + " has a '" + std::string(name) + "' that " + fault + ".", false);
  }
  Identity identity{.keys = {.access_key_id = std::string(text_in(document, names.access_key)),
                             .secret_access_key = signing::Secret(std::string(text_in(document, names.secret_key))),
                             .session_token = signing::Secret(std::string(text_in(document, names.session_token)))},
                    .account_id = std::string(text_in(document, names.account_id))};
  if (names.expiration.empty() || !document.contains(names.expiration)) return identity;
  if (document.at(names.expiration).is_null()) return identity;
  identity.expires_at = read_expiry(text_in(document, names.expiration));
  if (!identity.expires_at) {
    throw wire::SendError(
        who + " has an '" + std::string(names.expiration) + "' that is not a time such as 2026-11-22T05:00:00Z.",
        false);
  }
  return identity;
}

}  // namespace awscost::credentials
