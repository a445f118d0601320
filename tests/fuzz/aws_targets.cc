// What comes from AWS's files and from a server's errors: any bytes are read, or refused in a sentence.
#include <algorithm>
#include <array>

#include "connectors/aws/config/config.h"
#include "connectors/wire/call.h"
#include "connectors/wire/error.h"
#include "target.h"

namespace awscost::fuzz {
namespace {

// A NUL byte parts the config file from the credentials file.
void run_config(std::string_view bytes) {
  const std::size_t end = std::min(bytes.find('\0'), bytes.size());
  const std::string_view credentials = end == bytes.size() ? std::string_view() : bytes.substr(end + 1);
  try {
    const config::Config config = config::Config::parse(bytes.substr(0, end), credentials);
    for (const char* name : {"default", "prod", ""}) {
      if (const config::Properties* profile = config.profile(name)) {
        for (const auto& [key, property] : *profile) {
          if (key.empty()) throw Broken("a property without a name");
        }
      }
      (void)config.sso_session(name);
    }
  } catch (const wire::SendError& error) {
    const std::string_view sentence = error.what();
    if (error.maybe_charged()) throw Broken("a file cannot charge");
    if (sentence.empty()) throw Broken("an error without a sentence");
  }
}

std::vector<std::string> files() {
  return {
      "[default]\nregion = eu-west-3\n\n[profile prod]\nrole_arn = arn:aws:iam::111122223333:role/r\nsource_profile = "
      "default\n[sso-session 'FOO BAR']\nsso_region=us-east-1\n",
      std::string("[profile prod]\nregion: x\n  nested = 1\n# comment\n[services s]\ncost_explorer =\n  endpoint_url "
                  "= http://127.0.0.1\n") +
          '\0' + "[prod]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI\n",
      "\xEF\xBB\xBF[default]\r\nregion = us-east-1\r\n", "region = x\n[default"};
}

void run_error(std::string_view bytes) {
  const Choice choice = chosen(bytes, 3);
  constexpr std::array kStatus = {400, 429, 503};
  const wire::Reply reply{.status = kStatus[choice.index], .body = std::string(choice.text)};
  const wire::AwsError error = wire::read_error(reply);
  if (error.code.empty()) throw Broken("an error without a code");
  // A byte that is no UTF-8 becomes three.
  if (error.message.size() > 3 * choice.text.size() + 16) throw Broken("a message longer than the body");
}

std::vector<std::string> errors() {
  std::vector<std::string> all;
  for (const char* body :
       {R"({"__type":"com.amazonaws.ce#LimitExceededException:http://x/","message":"Rate exceeded"})",
        R"({"code":"ValidationException","Message":"Bad date \u00e9"})", R"({"message":null,"__type":7})",
        "<ErrorResponse><Error><Type>Sender</Type><Code>ExpiredToken</Code><Message>The token has "
        "expired</Message></Error><RequestId>1</RequestId></ErrorResponse>",
        "<html><head><title>502 Bad Gateway</title></head></html>", ""}) {
    all.push_back(std::string(1, '\0') + body);
  }
  return all;
}

}  // namespace

extern constexpr Target kConfig{.name = "config", .run = run_config, .seeds = files};
extern constexpr Target kError{.name = "error", .run = run_error, .seeds = errors};

}  // namespace awscost::fuzz
