#include "connectors/aws/credentials/protocol/sts_response.h"

#include <algorithm>
#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>
#include <cstddef>
#include <sstream>
#include <utility>

#include "connectors/aws/credentials/protocol/expiry.h"
#include "connectors/aws/signing/secret.h"
#include "connectors/wire/call.h"

namespace awscost::credentials {
namespace {

using boost::property_tree::ptree;

// STS's largest answer has some twenty elements. The parser recurses, so the number of tags is checked first.
constexpr std::ptrdiff_t kMostTags = 200;
constexpr std::size_t kLargestBody = std::size_t{64} * 1024;

void wipe(ptree& tree) {
  signing::wipe(tree.data());
  for (auto& [name, child] : tree) wipe(child);
}

// The elements of an answer; none where it is foreign. The texts are overwritten at the end.
class Document {
 public:
  explicit Document(const std::string& body) {
    const bool foreign = body.size() > kLargestBody || std::count(body.begin(), body.end(), '<') > kMostTags ||
                         body.find("<!") != std::string::npos;
    if (foreign) return;
    std::istringstream stream(body);
    try {
      read_xml(stream, tree_, boost::property_tree::xml_parser::trim_whitespace);
    } catch (const boost::property_tree::xml_parser_error&) {
      wipe(tree_);
      tree_.clear();
    }
  }
  ~Document() { wipe(tree_); }
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;

  std::string text(const std::string& path) const { return tree_.get<std::string>(path, ""); }

 private:
  ptree tree_;
};

// arn:aws:sts::111122223333:assumed-role/Reader/session -> 111122223333
std::string account_of(const std::string& arn) {
  constexpr int kAccount = 4;
  std::size_t begin = 0;
  for (int field = 0; field < kAccount; ++field) {
    begin = arn.find(':', begin);
    if (begin == std::string::npos) return {};
    ++begin;
  }
  return arn.substr(begin, arn.find(':', begin) - begin);
}

[[noreturn]] void fail_foreign(const std::string& action, const std::string& what) {
  throw wire::SendError("What answered " + action + " is not STS: " + what +
                            ". Check AWS_ENDPOINT_URL_STS, AWS_ENDPOINT_URL and any proxy on the way.",
                        false);
}

}  // namespace

Identity read_sts_response(const std::string& body, const std::string& action) {
  const Document document(body);
  const std::string result = action + "Response." + action + "Result.";
  const auto credential = [&](const char* name) { return document.text(result + "Credentials." + name); };
  Identity identity{.keys = {.access_key_id = credential("AccessKeyId"),
                             .secret_access_key = signing::Secret(credential("SecretAccessKey")),
                             .session_token = signing::Secret(credential("SessionToken"))},
                    .expires_at = read_expiry(credential("Expiration")),
                    .account_id = account_of(document.text(result + "AssumedRoleUser.Arn"))};
  const signing::Credentials& keys = identity.keys;
  if (keys.access_key_id.empty() || keys.secret_access_key.empty() || keys.session_token.empty()) {
    fail_foreign(action, "its answer has no keys");
  }
  if (!identity.expires_at) fail_foreign(action, "its answer does not say when the keys expire");
  return identity;
}

StsError read_sts_error(const std::string& body) {
  const Document document(body);
  return {.code = document.text("ErrorResponse.Error.Code"), .message = document.text("ErrorResponse.Error.Message")};
}

}  // namespace awscost::credentials
