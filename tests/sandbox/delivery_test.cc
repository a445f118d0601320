// The bytes of a faulty answer on a plain socket, and how the connection ends.
//
// The requests are unsigned: their refusals are delivered like any other answer.
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <string>
#include <thread>

#include "connectors/sandbox/sandbox.h"
#include "connectors/sandbox/server/server.h"

namespace awscost::sandbox {
namespace {

using testing::HasSubstr;

constexpr const char* kRequest = "GET /usageplans HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";

// A server on a thread. The destructor stops it.
class Running {
 public:
  explicit Running(const std::string& faults)
      : server_(sandbox_, Verifier({"AK", "secret", "", "us-east-1"}), {.faults = faults}),
        thread_([this] { server_.run(); }) {}
  ~Running() {
    server_.stop();
    thread_.join();
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  std::uint16_t port() const { return server_.port(); }

 private:
  Sandbox sandbox_;
  Server server_;
  std::thread thread_;
};

class Line {
 public:
  explicit Line(std::uint16_t port) : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  }
  ~Line() { close(socket_); }
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;

  void ask() { EXPECT_GT(send(socket_, kRequest, std::string_view(kRequest).size(), MSG_NOSIGNAL), 0); }

  // Reads until the connection ends or nothing has come for `quiet`.
  std::string read_all(std::chrono::milliseconds quiet = std::chrono::seconds(10)) {
    const timeval most{quiet.count() / 1000, quiet.count() % 1000 * 1000};
    setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof most);
    std::string all;
    std::array<char, 4096> some{};
    ssize_t count = 0;
    while ((count = recv(socket_, some.data(), some.size(), 0)) > 0) all.append(some.data(), std::size_t(count));
    ending_ = count == 0 ? 0 : errno;
    return all;
  }
  int ending() const { return ending_; }  // 0: closed in order; else errno

 private:
  int socket_;
  int ending_ = -1;
};

std::string asked(const std::string& faults, int& ending) {
  const Running server(faults);
  Line line(server.port());
  line.ask();
  std::string text = line.read_all(std::chrono::milliseconds(500));
  ending = line.ending();
  return text;
}

std::string body(const std::string& text) {
  return text.substr(text.find("\r\n\r\n") + 4);
}

constexpr const char* kRefusal = R"({"message":"Missing Authentication Token"})";

TEST(FaultyDelivery, EndsTheConnectionAsTold) {
  int ending = -1;
  EXPECT_EQ(asked("reset-before", ending), "");
  EXPECT_EQ(ending, ECONNRESET);
  EXPECT_EQ(asked("close", ending), "");
  EXPECT_EQ(ending, 0);
  EXPECT_EQ(body(asked("reset-after", ending)), kRefusal);
  EXPECT_EQ(ending, ECONNRESET);
}

TEST(FaultyDelivery, SendsHalfOfABody) {
  const std::string half = std::string(kRefusal).substr(0, std::string_view(kRefusal).size() / 2);
  int ending = -1;
  EXPECT_EQ(body(asked("cut-body", ending)), half);
  EXPECT_EQ(ending, 0);
  EXPECT_EQ(body(asked("reset-in-body", ending)), half);
  EXPECT_EQ(ending, ECONNRESET);
}

TEST(FaultyDelivery, StaysOpenInSilence) {
  int ending = -1;
  EXPECT_EQ(asked("stall", ending), "");
  EXPECT_EQ(ending, EAGAIN);
  EXPECT_EQ(body(asked("stall-in-body", ending)), std::string(kRefusal).substr(0, 21));
  EXPECT_EQ(ending, EAGAIN);
}

TEST(FaultyDelivery, AnnouncesAnotherLength) {
  const std::size_t size = std::string_view(kRefusal).size();
  int ending = -1;
  const std::string longer = asked("length-too-long", ending);
  EXPECT_THAT(longer, HasSubstr("Content-Length: " + std::to_string(size + 100)));
  EXPECT_EQ(body(longer), kRefusal);
  EXPECT_EQ(ending, 0);
  const std::string shorter = asked("length-too-short", ending);
  EXPECT_THAT(shorter, HasSubstr("Content-Length: " + std::to_string(size - 20)));
  EXPECT_EQ(body(shorter), kRefusal);
}

TEST(FaultyDelivery, TricklesAndAnswersTwice) {
  int ending = -1;
  EXPECT_EQ(body(asked("trickle=400ms", ending)), kRefusal);
  EXPECT_EQ(body(asked("answered-twice", ending)),
            std::string(kRefusal) + "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
}

TEST(FaultyDelivery, WatchesEachStage) {
  Sandbox sandbox;
  std::string stages;  // written by the server's thread; read after its end
  Server server(sandbox, Verifier({"AK", "secret", "", "us-east-1"}),
                {.faults = "cut-body", .watch = [&](Stage stage, std::uint64_t request) {
                   stages += std::to_string(request) + (stage == Stage::kAsked       ? "asked "
                                                        : stage == Stage::kAnswering ? "answering "
                                                                                     : "answered ");
                 }});
  std::thread thread([&] { server.run(); });
  for (int i = 0; i < 2; ++i) {
    Line line(server.port());
    line.ask();
    line.read_all(std::chrono::milliseconds(200));
  }
  server.stop();
  thread.join();
  EXPECT_EQ(stages, "1asked 1answering 2asked 2answered ");
}

}  // namespace
}  // namespace awscost::sandbox
