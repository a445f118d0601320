#include "connectors/sandbox/account_file.h"

#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>
#include <vector>

#include "connectors/sandbox/calendar.h"
#include "connectors/sandbox/organisation.h"

namespace awscost::sandbox {
namespace {

namespace json = boost::json;

[[noreturn]] void refuse(const std::string& place, const std::string& why) {
  throw std::invalid_argument(place + ": " + why);
}

const json::object& object_at(const json::value& value, const std::string& place) {
  if (!value.is_object()) refuse(place, "write a JSON object in braces, not " + json::serialize(value) + ".");
  return value.get_object();
}

std::string text_of(const json::value& value, const std::string& name, const std::string& place) {
  if (!value.is_string()) {
    refuse(place, name + " is " + json::serialize(value) + "; write a string in double quotes.");
  }
  return std::string(value.get_string());
}

std::map<std::string, std::string> texts_of(const json::value& value, const std::string& name,
                                            const std::string& place) {
  std::map<std::string, std::string> texts;
  for (const auto& [key, text] : object_at(value, place + ", " + name)) {
    texts.emplace(key, text_of(text, name + "." + std::string(key), place));
  }
  return texts;
}

// "2026-11-01 05:00:00", as in SQL, or "2026-11-01T05:00:00Z", as in the API.
std::string hour_of(std::string text, const std::string& place) {
  constexpr std::size_t kDate = 10;
  constexpr std::size_t kTime = 19;
  if (text.size() == kTime && text[kDate] == ' ') {
    text[kDate] = 'T';
    text += 'Z';
  }
  const auto moment = parse_moment(text);
  if (!moment || !moment->with_time || std::chrono::floor<std::chrono::hours>(moment->at) != moment->at) {
    refuse(place, "hour is '" + text + "'; write 'YYYY-MM-DD HH:00:00'.");
  }
  return text;
}

std::string day_of_item(std::string text, const std::string& place) {
  const auto moment = parse_moment(text);
  if (!moment || moment->with_time) refuse(place, "day is '" + text + "'; write 'YYYY-MM-DD'.");
  return text;
}

LineItem read_item(const json::value& value, const std::string& place) {
  LineItem item;
  for (const auto& [key, member] : object_at(value, place)) {
    const std::string name(key);
    if (name == "day") {
      item.start = day_of_item(text_of(member, name, place), place);
    } else if (name == "hour") {
      item.start = hour_of(text_of(member, name, place), place);
    } else if (name == "dimensions") {
      item.dimensions = texts_of(member, name, place);
    } else if (name == "tags") {
      item.tags = texts_of(member, name, place);
    } else if (name == "cost_categories") {
      item.cost_categories = texts_of(member, name, place);
    } else if (name == "metrics") {
      item.amounts = texts_of(member, name, place);
    } else if (name == "usage_unit") {
      item.usage_unit = text_of(member, name, place);
    } else {
      refuse(place, "there is no member '" + name +
                        "'; write day or hour, dimensions, tags, cost_categories, metrics and usage_unit.");
    }
  }
  if (value.get_object().contains("day") == value.get_object().contains("hour")) {
    refuse(place, "an item has either a day, \"day\": \"2026-11-01\", or an hour, \"hour\": \"2026-11-01 05:00:00\".");
  }
  return item;
}

json::value parse_json(std::string_view text, const std::string& name, std::size_t first_line) {
  json::stream_parser parser;
  json::error_code error;
  const std::size_t read = parser.write_some(text.data(), text.size(), error);
  if (!error && read < text.size() && text.find_first_not_of(" \t\r\n", read) != std::string_view::npos) {
    error = json::error::extra_data;
  }
  if (!error) parser.finish(error);
  if (!error) return parser.release();
  const auto line = first_line + static_cast<std::size_t>(
                                     std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(read), '\n'));
  refuse(name + ":" + std::to_string(line), "this is not JSON (" + error.message() + ").");
}

struct Placed {
  std::string place;
  LineItem item;
};

struct Content {
  std::vector<Placed> items;
  Switches switches;
};

void switch_off(Switches& switches, const json::value& name, const std::string& place) {
  const std::string text = text_of(name, "switched_off", place);
  if (text == "cost_explorer") {
    switches.cost_explorer = false;
  } else if (text == "resource_data") {
    switches.resource_data = false;
  } else if (text == "hourly_data") {
    switches.hourly_data = false;
  } else {
    refuse(place, "switched_off names '" + text + "'; write cost_explorer, resource_data or hourly_data.");
  }
}

// A line item, or the one item that says what is switched off.
void read_into(Content& content, const json::value& value, const std::string& place) {
  const json::object* object = value.if_object();
  const json::value* off = object == nullptr ? nullptr : object->if_contains("switched_off");
  if (off == nullptr) return content.items.push_back({place, read_item(value, place)});
  if (object->size() > 1 || !off->is_array()) {
    refuse(place, "switched_off stands alone and is a list, {\"switched_off\": [\"resource_data\"]}.");
  }
  for (const json::value& name : off->get_array()) switch_off(content.switches, name, place);
}

Content read_array(std::string_view text, const std::string& name) {
  Content content;
  const json::value array = parse_json(text, name, 1);
  std::size_t number = 0;
  for (const json::value& value : array.as_array()) {
    read_into(content, value, name + ": item " + std::to_string(++number));
  }
  return content;
}

Content read_lines(std::string_view text, const std::string& name) {
  Content content;
  std::size_t number = 0;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    const std::string place = name + ":" + std::to_string(number);
    read_into(content, parse_json(line, name, number), place);
  }
  return content;
}

std::string payer_of(const std::vector<Placed>& items) {
  for (const Placed& placed : items) {
    const auto payer = placed.item.dimensions.find("PAYER_ACCOUNT");
    if (payer != placed.item.dimensions.end()) return payer->second;
  }
  return std::string(kPayer);
}

}  // namespace

Account parse_account(std::string_view text, const std::string& name) {
  const auto first = text.find_first_not_of(" \t\r\n");
  const bool array = first != std::string_view::npos && text[first] == '[';
  const Content content = array ? read_array(text, name) : read_lines(text, name);
  Account account(payer_of(content.items));
  account.set(content.switches);
  for (const Placed& placed : content.items) {
    try {
      account.add(placed.item);
    } catch (const std::invalid_argument& error) {
      refuse(placed.place, std::string(error.what()) + ".");
    }
  }
  return account;
}

Account read_account_file(const std::string& path) {
  // Reading a pipe could block, and a device has no end.
  std::error_code unknown;
  if (std::filesystem::exists(path, unknown) && !std::filesystem::is_regular_file(path, unknown)) {
    refuse(path, "this is a directory, a pipe or a device; write the path of a file of line items.");
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) refuse(path, "this file of line items cannot be opened; check its path and permissions.");
  std::string text{std::istreambuf_iterator<char>(file), {}};
  if (file.bad()) refuse(path, "this file of line items cannot be read to its end.");
  return parse_account(text, path);
}

}  // namespace awscost::sandbox
