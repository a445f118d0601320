// Digests: the examples of FIPS 180-4 for "abc" and for the empty text.
#include "connectors/aws/signing/digest.h"

#include <gtest/gtest.h>

#include <array>

namespace awscost::signing {
namespace {

TEST(Digest, OfPublishedTexts) {
  EXPECT_EQ(sha1_hexadecimal("abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(sha256_hexadecimal("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hexadecimal(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Digest, HexadecimalHasTwoLowerCaseDigitsAByte) {
  EXPECT_EQ(hexadecimal(std::array<unsigned char, 3>{0x00, 0x0f, 0xa5}), "000fa5");
  EXPECT_EQ(hexadecimal({}), "");
}

}  // namespace
}  // namespace awscost::signing
