// The verifier's signatures against published cases of other projects.
#include "connectors/sandbox/server/signature.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "connectors/sandbox/api_error.h"

namespace awscost::sandbox {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

fs::path test_data() {
  const char* given = std::getenv("AWSCOST_TEST_DATA");
  return given != nullptr ? fs::path(given) : fs::path(AWSCOST_SOURCE_DIR) / "../shared/test-data";
}

std::string content(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

std::string text(const json::value& value) {
  return std::string(value.as_string());
}

// Parses a request of the suite, which has no space after a header's colon and indents continued lines.
HttpRequest parse_request(const std::string& text) {
  std::istringstream lines(text);
  std::string line;
  std::getline(lines, line);
  HttpRequest request;
  request.method = line.substr(0, line.find(' '));
  const auto target = line.find(' ') + 1;
  request.target = line.substr(target, line.rfind(' ') - target);
  while (std::getline(lines, line) && !line.empty()) {
    if (line.front() == ' ') {
      request.headers.back().value += " " + line;
      continue;
    }
    request.headers.push_back({line.substr(0, line.find(':')), line.substr(line.find(':') + 1)});
  }
  std::getline(lines, request.body, '\0');
  return request;
}

TEST(Signature, AgreesWithThePublishedSuite) {
  const fs::path suite = test_data() / "sigv4";
  if (!fs::is_directory(suite)) GTEST_SKIP() << "no published cases at " << suite;
  int checked = 0;
  for (const auto& folder : fs::directory_iterator(suite)) {
    if (!folder.is_directory()) continue;
    const json::value context = json::parse(content(folder.path() / "context.json"));
    if (!context.at("normalize").as_bool()) continue;  // S3 does not normalize paths
    const HttpRequest request = parse_request(content(folder.path() / "header-signed-request.txt"));
    const Authorization given = parse_authorization(header_value(request, "Authorization"));
    EXPECT_EQ(canonical_request(request, given.signed_headers), content(folder.path() / "header-canonical-request.txt"))
        << folder.path();
    EXPECT_EQ(string_to_sign(request, given), content(folder.path() / "header-string-to-sign.txt")) << folder.path();
    EXPECT_EQ(signature(request, given, text(context.at("credentials").at("secret_access_key"))), given.signature)
        << folder.path();
    ++checked;
  }
  EXPECT_GE(checked, 30);
}

TEST(Signature, AgreesWithVectorsOfOurOwnRequests) {
  const fs::path file = test_data() / "../sigv4-vectors.json";
  if (!fs::exists(file)) GTEST_SKIP() << "no vectors at " << file;
  const json::value vectors = json::parse(content(file)).at("vectors");
  for (const json::value& vector : vectors.as_array()) {
    const std::string url = text(vector.at("url"));
    const auto host = url.find("//") + 2;
    const auto path = url.find('/', host);
    HttpRequest request{text(vector.at("method")), url.substr(path), {{"Host", url.substr(host, path - host)}}, ""};
    if (vector.at("body").is_string()) request.body = text(vector.at("body"));
    for (const auto& header : vector.at("sent_headers").as_object()) {
      request.headers.push_back({std::string(header.key()), text(header.value())});
    }
    const Authorization given = parse_authorization(text(vector.at("authorization")));
    EXPECT_EQ(canonical_request(request, given.signed_headers), text(vector.at("canonical_request")))
        << vector.at("name");
    EXPECT_EQ(signature(request, given, text(vector.at("secret_key"))), text(vector.at("signature")))
        << vector.at("name");
  }
}

TEST(Authorization, IsReadInAnySpacing) {
  const Authorization given = parse_authorization(
      "AWS4-HMAC-SHA256   Credential=AK/20260301/us-east-1/ce/aws4_request,SignedHeaders=host;x-amz-date, "
      "Signature=ab");
  EXPECT_EQ(given.access_key, "AK");
  EXPECT_EQ(given.service, "ce");
  EXPECT_EQ(given.signed_headers, (std::vector<std::string>{"host", "x-amz-date"}));
  EXPECT_EQ(given.signature, "ab");
}

TEST(Authorization, IsRefusedWhereIncomplete) {
  for (const char* header :
       {"", "Basic abc", "AWS4-HMAC-SHA256", "AWS4-HMAC-SHA256 SignedHeaders=host, Signature=ab",
        "AWS4-HMAC-SHA256 Credential=AK/20260301/us-east-1/ce/aws4_request, Signature=ab",
        "AWS4-HMAC-SHA256 Credential=AK/20260301/us-east-1/ce/aws4_request, SignedHeaders=host",
        "AWS4-HMAC-SHA256 Credential=AK/20260301/us-east-1/ce, SignedHeaders=host, Signature=ab"}) {
    try {
      parse_authorization(header);
      ADD_FAILURE() << header;
    } catch (const ApiError& error) {
      EXPECT_EQ(error.code(), "IncompleteSignatureException");
    }
  }
}

}  // namespace
}  // namespace awscost::sandbox
