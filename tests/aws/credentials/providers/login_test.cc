// The login provider: which keys it uses, when and how it renews them, and its DPoP proof.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>

#include <boost/json.hpp>
#include <memory>
#include <vector>

#include "connectors/aws/credentials/providers/providers.h"
#include "connectors/aws/credentials/tokens/dpop.h"
#include "tests/aws/credentials/provider_scene.h"
#include "tests/support/imposter.h"

namespace awscost::credentials {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::MatchesRegex;

namespace json = boost::json;

constexpr const char* kSession = "arn:aws:sts::123456789012:assumed-role/Admin/ada";
// Its SHA-256, computed with sha256sum.
constexpr const char* kFile =
    "/home/ada/.aws/login/cache/5c5669bf80ced993fb1064e8990083531ae9ca33abd257c786db02b02b6cad49.json";

// The key of RFC 7515, appendix A.3.
constexpr const char* kX = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";
constexpr const char* kY = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0";
constexpr const char* kD = "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI";

std::string from_base64url(std::string text) {
  for (char& c : text) c = c == '-' ? '+' : c == '_' ? '/' : c;
  std::size_t padding = 0;
  for (; text.size() % 4 != 0; ++padding) text += '=';
  std::string bytes(text.size() / 4 * 3, '\0');
  EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()), reinterpret_cast<const unsigned char*>(text.data()),
                  static_cast<int>(text.size()));
  bytes.resize(bytes.size() - padding);
  return bytes;
}

const unsigned char* bytes_of(const std::string& text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;

Key rfc_key() {
  const std::string d = from_base64url(kD);
  const std::string point = "\x04" + from_base64url(kX) + from_base64url(kY);
  BIGNUM* number = BN_bin2bn(bytes_of(d), static_cast<int>(d.size()), nullptr);
  OSSL_PARAM_BLD* builder = OSSL_PARAM_BLD_new();
  OSSL_PARAM_BLD_push_utf8_string(builder, OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0);
  OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_PRIV_KEY, number);
  OSSL_PARAM_BLD_push_octet_string(builder, OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size());
  OSSL_PARAM* parameters = OSSL_PARAM_BLD_to_param(builder);
  EVP_PKEY_CTX* context = EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr);
  EVP_PKEY* key = nullptr;
  EVP_PKEY_fromdata_init(context);
  EXPECT_EQ(EVP_PKEY_fromdata(context, &key, EVP_PKEY_KEYPAIR, parameters), 1);
  EVP_PKEY_CTX_free(context);
  OSSL_PARAM_free(parameters);
  OSSL_PARAM_BLD_free(builder);
  BN_free(number);
  return {key, &EVP_PKEY_free};
}

std::string text_of(BIO* bio) {
  char* start = nullptr;
  const long size = BIO_get_mem_data(bio, &start);
  std::string text(start, static_cast<std::size_t>(size));
  BIO_free(bio);
  return text;
}

// "BEGIN EC PRIVATE KEY", as the AWS CLI writes it.
std::string pem_of(EVP_PKEY* key) {
  BIO* bio = BIO_new(BIO_s_mem());
  EXPECT_EQ(PEM_write_bio_PrivateKey_traditional(bio, key, nullptr, nullptr, 0, nullptr, nullptr), 1);
  return text_of(bio);
}

std::string pkcs8_pem_of(EVP_PKEY* key) {
  BIO* bio = BIO_new(BIO_s_mem());
  EXPECT_EQ(PEM_write_bio_PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr), 1);
  return text_of(bio);
}

// Is `signature` (r and s) the signature of `text`?
bool verifies(EVP_PKEY* key, const std::string& text, const std::string& signature) {
  if (signature.size() != 64) return false;
  ECDSA_SIG* both = ECDSA_SIG_new();
  ECDSA_SIG_set0(both, BN_bin2bn(bytes_of(signature), 32, nullptr), BN_bin2bn(bytes_of(signature) + 32, 32, nullptr));
  unsigned char* der = nullptr;
  const int size = i2d_ECDSA_SIG(both, &der);
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  EVP_DigestVerifyInit(context, nullptr, EVP_sha256(), nullptr, key);
  const bool good = EVP_DigestVerify(context, der, static_cast<std::size_t>(size), bytes_of(text), text.size()) == 1;
  EVP_MD_CTX_free(context);
  OPENSSL_free(der);
  ECDSA_SIG_free(both);
  return good;
}

struct Proof {
  json::value header;
  json::value payload;
  bool good = false;
};

Proof read_proof(const std::string& proof) {
  const auto first = proof.find('.');
  const auto second = proof.rfind('.');
  return {.header = json::parse(from_base64url(proof.substr(0, first))),
          .payload = json::parse(from_base64url(proof.substr(first + 1, second - first - 1))),
          .good = verifies(rfc_key().get(), proof.substr(0, second), from_base64url(proof.substr(second + 1)))};
}

json::object jwk() {
  return {{"kty", "EC"}, {"x", kX}, {"y", kY}, {"crv", "P-256"}};
}

std::string cached(const std::string& expires_at) {
  json::object keys{{"accessKeyId", "ASIAONE"},    {"secretAccessKey", "secret-one"}, {"sessionToken", "session-one"},
                    {"accountId", "123456789012"}, {"expiresAt", expires_at},         {"later", true}};
  json::object token{{"accessToken", keys},
                     {"tokenType", "aws_sigv4"},
                     {"clientId", "arn:aws:signin:::devtools/same-device"},
                     {"refreshToken", "refresh-one"},
                     {"idToken", "id"},
                     {"dpopKey", pem_of(rfc_key().get())}};
  return json::serialize(token);
}

constexpr const char* kFresh =
    R"({"accessToken": {"accessKeyId": "ASIATWO", "secretAccessKey": "secret-two", "sessionToken": "session-two"},
        "tokenType": "aws_sigv4", "expiresIn": 900, "refreshToken": "refresh-two"})";

struct LoginScene : ProviderScene {
  support::Imposter imposter;

  explicit LoginScene(const std::string& content) {
    variables["AWS_ENDPOINT_URL_SIGNIN"] = imposter.url();
    variables["AWS_PROFILE"] = "dev";
    config_text = "[profile dev]\nregion = eu-west-1";
    secrets = {"secret-one", "secret-two", "session-one", "refresh-one", "refresh-two", "PRIVATE", kD};
    if (!content.empty()) files[kFile] = content;
  }

  Identity identity() {
    return without_secrets(ask([](const ProviderContext& context) { return from_login(kSession, context); }));
  }
  std::string refused() {
    return refusal([](const ProviderContext& context) { return from_login(kSession, context); });
  }
};

TEST(Dpop, TheProofNamesTheRequestAndIsSignedByTheKeyInItsHeader) {
  const Key key = rfc_key();
  for (const std::string& pem : {pem_of(key.get()), pkcs8_pem_of(key.get())}) {
    const Proof proof = read_proof(dpop_proof(
        pem,
        {.method = "POST", .url = "https://a.example/v1/token", .time = at("2026-11-22T05:00:00Z"), .id = "id-1"}));
    EXPECT_EQ(proof.header, (json::object{{"typ", "dpop+jwt"}, {"alg", "ES256"}, {"jwk", jwk()}}));
    EXPECT_EQ(
        proof.payload,
        (json::object{{"htm", "POST"}, {"htu", "https://a.example/v1/token"}, {"iat", 1795323600}, {"jti", "id-1"}}));
    EXPECT_TRUE(proof.good);
  }
}

TEST(Dpop, AKeyThatIsNotP256IsAnError) {
  const Key p384(EVP_EC_gen("P-384"), &EVP_PKEY_free);
  for (const std::string& pem : {std::string(), std::string("PRIVATE"), pem_of(p384.get())}) {
    try {
      dpop_proof(pem, {});
      ADD_FAILURE() << "the key was accepted";
    } catch (const wire::SendError& error) {
      EXPECT_STREQ(
          error.what(),
          "The token of `aws login` cannot be renewed: its 'dpopKey' is not a private key of the curve P-256.");
    }
  }
}

TEST(Dpop, IdsAreRandomUuids) {
  const std::string id = random_uuid();
  EXPECT_THAT(id, MatchesRegex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
  EXPECT_NE(id, random_uuid());
}

TEST(LoginProvider, FreshKeysAreUsedWithoutARequest) {
  LoginScene scene(cached("2026-11-22T05:05:01Z"));
  const Identity identity = scene.identity();
  EXPECT_EQ(identity.keys.access_key_id, "ASIAONE");
  EXPECT_EQ(identity.keys.secret_access_key.reveal(), "secret-one");
  EXPECT_EQ(identity.keys.session_token.reveal(), "session-one");
  EXPECT_EQ(identity.account_id, "123456789012");
  EXPECT_EQ(identity.expires_at, at("2026-11-22T05:05:01Z"));
  EXPECT_EQ(identity.source, std::string("aws login session ") + kSession);
  EXPECT_TRUE(scene.imposter.requests().empty());
}

// The AWS CLI reads and writes the file by this machine's clock. The proof carries AWS's time.
TEST(LoginProvider, TheFileHasTheTimesOfThisMachinesClock) {
  LoginScene fresh(cached("2026-11-22T05:05:01Z"));
  fresh.aws_is_ahead = std::chrono::hours(9);
  EXPECT_EQ(fresh.identity().keys.access_key_id, "ASIAONE");
  LoginScene stale(cached("2026-11-22T05:05:00Z"));
  stale.aws_is_ahead = std::chrono::hours(9);
  stale.imposter.reply_with({.body = kFresh});
  EXPECT_EQ(stale.identity().expires_at, at("2026-11-22T05:15:00Z"));
  const Proof proof = read_proof(stale.imposter.requests().at(0).header("dpop"));
  EXPECT_EQ(proof.payload.at("iat"), 1795323600 + 9 * 3600);
}

TEST(LoginProvider, TheFolderCanBeSet) {
  LoginScene scene(cached("2026-11-22T06:00:00Z"));
  scene.files["/elsewhere" + std::string(kFile).substr(std::string("/home/ada/.aws/login/cache").size())] =
      cached("2026-11-22T05:30:00Z");
  scene.variables["AWS_LOGIN_CACHE_DIRECTORY"] = "/elsewhere";
  EXPECT_EQ(scene.identity().expires_at, at("2026-11-22T05:30:00Z"));
}

TEST(LoginProvider, KeysNearTheirExpiryAreRenewedAndWrittenBack) {
  for (const char* expires_at : {"2026-11-22T05:05:00Z", "2026-11-22T01:00:00Z"}) {
    LoginScene scene(cached(expires_at));
    scene.imposter.reply_with({.body = kFresh});
    const Identity identity = scene.identity();
    EXPECT_EQ(identity.keys.access_key_id, "ASIATWO");
    EXPECT_EQ(identity.keys.secret_access_key.reveal(), "secret-two");
    EXPECT_EQ(identity.keys.session_token.reveal(), "session-two");
    EXPECT_EQ(identity.account_id, "123456789012");
    EXPECT_EQ(identity.expires_at, at("2026-11-22T05:15:00Z"));
    json::value file = json::parse(cached("2026-11-22T05:15:00Z"));
    file.at("refreshToken") = "refresh-two";
    json::object& keys = file.at("accessToken").as_object();
    keys["accessKeyId"] = "ASIATWO";
    keys["secretAccessKey"] = "secret-two";
    keys["sessionToken"] = "session-two";
    EXPECT_EQ(json::parse(scene.files[kFile]), file);
  }
}

TEST(LoginProvider, TheRequestCarriesAProof) {
  LoginScene scene(cached("2026-11-22T01:00:00Z"));
  scene.imposter.reply_with({.body = kFresh});
  scene.identity();
  const support::Received request = scene.imposter.requests().at(0);
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.target, "/v1/token");
  EXPECT_EQ(request.header("content-type"), "application/json");
  EXPECT_EQ(request.header("authorization"), "");
  EXPECT_EQ(json::parse(request.body),
            json::parse(R"({"clientId": "arn:aws:signin:::devtools/same-device", "refreshToken": "refresh-one",
                            "grantType": "refresh_token"})"));
  const Proof proof = read_proof(request.header("dpop"));
  EXPECT_TRUE(proof.good);
  EXPECT_EQ(proof.payload.at("htm").as_string(), "POST");
  EXPECT_EQ(proof.payload.at("htu").as_string(), scene.imposter.url() + "/v1/token");
  EXPECT_EQ(proof.payload.at("iat").as_int64(), 1795323600);
}

TEST(LoginProvider, TheProfilesRegionNamesTheEndpoint) {
  LoginScene scene(cached("2026-11-22T01:00:00Z"));
  scene.variables.erase("AWS_ENDPOINT_URL_SIGNIN");
  Scripted scripted([](const http::Request&) { return wire::Reply{.status = 200, .body = kFresh}; });
  scene.exchange = &scripted;
  scene.identity();
  EXPECT_EQ(scripted.requests.at(0).url, "https://eu-west-1.signin.aws.amazon.com/v1/token");
}

TEST(LoginProvider, ARefusalSaysWhyAndHowToSignIn) {
  const auto refused_with = [](const std::string& code) {
    LoginScene scene(cached("2026-11-22T05:00:00Z"));
    scene.imposter.reply_with({.status = 401,
                               .headers = {{"x-amzn-ErrorType", "AccessDeniedException"}},
                               .body = R"({"error": ")" + code + R"(", "message": "refresh-one is bad"})"});
    return scene.refused();
  };
  for (const auto& [code, why] :
       {std::pair{"TOKEN_EXPIRED", "the session has expired"}, std::pair{"USER_CREDENTIALS_CHANGED", "has changed)"},
        std::pair{"INSUFFICIENT_PERMISSIONS", "signin:CreateOAuth2Token"},
        std::pair{"OTHER", "HTTP 401, AccessDeniedException: "}}) {
    EXPECT_THAT(refused_with(code),
                AllOf(HasSubstr("The keys of `aws login` expired at 2026-11-22T05:00:00Z and could not be renewed ("),
                      HasSubstr(why), HasSubstr("run `aws login --profile dev`.")));
  }
}

TEST(LoginProvider, AFailedRenewalIsIgnoredWhileTheKeysAreValid) {
  LoginScene scene(cached("2026-11-22T05:00:01Z"));
  scene.imposter.reply_with({.status = 400, .body = "no"});
  EXPECT_EQ(scene.identity().keys.access_key_id, "ASIAONE");
  EXPECT_EQ(scene.files[kFile], cached("2026-11-22T05:00:01Z"));
}

TEST(LoginProvider, AnIncompleteAnswerIsNotWritten) {
  for (const char* body : {"{}", "<html>", R"({"accessToken": {"accessKeyId": "A"}, "expiresIn": 900})"}) {
    LoginScene scene(cached("2026-11-22T05:00:00Z"));
    scene.imposter.reply_with({.body = body});
    EXPECT_THAT(scene.refused(), HasSubstr("the answer is incomplete"));
    EXPECT_EQ(scene.files[kFile], cached("2026-11-22T05:00:00Z"));
  }
}

TEST(LoginProvider, WithoutASessionTheErrorNamesTheCommandThatSignsIn) {
  EXPECT_THAT(LoginScene("").refused(),
              AllOf(HasSubstr("You are not signed in"), HasSubstr(kFile), HasSubstr("run `aws login --profile dev`")));
  EXPECT_THAT(LoginScene("x").refused(), HasSubstr("is damaged (it is not a JSON object)"));
  EXPECT_THAT(LoginScene("{}").refused(), HasSubstr("'accessToken' is incomplete"));
  EXPECT_THAT(LoginScene(cached("soon")).refused(), HasSubstr("'accessToken' is incomplete"));
}

TEST(LoginProvider, TheCommandNamesTheProfileThatHasTheSession) {
  LoginScene scene("");
  scene.config_text =
      "[profile base]\nlogin_session = " + std::string(kSession) + "\n[profile dev]\nsource_profile = base";
  EXPECT_THAT(scene.refused(), HasSubstr("run `aws login --profile base`"));
  scene.config_text += "\nlogin_session = " + std::string(kSession);
  EXPECT_THAT(scene.refused(), HasSubstr("run `aws login --profile dev`"));
}

TEST(LoginProvider, AnErrorNamesWhatARenewalLacks) {
  json::value file = json::parse(cached("2026-11-22T05:00:00Z"));
  file.as_object().erase("dpopKey");
  file.as_object().erase("clientId");
  EXPECT_THAT(LoginScene(json::serialize(file)).refused(), HasSubstr("the file lacks 'clientId' and 'dpopKey'"));
}

}  // namespace
}  // namespace awscost::credentials
