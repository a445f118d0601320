// The memory of an answer's body: what Content-Length says is had at once, and no more than the limit.
#include "connectors/aws/http/transfer.h"

#include <gtest/gtest.h>

#include <string>

namespace awscost::http {
namespace {

constexpr std::size_t kLimit = 100'000;
constexpr std::size_t kShort = 15;  // that a std::string holds without memory of its own

class Body : public testing::Test {
 protected:
  void header(std::string line) { Transfer::on_header(line.data(), 1, line.size(), &transfer_); }
  bool add(std::string bytes) { return Transfer::on_body(bytes.data(), 1, bytes.size(), &transfer_) == bytes.size(); }

  Transfer transfer_{kLimit};
};

TEST_F(Body, IsReservedByContentLength) {
  header("HTTP/1.1 200 OK\r\n");
  header("content-LENGTH: 50000\r\n");
  ASSERT_TRUE(add("a"));
  ASSERT_TRUE(add(std::string(49'999, 'b')));
  const std::string body = transfer_.take_body();
  EXPECT_EQ(body.size(), 50'000u);
  EXPECT_EQ(body.capacity(), 50'000u);
}

TEST_F(Body, IsReservedInStepsOf64KiB) {
  header("HTTP/1.1 200 OK\r\n");
  header("Content-Length: 70000\r\n");
  ASSERT_TRUE(add("a"));
  EXPECT_EQ(transfer_.take_body().capacity(), kLimit);  // less than two steps
  Transfer large(10 * kLimit);
  std::string line = "Content-Length: 140000\r\n";
  Transfer::on_header(line.data(), 1, line.size(), &large);
  std::string byte = "a";
  Transfer::on_body(byte.data(), 1, byte.size(), &large);
  EXPECT_EQ(large.take_body().capacity(), 3u * 65'536);
}

TEST_F(Body, IsNotReservedPastTheLimit) {
  header("HTTP/1.1 200 OK\r\n");
  header("Content-Length: 99999999999\r\n");
  ASSERT_TRUE(add("a"));
  EXPECT_EQ(transfer_.take_body().capacity(), kLimit);
}

TEST_F(Body, MayBeLongerThanContentLength) {  // it was unpacked
  header("HTTP/1.1 200 OK\r\n");
  header("Content-Length: 20\r\n");
  ASSERT_TRUE(add(std::string(500, 'a')));
  ASSERT_TRUE(add(std::string(500, 'b')));
  EXPECT_EQ(transfer_.take_body(), std::string(500, 'a') + std::string(500, 'b'));
}

TEST_F(Body, NeedsNoContentLength) {
  header("HTTP/1.1 200 OK\r\n");
  header("Content-Length: many\r\n");
  ASSERT_TRUE(add("abc"));
  const std::string body = transfer_.take_body();
  EXPECT_EQ(body, "abc");
  EXPECT_LE(body.capacity(), kShort);
}

}  // namespace
}  // namespace awscost::http
