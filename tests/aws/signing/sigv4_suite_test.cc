// AWS's published Signature Version 4 suite: canonical request, string to sign, signature and Authorization of each
// case.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <map>
#include <sstream>

#include "connectors/aws/signing/sigv4.h"
#include "tests/support/test_data.h"

namespace awscost::signing {
namespace {

namespace json = boost::json;

// Cases that do not apply, and why.
const std::map<std::string, std::string> kSkipped{
    {"post-sts-header-after", "the token is added after signing, unsigned: no service of ours wants it so"},
};

constexpr int kCases = 38;

// "2015-08-30T12:36:00Z"
std::chrono::sys_seconds time_of(std::string_view text) {
  const auto number = [&](std::size_t at, std::size_t size) {
    int value = 0;
    std::from_chars(text.data() + at, text.data() + at + size, value);
    return value;
  };
  const std::chrono::year_month_day date{std::chrono::year(number(0, 4)),
                                         std::chrono::month(static_cast<unsigned>(number(5, 2))),
                                         std::chrono::day(static_cast<unsigned>(number(8, 2)))};
  return std::chrono::sys_days(date) + std::chrono::hours(number(11, 2)) + std::chrono::minutes(number(14, 2)) +
         std::chrono::seconds(number(17, 2));
}

// The suite writes some names and values decoded and others encoded; both mean the decoded text.
std::string percent_decode(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    int byte = 0;
    if (text[i] == '%' && i + 2 < text.size()) {
      std::from_chars(text.data() + i + 1, text.data() + i + 3, byte, 16);
      decoded += static_cast<char>(byte);
      i += 2;
    } else {
      decoded += text[i];
    }
  }
  return decoded;
}

std::vector<std::pair<std::string, std::string>> query_of(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> query;
  while (!text.empty()) {
    const std::string_view pair = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(pair.size() + 1, text.size()));
    const auto equals = std::min(pair.find('='), pair.size());
    query.emplace_back(percent_decode(pair.substr(0, equals)),
                       percent_decode(pair.substr(std::min(equals + 1, pair.size()))));
  }
  return query;
}

struct Request {
  SigningRequest signing;
  std::string body;
};

// "GET /path?query HTTP/1.1", headers (a line that starts with a blank continues the one before), empty line, body.
Request request_of(const std::string& text) {
  Request request;
  std::istringstream lines(text);
  std::string line;
  std::getline(lines, line);
  const auto from = line.find(' ') + 1;
  const std::string target = line.substr(from, line.rfind(' ') - from);
  request.signing.method = line.substr(0, from - 1);
  request.signing.path = target.substr(0, target.find('?'));
  if (target.find('?') != std::string::npos) request.signing.query = query_of(target.substr(target.find('?') + 1));
  while (std::getline(lines, line) && !line.empty()) {
    if (line.front() == ' ') {
      request.signing.headers.back().value += "\n" + line;
      continue;
    }
    const auto colon = line.find(':');
    request.signing.headers.push_back({line.substr(0, colon), line.substr(colon + 1)});
  }
  std::getline(lines, request.body, '\0');
  return request;
}

Credentials credentials_of(const json::object& context) {
  const json::object& given = context.at("credentials").as_object();
  Credentials credentials;
  credentials.access_key_id = std::string(given.at("access_key_id").as_string());
  credentials.secret_access_key = Secret(std::string(given.at("secret_access_key").as_string()));
  if (given.contains("token")) credentials.session_token = Secret(std::string(given.at("token").as_string()));
  return credentials;
}

std::string authorization(const SignedRequest& result) {
  for (const wire::Header& header : result.headers) {
    if (header.name == "Authorization") return header.value;
  }
  return "none";
}

std::string published(const std::string& name, const std::string& file) {
  return support::load_text("sigv4/" + name + "/" + file).value_or("absent");
}

void check_case(const std::string& name) {
  SCOPED_TRACE(name);
  const json::object context = support::load_json("sigv4/" + name + "/context.json")->as_object();
  Request request = request_of(published(name, "request.txt"));
  // The caller's header for services that want the body's hash; our services want none.
  if (context.at("sign_body").as_bool()) {
    const std::string canonical = published(name, "header-canonical-request.txt");
    request.signing.headers.push_back({"x-amz-content-sha256", canonical.substr(canonical.rfind('\n') + 1)});
  }
  request.signing.body = request.body;
  const Scope scope{time_of(std::string(context.at("timestamp").as_string())),
                    std::string(context.at("region").as_string()), std::string(context.at("service").as_string())};
  const PathStyle style = context.at("normalize").as_bool() ? PathStyle::kNormalized : PathStyle::kVerbatim;
  const SignedRequest result = sign(request.signing, scope, credentials_of(context), style);
  EXPECT_EQ(result.canonical_request, published(name, "header-canonical-request.txt"));
  EXPECT_EQ(result.string_to_sign, published(name, "header-string-to-sign.txt"));
  EXPECT_EQ(result.signature, published(name, "header-signature.txt"));
  EXPECT_NE(published(name, "header-signed-request.txt").find("Authorization:" + authorization(result) + "\n"),
            std::string::npos)
      << authorization(result);
}

TEST(SigningSuite, AllPublishedCases) {
  if (!support::load_text("sigv4/get-vanilla/request.txt")) GTEST_SKIP() << support::absent("sigv4");
  int cases = 0;
  std::size_t skipped = 0;
  for (const auto& entry : std::filesystem::directory_iterator(support::test_data_path("sigv4"))) {
    if (!entry.is_directory()) continue;
    ++cases;
    const std::string name = entry.path().filename().string();
    if (kSkipped.contains(name)) {
      ++skipped;
    } else {
      check_case(name);
    }
  }
  EXPECT_EQ(cases, kCases);
  EXPECT_EQ(skipped, kSkipped.size());
}

}  // namespace
}  // namespace awscost::signing
