// A small HTTP/1.1 server on 127.0.0.1 that gives a test's answers, and misbehaves on request.
//
// How: one thread, one poll loop, a queue of answers; each request takes one. With an empty queue, the function given
// to reply_by makes the answer; without one it is 200 and {}. The destructor closes every connection, stalled ones
// included, and joins the thread. The loop ends after a minute in any case, so that a test that hangs fails instead.
//
// Example:
//
//   std::string url_of_a_refusal(Imposter& imposter) {
//     imposter.reply_with({.status = 400, .body = "{\"__type\":\"ValidationException\"}"});
//     return imposter.url();  // then imposter.requests().at(0).method has the request's method
//   }
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "connectors/wire/call.h"

namespace awscost::support {

enum class Fault {
  kNone,
  kReset,            // the connection is reset instead of an answer
  kResetInBody,      // reset after the headers and half of the body
  kClose,            // the connection is closed in order, without an answer
  kCloseAfterwards,  // the complete answer comes, then the connection is closed without notice
  kCutBody,          // half of the body comes, then the connection is closed in order
  kStall,            // no answer, the connection stays open
  kStallInBody,      // headers and half of the body come, then nothing; the connection stays open
};

struct Answer {
  int status = 200;
  std::vector<wire::Header> headers;  // Content-Length is added
  std::string body = "{}";
  Fault fault = Fault::kNone;
  std::string raw;  // not empty: sent instead of the above, then the connection is closed
};

struct Received {
  std::string method;
  std::string target;  // path and query, as received
  std::vector<wire::Header> headers;
  std::string body;
  int connection = 0;  // 1 for the first one

  std::string header(std::string_view name) const;  // any case; values of equal names joined by a comma
};

class Imposter {
 public:
  struct Tls {
    std::string certificate;  // PEM
    std::string private_key;  // PEM
  };

  Imposter();
  explicit Imposter(const Tls& tls);
  ~Imposter();
  Imposter(const Imposter&) = delete;
  Imposter& operator=(const Imposter&) = delete;

  std::string url() const;  // "http://127.0.0.1:PORT", https with Tls
  int port() const { return port_; }

  void reply_with(Answer answer);

  // Answers each request that finds the queue empty. It is called on the imposter's thread, for one request at a time,
  // without a lock, and after the request stands in requests(). It may call requests() and reply_with(). What it shares
  // with the test's thread must be atomic or guarded, and must outlive the imposter. Where it throws, the answer is 599
  // with the exception's text, which no client takes for AWS's.
  using ReplyBy = std::function<Answer(const Received& request)>;
  void reply_by(ReplyBy answer);
  std::vector<Received> requests() const;
  int connections() const;

  // Wait for it; false after 20 s, so that a test fails instead of hanging.
  bool wait_for_requests(std::size_t count) const;
  bool wait_for_closed_connections(int count) const;  // by either side

  // A port of 127.0.0.1 on which nobody listens.
  static int closed_port();

 private:
  struct Context;
  class Connection;

  void run();
  std::unique_ptr<Connection> accept_next();
  void serve(Connection& connection);
  Answer next_answer(const Received& request);
  void record(Received request);

  std::unique_ptr<Context> context_;
  int listener_ = -1;
  int stop_reader_ = -1;
  int stop_writer_ = -1;
  int port_ = 0;
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  std::deque<Answer> answers_;
  ReplyBy reply_by_;
  std::vector<Received> requests_;
  int accepted_ = 0;
  int closed_ = 0;
  std::thread thread_;
};

}  // namespace awscost::support
