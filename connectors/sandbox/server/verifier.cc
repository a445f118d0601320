#include "connectors/sandbox/server/verifier.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <cctype>
#include <optional>

#include "connectors/sandbox/api_error.h"
#include "connectors/sandbox/calendar.h"

namespace awscost::sandbox {
namespace {

using std::chrono::sys_seconds;

constexpr std::chrono::minutes kMostSkew{5};

ApiError invalid(const std::string& message) {
  return ApiError("InvalidSignatureException", message);
}

// "20260301T120000Z"
std::optional<sys_seconds> parse_amz_date(std::string_view text) {
  if (text.size() != 16) return std::nullopt;
  const std::string iso = std::string(text.substr(0, 4)) + "-" + std::string(text.substr(4, 2)) + "-" +
                          std::string(text.substr(6, 5)) + ":" + std::string(text.substr(11, 2)) + ":" +
                          std::string(text.substr(13));
  const auto moment = parse_moment(iso);
  if (!moment || !moment->with_time) return std::nullopt;
  return moment->at;
}

std::string amz_date(sys_seconds moment) {
  const Day day = day_of(moment);
  const std::chrono::hh_mm_ss time(moment - day);
  std::string text = date_text(day) + "T";
  const auto two = [](std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  text += two(time.hours().count()) + two(time.minutes().count()) + two(time.seconds().count()) + "Z";
  text.erase(std::remove(text.begin(), text.end(), '-'), text.end());
  return text;
}

void check_clock(const std::string& date, sys_seconds now) {
  const auto signed_at = parse_amz_date(date);
  if (!signed_at) {
    throw ApiError("IncompleteSignatureException", "Date must be in ISO-8601 'basic format'. Got '" + date +
                                                       "'. See http://en.wikipedia.org/wiki/ISO_8601");
  }
  if (*signed_at < now - kMostSkew) {
    throw invalid("Signature expired: " + date + " is now earlier than " + amz_date(now - kMostSkew) + " (" +
                  amz_date(now) + " - 5 min.)");
  }
  if (*signed_at > now + kMostSkew) {
    throw invalid("Signature not yet current: " + date + " is still later than " + amz_date(now + kMostSkew) + " (" +
                  amz_date(now) + " + 5 min.)");
  }
}

bool same(std::string_view left, std::string_view right) {
  return left.size() == right.size() && CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

bool is_signed(const Authorization& given, std::string_view name) {
  return std::find(given.signed_headers.begin(), given.signed_headers.end(), name) != given.signed_headers.end();
}

// Words and a number: "us-gov-west-1".
bool is_region(std::string_view text) {
  const auto outside = [](char c) { return !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'); };
  return std::count(text.begin(), text.end(), '-') >= 2 && std::none_of(text.begin(), text.end(), outside) &&
         text.front() >= 'a' && text.back() >= '0' && text.back() <= '9';
}

}  // namespace

std::string Verifier::check(const HttpRequest& request, std::string_view service, sys_seconds now) const {
  bool found = false;
  const std::string authorization = header_value(request, "Authorization", &found);
  if (!found) throw ApiError("MissingAuthenticationTokenException", "Missing Authentication Token");
  const Authorization given = parse_authorization(authorization);
  const std::string date = header_value(request, "X-Amz-Date", &found);
  if (!found) {
    throw ApiError("IncompleteSignatureException",
                   "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. "
                   "Authorization=AWS4-HMAC-SHA256");
  }
  // AWS refuses an unknown key or token before it computes the signature.
  const Credentials* const known = find(given.access_key, header_value(request, "X-Amz-Security-Token"));
  if (known == nullptr) {
    throw ApiError("UnrecognizedClientException", "The security token included in the request is invalid.");
  }
  check_clock(date, now);
  check_scope(given, service, date);
  check_signed_headers(request, given);
  if (same(signature(request, given, known->secret_key), given.signature)) return given.region;
  throw invalid(
      "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key "
      "and signing method. Consult the service documentation for details.\n\nThe Canonical String for this request "
      "should have been\n'" +
      canonical_request(request, given.signed_headers) + "'\n\nThe String-to-Sign should have been\n'" +
      string_to_sign(request, given) + "'\n");
}

const Credentials* Verifier::find(std::string_view access_key, std::string_view session_token) const {
  const auto fits = [&](const Credentials& each) {
    return each.access_key == access_key && each.session_token == session_token;
  };
  if (fits(credentials_)) return &credentials_;
  const auto other = std::find_if(others_.begin(), others_.end(), fits);
  return other == others_.end() ? nullptr : &*other;
}

void Verifier::check_scope(const Authorization& given, std::string_view service, const std::string& date) const {
  if (given.date != date.substr(0, 8)) {
    throw invalid("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '" +
                  given.date + "' != '" + date.substr(0, 8) + "', from '" + date + "'.");
  }
  const bool in_every_region = service == "apigateway" || service == "sts";
  const bool known = in_every_region ? is_region(given.region) : given.region == credentials_.region;
  if (!known) {
    throw invalid("Credential should be scoped to a valid region, not '" + given.region + "'. ");
  }
  if (!service.empty() && given.service != service) {
    throw invalid("Credential should be scoped to correct service: '" + std::string(service) + "'. ");
  }
}

// AWS requires a signature over Host and every x-amz- header: unsigned ones could have been changed in transit.
void Verifier::check_signed_headers(const HttpRequest& request, const Authorization& given) const {
  if (!is_signed(given, "host")) {
    throw invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
  }
  if (!std::is_sorted(given.signed_headers.begin(), given.signed_headers.end())) {
    throw invalid("SignedHeaders must be sorted.");
  }
  for (const wire::Header& header : request.headers) {
    std::string name = header.name;
    for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (name.starts_with("x-amz-") && !is_signed(given, name)) {
      throw invalid("'" + name + "' must be a 'SignedHeader' in the AWS Authorization.");
    }
  }
}

}  // namespace awscost::sandbox
