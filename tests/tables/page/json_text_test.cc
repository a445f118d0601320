// JSON written from events.
#include "connectors/tables/page/json_text.h"

#include <gtest/gtest.h>

namespace awscost::page {
namespace {

TEST(JsonText, SeparatesWhatStandsSideBySide) {
  std::string out;
  JsonText json(out);
  json.begin('{');
  json.key("a");
  json.begin('[');
  json.raw("1");
  json.raw("null");
  json.begin('{');
  json.end('}');
  json.end(']');
  json.key("b");
  json.text("x");
  json.end('}');
  EXPECT_EQ(out, R"({"a":[1,null,{}],"b":"x"})");
}

TEST(JsonText, EscapesWhatMustBe) {
  std::string out;
  JsonText json(out);
  json.text("\" \\ \b\f\n\r\t \x01\x1f / é");
  EXPECT_EQ(out, R"("\" \\ \b\f\n\r\t \u0001\u001f / é")");
}

}  // namespace
}  // namespace awscost::page
