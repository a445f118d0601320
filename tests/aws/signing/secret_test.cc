// A secret text: no copy, no print, no remains in memory.
#include "connectors/aws/signing/secret.h"

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <type_traits>
#include <utility>

#include "connectors/aws/signing/credentials.h"

namespace awscost::signing {
namespace {

template <typename Value>
concept Printable = requires(std::ostringstream& out, const Value& value) {
  out << value;
};

TEST(Secret, CannotBePrintedOrCopied) {
  static_assert(!Printable<Secret> && !Printable<Credentials>);
  static_assert(!std::is_copy_constructible_v<Secret> && !std::is_copy_assignable_v<Secret>);
  static_assert(!std::is_copy_constructible_v<Credentials> && !std::is_copy_assignable_v<Credentials>);
  static_assert(std::is_nothrow_move_constructible_v<Secret> && std::is_nothrow_move_assignable_v<Secret>);
}

TEST(Secret, AMoveLeavesNothingBehind) {
  for (const std::string& text : {std::string("short"), std::string("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")}) {
    Secret first{std::string(text)};
    Secret second(std::move(first));
    EXPECT_TRUE(first.empty());
    EXPECT_EQ(second.reveal(), text);
    first = std::move(second);
    EXPECT_EQ(first.reveal(), text);
  }
}

TEST(Secret, WipeOverwritesAllBytesOfAString) {
  std::string text = "0123456789";
  text.reserve(100);
  const char* bytes = text.data();
  wipe(text);
  EXPECT_TRUE(text.empty());
  ASSERT_EQ(text.data(), bytes) << "still the same memory";
  EXPECT_EQ(std::string(bytes, 10), std::string(10, '\0'));
}

}  // namespace
}  // namespace awscost::signing
