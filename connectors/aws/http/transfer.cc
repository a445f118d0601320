#include "connectors/aws/http/transfer.h"

#include <curl/curl.h>

#include <exception>

namespace awscost::http {
namespace {

// libcurl bounds one header line (100 KB), and only since 8.3 their sum (300 KB, CVE-2023-38039).
constexpr std::size_t kMostHeaderBytes = std::size_t{256} * 1024;

std::string_view trim(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const auto first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

}  // namespace

std::size_t Transfer::on_body(char* bytes, std::size_t size, std::size_t count, void* self) noexcept {
  auto& transfer = *static_cast<Transfer*>(self);
  try {
    if (transfer.add_body({bytes, size * count})) return size * count;
  } catch (const std::exception&) {  // appending throws nothing but bad_alloc and length_error
    transfer.stop_ = Stop::kOutOfMemory;
  }
  return 0;  // less than was given: libcurl ends the transfer
}

std::size_t Transfer::on_header(char* bytes, std::size_t size, std::size_t count, void* self) noexcept {
  auto& transfer = *static_cast<Transfer*>(self);
  try {
    if (transfer.add_header({bytes, size * count})) return size * count;
  } catch (const std::exception&) {
    transfer.stop_ = Stop::kOutOfMemory;
  }
  return 0;
}

// Called when the connection stands, TLS and proxy included, right before the request goes out: also when libcurl is
// about to repeat it because a kept connection closed without an answer (Curl_retry_request).
int Transfer::on_connected(void* self, char*, char*, int, int) noexcept {
  auto& transfer = *static_cast<Transfer*>(self);
  if (transfer.sent_) {
    transfer.stop_ = Stop::kWouldSendTwice;
    return CURL_PREREQFUNC_ABORT;
  }
  transfer.sent_ = true;
  return CURL_PREREQFUNC_OK;
}

bool Transfer::add_body(std::string_view bytes) {
  if (bytes.size() > max_body_bytes_ - body_.size()) {
    stop_ = Stop::kBodyTooLarge;
    return false;
  }
  body_ += bytes;
  return true;
}

bool Transfer::add_header(std::string_view line) {
  header_bytes_ += line.size();
  if (header_bytes_ > kMostHeaderBytes) {
    stop_ = Stop::kHeadersTooLarge;
    return false;
  }
  // A status line opens each answer: what an interim one (100 Continue) brought is not the answer's.
  if (line.starts_with("HTTP/")) {
    headers_.clear();
    return true;
  }
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return true;  // the empty line that ends the headers
  headers_.push_back({std::string(trim(line.substr(0, colon))), std::string(trim(line.substr(colon + 1)))});
  return true;
}

}  // namespace awscost::http
