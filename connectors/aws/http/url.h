// The parts of an http or https URL, read by libcurl's parser, so that the signed URL is the one that libcurl sends.
//
//   "https://LOCALHOST:4566/prefix"  ->  authority "localhost:4566", path "/prefix"
//
// Example:
//
//   std::string host_header(const std::string& url) {
//     return parse_url(url).authority();
//   }
#pragma once

#include <string>

namespace awscost::http {

struct Url {
  std::string scheme;  // "http" or "https"
  std::string host;    // lower case; an IPv6 address stands in brackets
  std::string port;    // empty: the scheme's default
  std::string path;    // as written, at least "/"

  std::string authority() const;  // host[:port]: the value of the Host header
  std::string origin() const;     // scheme://host[:port], which an error may show
};

// Throws std::invalid_argument where `text` is not a URL, or has a user name, a query or a fragment. The reason does
// not repeat the text, which may hold a password.
Url parse_url(const std::string& text);

// The same, but accepts a query and a fragment: for an error that names the server.
Url parse_request_url(const std::string& text);

}  // namespace awscost::http
