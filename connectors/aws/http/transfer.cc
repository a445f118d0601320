#include "connectors/aws/http/transfer.h"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <exception>

#include "sql/text/words.h"

namespace awscost::http {
namespace {

// libcurl bounds one header line (100 KB); their sum only since 8.3 (300 KB, CVE-2023-38039).
constexpr std::size_t kMostHeaderBytes = std::size_t{256} * 1024;

// Pages of an answer differ by some bytes. In steps, each takes the memory of the one before the last; else every second one
// would get fresh memory from the system, which costs 6 % of a scan.
constexpr std::size_t kBodyStep = std::size_t{64} * 1024;

// "HTTP/1.1 200 OK" -> 200. 0 for an interim answer (1xx), and where there is no number.
int status_in(std::string_view line) {
  constexpr int kFirstFinal = 200;
  line.remove_prefix(std::min(line.find(' '), line.size()));
  const std::string_view text = text::trimmed(line).substr(0, 3);
  int status = 0;
  std::from_chars(text.data(), text.data() + text.size(), status);
  return status < kFirstFinal ? 0 : status;
}

}  // namespace

std::size_t Transfer::on_body(char* bytes, std::size_t size, std::size_t count, void* self) noexcept {
  auto& transfer = *static_cast<Transfer*>(self);
  try {
    if (transfer.add_body({bytes, size * count})) return size * count;
  } catch (const std::exception&) {  // bad_alloc or length_error
    transfer.stop_ = Stop::kOutOfMemory;
  }
  return 0;  // fewer bytes than given: libcurl ends the transfer
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

// libcurl calls it once the connection is up, TLS and proxy included, right before it sends the request; and again
// before it resends a request because a kept connection closed without an answer (Curl_retry_request).
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
  if (body_.empty()) reserve_body(bytes.size());
  body_ += bytes;
  return true;
}

// A body that grows by appending is copied over and over, and takes twice its memory. Of a compressed one, Content-Length is
// less than what comes here; of a server that lies, it is no more than the limit.
void Transfer::reserve_body(std::size_t at_least) {
  std::size_t told = 0;
  for (const wire::Header& header : headers_) {
    if (text::lower(header.name) != "content-length") continue;
    std::from_chars(header.value.data(), header.value.data() + header.value.size(), told);
  }
  told = std::min(told, max_body_bytes_);
  if (told > kBodyStep) told = std::min((told + kBodyStep - 1) / kBodyStep * kBodyStep, max_body_bytes_);
  body_.reserve(std::max(at_least, told));
}

bool Transfer::add_header(std::string_view line) {
  header_bytes_ += line.size();
  if (header_bytes_ > kMostHeaderBytes) {
    stop_ = Stop::kHeadersTooLarge;
    return false;
  }
  // A status line begins each answer: the headers of an interim one (100 Continue) are dropped.
  if (line.starts_with("HTTP/")) {
    headers_.clear();
    status_ = status_in(line);
    return true;
  }
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return true;  // the empty line at the end
  headers_.push_back(
      {std::string(text::trimmed(line.substr(0, colon))), std::string(text::trimmed(line.substr(colon + 1)))});
  return true;
}

}  // namespace awscost::http
