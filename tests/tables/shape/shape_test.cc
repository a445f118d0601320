// The parts of an answer that a shape asks for, and where it stores them.
#include "connectors/tables/shape/shape.h"

#include <gtest/gtest.h>

#include <stdexcept>

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

TEST(Shape, GivesEveryMapALevel) {
  Shape shape;
  EXPECT_EQ(shape.add("/values{}/{key}", Expect::kText, Presence::kOptional).level, 1u);
  EXPECT_EQ(shape.add("/values{}/{value}[]", Expect::kEach, Presence::kRequired).level, 2u);
  EXPECT_EQ(shape.add("/values{}/{value}[]/{index}", Expect::kText, Presence::kOptional).level, 2u);
  EXPECT_EQ(shape.add("/values{}/{value}[]/1", Expect::kNumber, Presence::kOptional).level, 2u);
  EXPECT_EQ(shape.add("/Services{}/{value}", Expect::kNumber, Presence::kOptional).level, 3u);
  EXPECT_EQ(shape.add("/deep{}/{value}{}/{value}{}/{value}", Expect::kText, Presence::kOptional).level, 6u);
  EXPECT_EQ(shape.levels()[2].parent, 1u);
  EXPECT_EQ(shape.levels()[3].parent, 0u);
  EXPECT_EQ(shape.levels()[6].parent, 5u);
}

TEST(Shape, KnowsPositionsOfATupleInAnyOrder) {
  Shape shape;
  const Place third = shape.add("/A/2", Expect::kNumber, Presence::kOptional);
  const Place first = shape.add("/A/0", Expect::kText, Presence::kOptional);
  EXPECT_NE(third.slot, first.slot);
  const Node& tuple = *shape.root().children.front()->children.front();
  ASSERT_EQ(tuple.children.size(), 3u);
  EXPECT_EQ(tuple.children[1], nullptr);
  EXPECT_EQ(tuple.children[2]->slot, third.slot);
}

TEST(Shape, TakesTextAndNumberAtOnePlace) {
  for (const bool text_first : {true, false}) {
    Shape shape;
    const Place one = shape.add("/A/B", text_first ? Expect::kText : Expect::kNumber, Presence::kOptional);
    const Place other = shape.add("/A/B", text_first ? Expect::kNumber : Expect::kText, Presence::kOptional);
    EXPECT_EQ(one.slot, other.slot);
    const Node& node = *shape.root().children.front()->children.front()->children.front();
    EXPECT_EQ(node.kind, Node::Kind::kNumber);
  }
}

TEST(Shape, RefusesContradictions) {
  const auto both = [](std::string_view one, Expect first, std::string_view other, Expect second) {
    Shape shape;
    shape.add(one, first, Presence::kOptional);
    EXPECT_THROW(shape.add(other, second, Presence::kOptional), std::logic_error) << one << " and " << other;
  };
  both("/A", Expect::kText, "/A/B", Expect::kText);
  both("/A", Expect::kText, "/A", Expect::kBoolean);
  both("/A", Expect::kNumber, "/A", Expect::kJson);
  both("/A", Expect::kJson, "/A", Expect::kText);
  both("/A[]/B", Expect::kText, "/A/B", Expect::kText);
  both("/A[]/B", Expect::kText, "/A{}/B", Expect::kText);
  both("/A[]/B", Expect::kText, "/A[]/{key}", Expect::kText);
  both("/A/B", Expect::kText, "/A/{index}", Expect::kText);
  both("/A/B", Expect::kText, "/A/{value}", Expect::kText);
  both("/A", Expect::kText, "/A/0", Expect::kText);
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
