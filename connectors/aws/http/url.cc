#include "connectors/aws/http/url.h"

#include <curl/curl.h>

#include <memory>
#include <new>
#include <stdexcept>

#include "sql/text/words.h"

namespace awscost::http {
namespace {

struct Cleanup {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
  void operator()(char* text) const { curl_free(text); }
};
using Handle = std::unique_ptr<CURLU, Cleanup>;

// Empty where the URL has no such part.
std::string part(const Handle& url, CURLUPart which, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url.get(), which, &text, flags) != CURLUE_OK) return {};
  const std::unique_ptr<char, Cleanup> owner(text);
  return text;
}

Handle parse(const std::string& text) {
  Handle url(curl_url());
  if (!url) throw std::bad_alloc();
  // PATH_AS_IS: the signer normalises the path by itself, and the path is sent as it was given.
  const CURLUcode code = curl_url_set(url.get(), CURLUPART_URL, text.c_str(), CURLU_DISALLOW_USER | CURLU_PATH_AS_IS);
  if (code != CURLUE_OK) throw std::invalid_argument(curl_url_strerror(code));
  return url;
}

Url parts(const Handle& handle) {
  Url url{.scheme = part(handle, CURLUPART_SCHEME),
          .host = part(handle, CURLUPART_HOST),
          .port = part(handle, CURLUPART_PORT, CURLU_NO_DEFAULT_PORT),
          .path = part(handle, CURLUPART_PATH)};
  if (url.scheme != "http" && url.scheme != "https") throw std::invalid_argument("the scheme is not http or https");
  url.host = text::lower(url.host);
  return url;
}

}  // namespace

std::string Url::authority() const {
  return port.empty() ? host : host + ":" + port;
}

std::string Url::origin() const {
  return scheme + "://" + authority();
}

Url parse_url(const std::string& text) {
  const Handle handle = parse(text);
  if (!part(handle, CURLUPART_QUERY).empty()) throw std::invalid_argument("it has a query");
  if (!part(handle, CURLUPART_FRAGMENT).empty()) throw std::invalid_argument("it has a fragment");
  return parts(handle);
}

Url parse_request_url(const std::string& text) {
  return parts(parse(text));
}

}  // namespace awscost::http
