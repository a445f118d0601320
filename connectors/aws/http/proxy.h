// The proxy of the environment that libcurl could not reach, for a message. libcurl's error names host and port that it
// tried, and does not say that they are the proxy's.
//
// Example:
//
//   std::string refused(const std::string& libcurls_words) {
//     return unreachable_proxy(CURLE_COULDNT_CONNECT, libcurls_words, "https://ce.us-east-1.amazonaws.com/");
//   }
#pragma once

#include <curl/curl.h>

#include <string>
#include <string_view>

namespace awscost::http {

// "127.0.0.1:9 (HTTPS_PROXY)": the address without name and password, and the variable that has it. Empty where `code`
// and `detail`, libcurl's error, are about something else. Reads the process's environment, as libcurl does.
std::string unreachable_proxy(CURLcode code, std::string_view detail, std::string_view url);

}  // namespace awscost::http
