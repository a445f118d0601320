// The table `awscost_settings` and the function `awscost_config`.
#include "connectors/asking/settings/in_sql.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "outside.h"
#include "sql/error.h"

namespace awscost::settings {
namespace {

using sql::Value;
using ::testing::HasSubstr;

struct Row {
  std::string name;
  std::string value;
  std::string source;
};

class SettingsInSql : public ::testing::Test {
 protected:
  Value config(const std::vector<Value>& arguments) {
    for (const sql::Function& function : functions_) {
      if (function.min_arguments == static_cast<int>(arguments.size())) return function.call(arguments);
    }
    return {};
  }

  std::string refusal(const std::vector<Value>& arguments) {
    try {
      config(arguments);
    } catch (const sql::Error& error) {
      return error.what();
    }
    return "accepted";
  }

  std::vector<Row> rows() {
    const auto never = [] { return false; };
    const auto table = settings_table(settings_);
    const sql::Scan scan;
    sql::Statement statement;
    const auto open = table->open(scan, statement);
    const auto text = [&](std::size_t column) { return std::string(std::get<std::string_view>(open->cell(column))); };
    std::vector<Row> out;
    while (open->next(never)) {
      EXPECT_FALSE(text(3).empty());
      out.push_back({text(0), text(1), text(2)});
    }
    return out;
  }

  Outside outside_;
  Settings settings_{outside_.surroundings()};
  std::vector<sql::Function> functions_ = functions(settings_);
};

TEST_F(SettingsInSql, ReadingIsNoRiskAndSettingIsDirectOnly) {
  ASSERT_EQ(functions_.size(), 2U);
  EXPECT_EQ(functions_[0].max_arguments, 1);
  EXPECT_EQ(functions_[0].risk, sql::Risk::kReads);
  EXPECT_EQ(functions_[1].max_arguments, 2);
  EXPECT_EQ(functions_[1].risk, sql::Risk::kDirectOnly);
}

TEST_F(SettingsInSql, ConfigReadsSetsAndGoesBack) {
  EXPECT_EQ(config({std::string("budget")}), Value(std::string("1.00")));
  EXPECT_EQ(config({std::string("budget"), std::string("2.50")}), Value(std::string("2.50")));
  EXPECT_EQ(config({std::string("budget")}), Value(std::string("2.50")));
  EXPECT_EQ(config({std::string("budget"), sql::Null()}), Value(std::string("1.00")));
}

TEST_F(SettingsInSql, ConfigSaysWhatIsWrong) {
  EXPECT_THAT(refusal({std::string("bugdet")}), HasSubstr("did you mean 'budget'?"));
  EXPECT_THAT(refusal({std::string("bugdet"), std::string("1")}), HasSubstr("did you mean 'budget'?"));
  EXPECT_THAT(refusal({sql::Null()}), HasSubstr("awscost_config(NULL): the first argument is a setting's name"));
  EXPECT_THAT(refusal({std::string("connector"), std::string("gcp")}), HasSubstr("write 'aws' or 'sandbox'"));
}

TEST_F(SettingsInSql, ConfigAsksWhoUsesTheValue) {
  functions_ = functions(settings_, [](const Setting& setting, const std::string&) {
    if (setting.name == "log") throw std::runtime_error("It cannot be opened.");
  });
  EXPECT_EQ(refusal({std::string("log"), std::string("/none")}),
            "awscost_config: log is '/none'. It cannot be opened.");
  EXPECT_EQ(config({std::string("log")}), Value(std::string()));
  EXPECT_EQ(config({std::string("profile"), std::string("prod")}), Value(std::string("prod")));
}

TEST_F(SettingsInSql, TheTableShowsValuesAndWhereTheyComeFrom) {
  outside_.files[kFile] = "request_timeout = 5000\n";
  outside_.variables["AWSCOST_NOW"] = "2026-11-07";
  config({std::string("connector"), std::string("sandbox")});
  const std::vector<Row> table = rows();
  ASSERT_EQ(table.size(), kSettings.size());
  const auto of = [&](std::string_view name) { return table[index_of(name)]; };
  EXPECT_EQ(of("connector").name, "connector");
  EXPECT_EQ(of("connector").value, "sandbox");
  EXPECT_EQ(of("connector").source, "call");
  EXPECT_EQ(of("now").value, "2026-11-07");
  EXPECT_EQ(of("now").source, "environment");
  EXPECT_EQ(of("request_timeout").value, "5000");
  EXPECT_EQ(of("request_timeout").source, "file");
  EXPECT_EQ(of("budget").source, "default");
}

TEST_F(SettingsInSql, TheTableEndsAtABadValue) {
  outside_.files[kFile] = "budget = free\n";
  EXPECT_THROW(rows(), sql::Error);
}

}  // namespace
}  // namespace awscost::settings
