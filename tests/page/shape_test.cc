// Which parts of an answer a shape asks for, and where it stores them.
#include "connectors/page/shape.h"

#include <gtest/gtest.h>

namespace awscost::page {
namespace {

TEST(Shape, GivesEveryArrayALevel) {
  Shape shape;
  EXPECT_EQ(shape.add("/Token", Expect::kText, Presence::kOptional).level, 0u);
  EXPECT_EQ(shape.add("/A[]/X", Expect::kText, Presence::kOptional).level, 1u);
  EXPECT_EQ(shape.add("/A[]/B[]", Expect::kEach, Presence::kRequired).level, 2u);
  EXPECT_EQ(shape.add("/C[Value]/X", Expect::kText, Presence::kOptional).level, 3u);
  EXPECT_EQ(shape.levels()[2].parent, 1u);
  EXPECT_EQ(shape.levels()[3].parent, 0u);
}

TEST(Shape, GivesTheSamePathTheSamePlace) {
  Shape shape;
  const Place first = shape.add("/A[]/M/Amount", Expect::kText, Presence::kOptional);
  const Place other = shape.add("/A[]/M/Unit", Expect::kText, Presence::kOptional);
  const Place again = shape.add("/A[]/M/Amount", Expect::kText, Presence::kRequired);
  EXPECT_EQ(first.slot, again.slot);
  EXPECT_NE(first.slot, other.slot);
  EXPECT_EQ(shape.levels()[1].slots, 2u);
}

TEST(Shape, RequiresEveryPartOfARequiredPath) {
  Shape shape;
  shape.add("/A[]/M/Unit", Expect::kText, Presence::kOptional);
  const Node& document = *shape.root().children.front();
  EXPECT_EQ(document.required, 0u);
  shape.add("/A[]/M/Amount", Expect::kText, Presence::kRequired);
  EXPECT_EQ(document.required, 1u);
  const Node& element = *document.children.front()->children.front();
  EXPECT_EQ(element.required, 1u);
  EXPECT_EQ(element.children.front()->required, 2u);
}

}  // namespace
}  // namespace awscost::page
