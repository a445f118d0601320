// What libcurl reports of one request: whether it was sent, the headers, the body so far.
//
// How: libcurl gets the object's address and the callbacks below. It calls them on the thread that drives the transfer.
// They let no exception into libcurl's C frames: stop() has the reason.
//
// Example:
//
//   bool fits(Transfer& transfer, std::string body) {
//     return Transfer::on_body(body.data(), 1, body.size(), &transfer) == body.size();
//   }
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "connectors/wire/call.h"

namespace awscost::http {

class Transfer {
 public:
  // Why a callback told libcurl to stop.
  enum class Stop { kNone, kBodyTooLarge, kHeadersTooLarge, kOutOfMemory, kWouldSendTwice };

  explicit Transfer(std::size_t max_body_bytes) : max_body_bytes_(max_body_bytes) {}
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  // CURLOPT_WRITEFUNCTION, CURLOPT_HEADERFUNCTION, CURLOPT_PREREQFUNCTION; `self` is the Transfer.
  static std::size_t on_body(char* bytes, std::size_t size, std::size_t count, void* self) noexcept;
  static std::size_t on_header(char* bytes, std::size_t size, std::size_t count, void* self) noexcept;
  static int on_connected(void* self, char* remote_ip, char* local_ip, int remote_port, int local_port) noexcept;

  bool sent() const { return sent_; }  // false: no byte of the request has left
  Stop stop() const { return stop_; }
  int status() const { return status_; }  // of the answer, interim ones left out; 0: none came yet
  std::vector<wire::Header> take_headers() { return std::move(headers_); }
  std::string take_body() { return std::move(body_); }

 private:
  bool add_body(std::string_view bytes);
  void reserve_body(std::size_t at_least);
  bool add_header(std::string_view line);

  std::size_t max_body_bytes_;
  std::size_t header_bytes_ = 0;
  bool sent_ = false;
  int status_ = 0;
  Stop stop_ = Stop::kNone;
  std::vector<wire::Header> headers_;
  std::string body_;
};

}  // namespace awscost::http
