#include "connectors/aws/http/proxy.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "sql/text/displayable.h"

namespace awscost::http {
namespace {

// libcurl's order. HTTP_PROXY does not count: a CGI program gets it from a request's header.
constexpr std::array kForHttps = {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"};
constexpr std::array kForHttp = {"http_proxy", "all_proxy", "ALL_PROXY"};

// "http://name:password@host:port/" -> "host:port"
std::string_view host_and_port(std::string_view proxy) {
  const auto scheme = proxy.find("://");
  if (scheme != std::string_view::npos) proxy.remove_prefix(scheme + 3);
  proxy = proxy.substr(0, proxy.find('/'));
  const auto at = proxy.rfind('@');
  return at == std::string_view::npos ? proxy : proxy.substr(at + 1);
}

std::string_view host_of(std::string_view host_and_port) {
  if (host_and_port.starts_with('[')) return host_and_port.substr(1, host_and_port.find(']') - 1);
  return host_and_port.substr(0, host_and_port.rfind(':'));
}

// libcurl writes "Failed to connect to HOST port PORT ...".
bool is_about(std::string_view detail, std::string_view host) {
  const std::string words = " to " + std::string(host) + " port ";
  return !host.empty() && detail.find(words) != std::string_view::npos;
}

template <class Variables>
std::string found(const Variables& variables, std::string_view detail) {
  constexpr std::size_t kLongest = 200;
  for (const char* variable : variables) {
    const char* value = std::getenv(variable);
    if (value == nullptr || *value == '\0') continue;
    const std::string_view address = host_and_port(value);
    if (!is_about(detail, host_of(address))) return {};
    return text::displayable(address, kLongest) + " (" + variable + ")";
  }
  return {};
}

}  // namespace

std::string unreachable_proxy(CURLcode code, std::string_view detail, std::string_view url) {
  if (code != CURLE_COULDNT_CONNECT) return {};
  return url.starts_with("https:") ? found(kForHttps, detail) : found(kForHttp, detail);
}

}  // namespace awscost::http
