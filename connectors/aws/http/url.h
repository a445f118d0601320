// The parts of an http or https URL, read by libcurl's own parser, so that what is signed is what libcurl sends.
//
//   http::parse_url("https://LOCALHOST:4566/prefix").authority()  ->  "localhost:4566"
#pragma once

#include <string>

namespace awscost::http {

struct Url {
  std::string scheme;  // "http" or "https"
  std::string host;    // lower case; an IPv6 address stands in brackets
  std::string port;    // empty where it is the scheme's default
  std::string path;    // as written, at least "/"

  std::string authority() const;  // host[:port]: the value of the Host header
  std::string origin() const;     // scheme://host[:port]: what an error may show
};

// Throws std::invalid_argument with the reason. The reason never repeats the text, which might hold a password: a URL
// with a user name, a query or a fragment is refused.
Url parse_url(const std::string& text);

// The same without a query's being refused: where an error has to name the server that a request was meant for.
Url parse_request_url(const std::string& text);

}  // namespace awscost::http
