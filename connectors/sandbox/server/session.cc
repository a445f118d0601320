#include "connectors/sandbox/server/session.h"

#include <algorithm>
#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <utility>

namespace awscost::sandbox {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;
using Part = Delivery::Part;
using Then = Delivery::Then;

constexpr std::uint64_t kLargestBody = 1 << 20;
constexpr std::uint32_t kLargestHeader = 16 << 10;
constexpr int kMostHeaders = 100;
constexpr int kMostConnections = 64;
constexpr std::chrono::seconds kIdle{60};
constexpr std::chrono::milliseconds kTrickleStep{20};

using Request = http::request<http::string_body>;
using Response = http::response<http::string_body>;

HttpRequest raw(const Request& request) {
  HttpRequest result{std::string(request.method_string()), std::string(request.target()), {}, request.body()};
  for (const auto& field : request)
    result.headers.push_back({std::string(field.name_string()), std::string(field.value())});
  return result;
}

Response refusal(http::status status) {
  Response response(status, 11);
  response.keep_alive(false);
  response.prepare_payload();
  return response;
}

Response response_of(const wire::Reply& reply, const Request& request) {
  Response response(static_cast<http::status>(reply.status), request.version());
  for (const wire::Header& header : reply.headers) response.set(header.name, header.value);
  response.body() = reply.body;
  response.keep_alive(request.keep_alive());
  response.prepare_payload();
  return response;
}

bool is_plain(const Delivery& delivery) {
  return delivery.part == Part::kWhole && delivery.then == Then::kGoOn && delivery.untrue_length == 0 &&
         !delivery.twice && delivery.trickling.count() == 0;
}

// The bytes of an answer and the end of the first half of its body.
struct Bytes {
  std::string all;
  std::size_t half = 0;
};

Bytes bytes_of(Response response, const Delivery& delivery) {
  const std::size_t body = response.body().size();
  const auto length = std::max<std::int64_t>(0, static_cast<std::int64_t>(body) + delivery.untrue_length);
  response.content_length(static_cast<std::uint64_t>(length));
  // Beast's serializer would cut the body to the announced length.
  std::ostringstream out;
  out << response.base() << response.body();
  Bytes bytes{out.str(), 0};
  bytes.half = bytes.all.size() - body + body / 2;
  if (delivery.twice) bytes.all += "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
  return bytes;
}

class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(tcp::socket socket, FaultyExchange& exchange, const Watch& watch, int& connections)
      : stream_(std::move(socket)),
        exchange_(exchange),
        watch_(watch),
        connections_(connections),
        pause_(stream_.get_executor()) {
    ++connections_;
  }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session() { --connections_; }

  void start() { connections_ > kMostConnections ? send(refusal(http::status::service_unavailable)) : read(); }

 private:
  void read() {
    parser_.emplace();
    parser_->body_limit(kLargestBody);
    parser_->header_limit(kLargestHeader);
    stream_.expires_after(kIdle);
    http::async_read(stream_, buffer_, *parser_,
                     [self = shared_from_this()](error_code failed, std::size_t) { self->answer(failed); });
  }

  void answer(error_code failed) {
    if (failed == http::error::body_limit) return send(refusal(http::status::payload_too_large));
    if (failed == http::error::header_limit) return send(refusal(http::status::request_header_fields_too_large));
    if (failed) return close();
    const Request& request = parser_->get();
    if (std::distance(request.begin(), request.end()) > kMostHeaders) {
      return send(refusal(http::status::request_header_fields_too_large));
    }
    const Answer answer = exchange_.answer(raw(request));
    request_ = answer.request;
    tell(Stage::kAsked);
    Response response = response_of(answer.reply, request);
    if (is_plain(answer.delivery)) return send(std::move(response));
    deliver(bytes_of(std::move(response), answer.delivery), answer.delivery);
  }

  void tell(Stage stage) const {
    if (watch_ && request_ > 0) watch_(stage, request_);
  }

  void send(Response response) {
    response_ = std::move(response);
    stream_.expires_after(kIdle);
    http::async_write(stream_, response_, [self = shared_from_this()](error_code failed, std::size_t) {
      self->tell(Stage::kAnswered);
      if (failed || self->response_.need_eof()) return self->close();
      self->read();
    });
  }

  void deliver(Bytes bytes, const Delivery& delivery) {
    delivery_ = delivery;
    bytes_ = std::move(bytes.all);
    sent_ = 0;
    if (delivery.part != Part::kWhole) bytes_.resize(delivery.part == Part::kHalf ? bytes.half : 0);
    const auto steps = std::max<std::int64_t>(1, delivery.trickling / kTrickleStep);
    step_ = bytes_.size() / static_cast<std::size_t>(steps) + 1;
    send_step();
  }

  void send_step() {
    if (sent_ == bytes_.size()) return finish();
    stream_.expires_after(kIdle);
    const std::size_t size = std::min(step_, bytes_.size() - sent_);
    asio::async_write(stream_, asio::buffer(bytes_.data() + sent_, size),
                      [self = shared_from_this(), size](error_code failed, std::size_t) {
                        if (failed) return self->close();
                        self->sent_ += size;
                        self->go_on();
                      });
  }

  void go_on() {
    if (sent_ == bytes_.size()) return finish();
    tell(Stage::kAnswering);
    pause_.expires_after(kTrickleStep);
    pause_.async_wait([self = shared_from_this()](error_code failed) {
      if (!failed) self->send_step();
    });
  }

  void finish() {
    tell(delivery_.part == Part::kHalf ? Stage::kAnswering : Stage::kAnswered);
    switch (delivery_.then) {
      case Then::kGoOn:
        return read();
      case Then::kClose:
        return close();
      case Then::kReset:
        return reset();
      case Then::kSilence:
        return wait_in_silence();
    }
  }

  // Waits until the client closes the connection.
  void wait_in_silence() {
    stream_.expires_after(kIdle);
    stream_.async_read_some(buffer_.prepare(1),
                            [self = shared_from_this()](error_code, std::size_t) { self->close(); });
  }

  void close() {
    error_code ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
  }

  // With a linger time of 0 the kernel sends RST instead of FIN.
  void reset() {
    error_code ignored;
    stream_.socket().set_option(asio::socket_base::linger(true, 0), ignored);
    stream_.socket().close(ignored);
  }

  beast::tcp_stream stream_;
  beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::string_body>> parser_;
  Response response_;
  FaultyExchange& exchange_;
  const Watch& watch_;
  int& connections_;
  std::uint64_t request_ = 0;
  // The members below belong to a faulty answer.
  Delivery delivery_;
  std::string bytes_;
  std::size_t sent_ = 0;
  std::size_t step_ = 0;
  asio::steady_timer pause_;
};

}  // namespace

void start_session(tcp::socket socket, FaultyExchange& exchange, const Watch& watch, int& connections) {
  std::make_shared<Session>(std::move(socket), exchange, watch, connections)->start();
}

}  // namespace awscost::sandbox
