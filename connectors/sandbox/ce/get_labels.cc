#include "connectors/sandbox/ce/get_labels.h"

#include <algorithm>

#include "connectors/sandbox/api_error.h"
#include "connectors/sandbox/ce/cost_query.h"
#include "connectors/sandbox/ce/value_list.h"
#include "connectors/sandbox/structure.h"

namespace awscost::sandbox {
namespace {

namespace json = boost::json;

constexpr std::size_t kLongestTagKey = 1024;
constexpr std::size_t kLongestCategoryName = 50;  // characters

using Labels = std::vector<Label> Line::*;

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

[[noreturn]] void refuse(std::string_view value, std::string_view path, std::string_view constraint) {
  throw validation("1 validation error detected: Value '" + std::string(value) + "' at '" + std::string(path) +
                   "' failed to satisfy constraint: Member must " + std::string(constraint));
}

std::optional<std::string> read_tag_key(const Structure& request) {
  auto key = request.text("TagKey");
  if (key && characters(*key) > kLongestTagKey) {
    refuse(*key, request.path("TagKey"), "have length less than or equal to 1024");
  }
  if (key && key->empty()) return std::nullopt;
  return key;
}

std::optional<std::string> read_category_name(const Structure& request) {
  auto name = request.text("CostCategoryName");
  if (!name) return name;
  const std::string path = request.path("CostCategoryName");
  if (name->empty()) refuse(*name, path, "have length greater than or equal to 1");
  if (characters(*name) > kLongestCategoryName) refuse(*name, path, "have length less than or equal to 50");
  if (name->front() == ' ' || name->back() == ' ') {
    refuse(*name, path, "satisfy regular expression pattern: ^(?! )[\\p{L}\\p{N}\\p{Z}-_]*(?<! )$");
  }
  return name;
}

// The keys of a line, or its value of one key.
TextsOf texts_of(Labels labels, const std::optional<std::string>& key, const Account& account) {
  if (!key) {
    return [labels](const Line& line, Texts& texts) {
      for (const Label& label : line.*labels) texts.emplace_back(label.first);
    };
  }
  return [labels, id = account.find(*key)](const Line& line, Texts& texts) {
    texts.push_back(id ? find_label(line.*labels, *id) : std::nullopt);
  };
}

// `member`: the name of the list in the answer.
json::object list_labels(const Context& context, const json::value& body, Labels labels,
                         const std::optional<std::string>& key, std::string_view operation, std::string_view member) {
  const Structure request(body);
  const ListQuery query = read_list_query(request, context, false);
  ValuePage page = cut_page(find_values(query, context, texts_of(labels, key, context.account)), query,
                            body.get_object(), operation);
  json::array texts;
  for (const Value& value : page.values) texts.emplace_back(value.text);
  page.answer[member] = std::move(texts);
  return std::move(page.answer);
}

}  // namespace

json::object get_tags(const Context& context, const json::value& request) {
  const auto key = read_tag_key(Structure(request));
  return list_labels(context, request, &Line::tags, key, "GetTags", "Tags");
}

json::object list_tag_backfills(const Context&, const json::value& body) {
  const Structure request(body);
  const auto most = request.integer("MaxResults");
  if (most && (*most < 1 || *most > 1000)) throw validation("MaxResults must be between 1 and 1000.");
  return {{"BackfillRequests", json::array{{{"BackfillFrom", "2024-01-01T00:00:00Z"},
                                            {"RequestedAt", "2024-12-02T09:30:00Z"},
                                            {"CompletedAt", "2024-12-03T11:00:00Z"},
                                            {"BackfillStatus", "SUCCEEDED"},
                                            {"LastUpdatedAt", "2024-12-03T11:00:00Z"}}}}};
}

json::object get_cost_categories(const Context& context, const json::value& request) {
  const auto name = read_category_name(Structure(request));
  return list_labels(context, request, &Line::cost_categories, name, "GetCostCategories",
                     name ? "CostCategoryValues" : "CostCategoryNames");
}

}  // namespace awscost::sandbox
