#include "connectors/tables/bill_scenarios/new_line.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <chrono>

#include "connectors/tables/bill_scenarios/texts.h"
#include "sql/error.h"
#include "sql/text/displayable.h"
#include "sql/text/instant.h"

namespace awscost::bill_scenarios {
namespace {

namespace json = boost::json;

// Reads one INSERT. `whose_` begins every error: the table, the service and the usage type.
class Reader {
 public:
  Reader(const Columns& columns, const std::vector<std::optional<sql::Value>>& values)
      : columns_(columns), values_(values), whose_(std::string(columns.table.name) + ": the new line") {
    for (const std::size_t column : {columns.service_code, columns.usage_type}) {
      if (const std::string* text = sql::if_text(value(column))) {
        whose_ += (column == columns.service_code ? " " : ", ") + text::displayable(*text, kMostQuoted);
      }
    }
  }

  PendingLine read() const {
    refuse_what_aws_decides();
    PendingLine line{.action = Action::kCreate};
    line.line.scenario = read_scenario_id(value(columns_.bill_scenario_id), whose_);
    line.line.service_code = read_required(kServiceCode, value(columns_.service_code), whose_);
    line.line.usage_type = read_required(kUsageType, value(columns_.usage_type), whose_);
    line.line.profile = free_text(columns_.profile);
    // SELECT refuses it too: '' would be a second name of the profile in force.
    if (has(columns_.profile) && line.line.profile.empty()) {
      throw sql::Error(whose_ + ": profile is empty. Leave the column out, or give NULL, for the one in force.");
    }
    line.new_line.operation = read_required(kOperation, value(columns_.operation), whose_);
    line.new_line.usage_account_id = read_account("usage_account_id", value(columns_.usage_account_id), whose_);
    line.new_line.availability_zone = read_text(kAvailabilityZone, value(columns_.availability_zone), whose_);
    line.new_line.key = read_text(kKey, value(columns_.key), whose_);
    if (has(columns_.usage_group)) line.usage_group = read_text(kUsageGroup, value(columns_.usage_group), whose_);
    if (has(columns_.amounts)) line.amounts = read_amounts(value(columns_.amounts), whose_);
    line.new_line.historical = read_historical();
    return line;
  }

 private:
  static constexpr std::size_t kMostQuoted = 130;

  const sql::Value& value(std::size_t column) const {
    static const sql::Value none;
    return column < values_.size() && values_[column] ? *values_[column] : none;
  }
  bool has(std::size_t column) const { return !sql::is_null(value(column)); }

  void refuse_what_aws_decides() const {
    for (std::size_t i = 0; i < columns_.table.columns.size(); ++i) {
      const sql::Column& column = columns_.table.columns[i];
      if (!has(i) || column.write != sql::Write::kNever || column.role == sql::Role::kProfile) continue;
      throw sql::Error(whose_ + ": " + std::string(column.name) + " cannot be given. " + instead(i));
    }
  }

  std::string instead(std::size_t column) const {
    if (column == columns_.id) {
      return "AWS assigns the id; give a key of your own, and SELECT line_id FROM awscost_writes WHERE key = ... shows "
             "the id.";
    }
    if (column == columns_.location) return "AWS derives it from usage_type; availability_zone may be given.";
    if (column == columns_.quantities) {
      return "Write amounts, a JSON list of {startHour, amount} without the unit, which AWS knows.";
    }
    return "Leave it out.";
  }

  std::string free_text(std::size_t column) const {
    if (!has(column)) return {};
    const std::string* text = sql::if_text(value(column));
    if (text == nullptr || !text::is_utf8(*text)) {
      throw sql::Error(whose_ + ": " + name(column) + " is " + sql::literal(value(column)) + ", which is not text.");
    }
    return *text;
  }

  std::string name(std::size_t column) const { return std::string(columns_.table.columns[column].name); }

  std::optional<Historical> read_historical() const {
    const std::array required = {columns_.historical_service_code,
                                 columns_.historical_usage_type,
                                 columns_.historical_operation,
                                 columns_.historical_usage_account_id,
                                 columns_.historical_bill_interval_start,
                                 columns_.historical_bill_interval_end,
                                 columns_.historical_filter};
    const auto given = std::count_if(required.begin(), required.end(), [this](std::size_t c) { return has(c); });
    if (given == 0 && !has(columns_.historical_location)) return std::nullopt;
    if (given != static_cast<std::ptrdiff_t>(required.size())) {
      const auto missing = std::find_if(required.begin(), required.end(), [this](std::size_t c) { return !has(c); });
      throw sql::Error(whose_ + " has no " + name(*missing) +
                       ". AWS takes the historical usage as a whole: give all of historical_service_code, _usage_type, "
                       "_operation, _usage_account_id, _bill_interval_start, _bill_interval_end and _filter, or none.");
    }
    return Historical{.service_code = code(columns_.historical_service_code, kServiceCode),
                      .usage_type = code(columns_.historical_usage_type, kUsageType),
                      .operation = code(columns_.historical_operation, kOperation),
                      .location = free_text(columns_.historical_location),
                      .usage_account_id = read_account("historical_usage_account_id",
                                                       value(columns_.historical_usage_account_id), whose_),
                      .bill_interval_start = instant(columns_.historical_bill_interval_start),
                      .bill_interval_end = instant(columns_.historical_bill_interval_end),
                      .filter = expression(columns_.historical_filter)};
  }

  std::string code(std::size_t column, const TextRule& rule) const {
    return read_required(of_column(columns_.table.columns[column].name, rule), value(column), whose_);
  }

  std::int64_t instant(std::size_t column) const {
    const std::string* text = sql::if_text(value(column));
    const auto read = text == nullptr ? std::nullopt : text::parse_instant(*text);
    if (!read) {
      throw sql::Error(whose_ + ": " + name(column) + " is " + text::displayable(sql::literal(value(column)), 100) +
                       ", which is not a time. Write UTC text: '2026-10-01' or '2026-10-01 00:00:00'.");
    }
    return read->time_since_epoch().count();
  }

  std::string expression(std::size_t column) const {
    const std::string* text = sql::if_text(value(column));
    boost::system::error_code failed;
    const json::value parsed = text == nullptr ? json::value() : json::parse(*text, failed);
    if (failed || !parsed.is_object()) {
      throw sql::Error(whose_ + ": " + name(column) + " is " + text::displayable(sql::literal(value(column)), 100) +
                       R"(, which is not a JSON object. Write an Expression with its members in camelCase: )"
                       R"('{"dimensions": {"key": "REGION", "values": ["eu-west-3"]}}'.)");
    }
    return json::serialize(parsed);
  }

  const Columns& columns_;
  const std::vector<std::optional<sql::Value>>& values_;
  std::string whose_;
};

sql::Value text_or_null(const std::string& text) {
  return text.empty() ? sql::Value() : sql::Value(text);
}

sql::Value instant_text(std::int64_t epoch_seconds) {
  return text::time_text(text::Seconds(std::chrono::seconds(epoch_seconds)));
}

}  // namespace

PendingLine read_new_line(const Columns& columns, const std::vector<std::optional<sql::Value>>& values) {
  return Reader(columns, values).read();
}

sql::StoredRow shown(const Columns& columns, const PendingLine& line) {
  sql::StoredRow row(columns.table.columns.size());
  row[columns.bill_scenario_id] = line.line.scenario;
  row[columns.usage_group] = text_or_null(line.usage_group.value_or(""));
  row[columns.service_code] = line.line.service_code;
  row[columns.usage_type] = line.line.usage_type;
  row[columns.operation] = line.new_line.operation;
  row[columns.availability_zone] = text_or_null(line.new_line.availability_zone);
  row[columns.usage_account_id] = line.new_line.usage_account_id;
  if (line.amounts) row[columns.quantities] = quantities_json(*line.amounts, std::nullopt);
  if (const auto& historical = line.new_line.historical) {
    row[columns.historical_service_code] = historical->service_code;
    row[columns.historical_usage_type] = historical->usage_type;
    row[columns.historical_operation] = historical->operation;
    row[columns.historical_location] = text_or_null(historical->location);
    row[columns.historical_usage_account_id] = historical->usage_account_id;
    row[columns.historical_bill_interval_start] = instant_text(historical->bill_interval_start);
    row[columns.historical_bill_interval_end] = instant_text(historical->bill_interval_end);
    row[columns.historical_filter] = historical->filter;
  }
  return row;
}

}  // namespace awscost::bill_scenarios
