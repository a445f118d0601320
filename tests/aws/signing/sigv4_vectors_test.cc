// The signatures of this project's requests, and the client's host, path and headers, against vectors on which two
// other implementations agree.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "connectors/aws/client/client.h"
#include "connectors/aws/credentials/provider_chain.h"
#include "connectors/aws/http/url.h"
#include "connectors/aws/http/user_agent.h"
#include "connectors/aws/signing/sigv4.h"
#include "tests/support/test_data.h"
#include "tests/support/world.h"

namespace awscost::signing {
namespace {

namespace json = boost::json;

constexpr const char* kVectors = "../sigv4-vectors.json";
constexpr std::size_t kCount = 11;
// The time of all vectors: 2026-03-01 12:00:00 UTC.
constexpr std::chrono::sys_seconds kTime =
    std::chrono::sys_days(std::chrono::year(2026) / 3 / 1) + std::chrono::hours(12);

std::string text(const json::value& vector, std::string_view name) {
  const json::value& value = vector.at(name);
  return value.is_null() ? "" : std::string(value.as_string());
}

std::vector<wire::Header> headers_of(const json::value& vector, std::string_view name) {
  std::vector<wire::Header> headers;
  for (const auto& [key, value] : vector.at(name).as_object()) {
    headers.push_back({std::string(key), std::string(value.as_string())});
  }
  return headers;
}

std::string percent_decode(std::string_view encoded) {
  std::string decoded;
  for (std::size_t i = 0; i < encoded.size(); ++i) {
    if (encoded[i] != '%') {
      decoded += encoded[i];
      continue;
    }
    decoded += static_cast<char>(std::stoi(std::string(encoded.substr(i + 1, 2)), nullptr, 16));
    i += 2;
  }
  return decoded;
}

std::vector<std::pair<std::string, std::string>> query_of(const std::string& url) {
  std::vector<std::pair<std::string, std::string>> query;
  std::string_view rest(url);
  if (rest.find('?') == std::string_view::npos) return query;
  rest.remove_prefix(rest.find('?') + 1);
  while (!rest.empty()) {
    const std::string_view pair = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
    query.emplace_back(percent_decode(pair.substr(0, pair.find('='))), percent_decode(pair.substr(pair.find('=') + 1)));
  }
  return query;
}

std::string without_query(const std::string& url) {
  return url.substr(0, url.find('?'));
}

TEST(SigningVectors, EveryIntermediateResult) {
  const auto file = support::load_json(kVectors);
  if (!file) GTEST_SKIP() << support::absent(kVectors);
  const json::array& vectors = file->at("vectors").as_array();
  EXPECT_EQ(vectors.size(), kCount);
  for (const json::value& vector : vectors) {
    SCOPED_TRACE(text(vector, "name"));
    ASSERT_EQ(text(vector, "timestamp"), "20260301T120000Z");
    const http::Url url = http::parse_url(without_query(text(vector, "url")));
    const std::string body = text(vector, "body");
    SigningRequest request{.method = text(vector, "method"),
                           .path = url.path,
                           .query = query_of(text(vector, "url")),
                           .headers = headers_of(vector, "headers"),
                           .body = body};
    request.headers.push_back({"Host", url.authority()});
    Credentials credentials;
    credentials.access_key_id = text(vector, "access_key");
    credentials.secret_access_key = Secret(text(vector, "secret_key"));
    credentials.session_token = Secret(text(vector, "session_token"));
    const SignedRequest result = sign(request, {kTime, text(vector, "region"), text(vector, "service")}, credentials);
    EXPECT_EQ(result.canonical_request, text(vector, "canonical_request"));
    EXPECT_EQ(result.string_to_sign, text(vector, "string_to_sign"));
    EXPECT_EQ(result.signature, text(vector, "signature"));
    EXPECT_EQ(result.headers.back(), (wire::Header{"Authorization", text(vector, "authorization")}));
  }
}

// Records the request and answers with an empty success.
class Recorder : public http::Exchange {
 public:
  explicit Recorder(http::Request& last) : last_(last) {}
  wire::Reply exchange(const http::Request& request, const http::Limits&, const sql::Interrupted&) override {
    last_ = request;
    return {.status = 200};
  }

 private:
  http::Request& last_;
};

TEST(SigningVectors, TheClientSendsTheVectorsRequests) {
  const auto file = support::load_json(kVectors);
  if (!file) GTEST_SKIP() << support::absent(kVectors);
  for (const json::value& vector : file->at("vectors").as_array()) {
    SCOPED_TRACE(text(vector, "name"));
    const http::Url url = http::parse_url(without_query(text(vector, "url")));
    std::map<std::string, std::string> variables{{"AWS_ACCESS_KEY_ID", text(vector, "access_key")},
                                                 {"AWS_SECRET_ACCESS_KEY", text(vector, "secret_key")},
                                                 {"AWS_SESSION_TOKEN", text(vector, "session_token")},
                                                 {"AWS_REGION", text(vector, "region")}};
    // The vectors for AWS's hosts check the choice of host too.
    if (url.scheme == "http") variables["AWS_ENDPOINT_URL"] = url.origin();
    http::Request sent;
    Recorder recorder(sent);
    credentials::ProviderChain chain(support::world_of(variables, recorder, kTime));
    aws::Client client(chain);
    const aws::Route route = client.route({.service = text(vector, "service")}, {});
    client.send({.service = text(vector, "service"),
                 .method = text(vector, "method"),
                 .path = url.path,
                 .query = query_of(text(vector, "url")),
                 .headers = headers_of(vector, "headers"),
                 .body = text(vector, "body")},
                route, http::Limits(), {});
    std::vector<wire::Header> expected = headers_of(vector, "sent_headers");
    expected.push_back({"Host", url.authority()});
    expected.push_back({"User-Agent", http::user_agent("")});
    const auto same = [](const wire::Header& header) { return testing::Eq(header); };
    std::vector<testing::Matcher<const wire::Header&>> matchers;
    for (const wire::Header& header : expected) matchers.emplace_back(same(header));
    EXPECT_THAT(sent.headers, testing::UnorderedElementsAreArray(matchers));
    EXPECT_EQ(without_query(sent.url), without_query(text(vector, "url")));
    EXPECT_EQ(query_of(sent.url).size(), query_of(text(vector, "url")).size());
    EXPECT_EQ(sent.body, text(vector, "body"));
  }
}

}  // namespace
}  // namespace awscost::signing
