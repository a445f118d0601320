#include "connectors/tables/request/expression.h"

#include <algorithm>
#include <boost/json.hpp>
#include <string>
#include <utility>

#include "connectors/tables/request/parsed_json.h"
#include "connectors/tables/request/repeated_member.h"
#include "sql/error.h"
#include "sql/text/nearest.h"

namespace awscost::request {
namespace {

namespace json = boost::json;
using sql::KeyType;
using sql::Predicate;

constexpr std::string_view kRoots = "And, Or, Not, Dimensions, Tags or CostCategories";
constexpr std::string_view kRootNames[] = {"And", "Or", "Not", "Dimensions", "Tags", "CostCategories"};
constexpr std::string_view kLeafNames[] = {"Key", "Values", "MatchOptions"};

std::string_view leaf_name(KeyType type) {
  switch (type) {
    case KeyType::kTag:
      return "Tags";
    case KeyType::kCostCategory:
      return "CostCategories";
    case KeyType::kDimension:
    case KeyType::kOther:
      break;
  }
  return "Dimensions";
}

std::string leaf_example(KeyType type) {
  const std::string key = type == KeyType::kDimension ? "SERVICE" : type == KeyType::kTag ? "team" : "unit";
  return "{\"" + std::string(leaf_name(type)) + "\": {\"Key\": \"" + key + "\", \"Values\": [\"...\"]}}";
}

std::string member_list(const json::object& object) {
  std::string names;
  for (const auto& member : object) {
    if (!names.empty()) names += ", ";
    names += "\"" + std::string(member.key()) + "\"";
  }
  return names;
}

// Reads one Expression; `path_` is its JSON Pointer.
class Reader {
 public:
  explicit Reader(std::string_view what) : what_(what) {}

  Predicate read(const json::value& value) {
    const json::object* object = value.if_object();
    if (object == nullptr) {
      fail("an Expression is a JSON object; write " + leaf_example(KeyType::kDimension) + ".");
    }
    if (object->size() != 1) {
      const std::string has = object->empty() ? "none" : member_list(*object);
      fail("an Expression has exactly one member, " + std::string(kRoots) + ", and this one has " + has +
           (object->empty() ? "." : "; put several into {\"And\": [{...}, {...}]}."));
    }
    const auto& [name, operand] = *object->begin();
    const Step step(*this, name);
    return read_root(name, operand);
  }

 private:
  // Extends the path for as long as a member or element is read.
  class Step {
   public:
    Step(Reader& reader, std::string_view name) : reader_(reader), length_(reader.path_.size()) {
      reader_.path_.append("/").append(name);
    }
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;
    ~Step() { reader_.path_.resize(length_); }

   private:
    Reader& reader_;
    std::size_t length_;
  };

  [[noreturn]] void fail(const std::string& sentence) const {
    const std::string where = path_.empty() ? "" : " at " + path_;
    throw sql::Error(std::string(what_) + where + ": " + sentence);
  }

  Predicate read_root(std::string_view name, const json::value& operand) {
    if (name == "And") return sql::conjunction(read_operands(operand, name));
    if (name == "Or") return sql::disjunction(read_operands(operand, name));
    if (name == "Not") return sql::negation(read(operand));
    for (const KeyType type : {KeyType::kDimension, KeyType::kTag, KeyType::kCostCategory}) {
      if (name == leaf_name(type)) return read_leaf(operand, type);
    }
    if (text::likely(name, kRootNames).empty()) return sql::foreign(std::string(name), json::serialize(operand));
    fail("unknown member; write " + std::string(kRoots) + ", in exactly these letters.");
  }

  std::vector<Predicate> read_operands(const json::value& value, std::string_view name) {
    const json::array* array = value.if_array();
    if (array == nullptr || array->size() < 2) {
      fail(std::string(name) + " is an array of at least two Expressions; a single one stands alone, without " +
           std::string(name) + ".");
    }
    std::vector<Predicate> operands;
    for (std::size_t i = 0; i < array->size(); ++i) {
      const Step step(*this, std::to_string(i));
      operands.push_back(read((*array)[i]));
    }
    return operands;
  }

  Predicate read_leaf(const json::value& value, KeyType type) {
    const json::object* object = value.if_object();
    if (object == nullptr) fail("this is an object; write " + leaf_example(type) + ".");
    Predicate leaf = sql::leaf(type, {}, {});
    bool foreign = false;
    for (const auto& [name, member] : *object) {
      const Step step(*this, name);
      if (name == "Key") {
        leaf.key = read_text(member);
      } else if (name == "Values") {
        leaf.values = read_texts(member);
      } else if (name == "MatchOptions") {
        leaf.match_options = read_texts(member);
      } else {
        if (!text::likely(name, kLeafNames).empty()) {
          fail("unknown member; write Key, Values or MatchOptions, in exactly these letters.");
        }
        foreign = true;
      }
    }
    if (foreign) return sql::foreign(std::string(leaf_name(type)), json::serialize(value));
    require_whole(leaf);
    return leaf;
  }

  void require_whole(const Predicate& leaf) const {
    const bool absent =
        std::find(leaf.match_options.begin(), leaf.match_options.end(), sql::kAbsent) != leaf.match_options.end();
    // ABSENT without Key asks for costs that have no tag (or cost category) at all.
    if (leaf.key.empty() && !(absent && leaf.key_type != KeyType::kDimension)) {
      fail("Key is missing; write " + leaf_example(leaf.key_type) + ".");
    }
    if (leaf.values.empty() && !absent) {
      fail("Values is missing; write " + leaf_example(leaf.key_type) +
           (leaf.key_type == KeyType::kDimension ? "."
                                                 : ", or \"MatchOptions\": [\"ABSENT\"] for costs without this key."));
    }
  }

  std::string read_text(const json::value& value) const {
    if (!value.is_string()) fail("this is text; write it in double quotes.");
    return std::string(value.get_string());
  }

  std::vector<std::string> read_texts(const json::value& value) {
    const json::array* array = value.if_array();
    if (array == nullptr) fail("this is an array of texts; write [\"...\"].");
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < array->size(); ++i) {
      const Step step(*this, std::to_string(i));
      texts.push_back(read_text((*array)[i]));
    }
    return texts;
  }

  std::string_view what_;
  std::string path_;
};

json::array operands_to_json(const std::vector<Predicate>& operands) {
  json::array array;
  for (const Predicate& operand : operands) array.emplace_back(expression_json(operand));
  return array;
}

json::object leaf_to_json(const Predicate& leaf) {
  json::object object;
  if (!leaf.key.empty()) object.emplace("Key", leaf.key);
  if (!leaf.values.empty()) object.emplace("Values", json::array(leaf.values.begin(), leaf.values.end()));
  if (!leaf.match_options.empty())
    object.emplace("MatchOptions", json::array(leaf.match_options.begin(), leaf.match_options.end()));
  return object;
}

}  // namespace

sql::Predicate parse_expression(std::string_view text, std::string_view what) {
  if (const auto repeated = repeated_member(text)) {
    throw sql::Error(std::string(what) + ": an object has the member \"" + *repeated +
                     "\" twice, and JSON keeps only one of them; put both conditions into {\"And\": [{...}, {...}]}.");
  }
  constexpr std::string_view kCure =
      " The functions awscost_dimension, awscost_tag, awscost_cost_category, awscost_not, awscost_all and awscost_any "
      "write it for you.";
  return Reader(what).read(parse_json(text, what, kCure));
}

json::object expression_json(const Predicate& predicate) {
  json::object object;
  switch (predicate.kind) {
    case Predicate::Kind::kLeaf:
      object.emplace(leaf_name(predicate.key_type), leaf_to_json(predicate));
      break;
    case Predicate::Kind::kForeign:
      object.emplace(predicate.key, json::parse(predicate.values.front()));
      break;
    case Predicate::Kind::kNot:
      object.emplace("Not", expression_json(predicate.operands.front()));
      break;
    case Predicate::Kind::kAnd:
      object.emplace("And", operands_to_json(predicate.operands));
      break;
    case Predicate::Kind::kOr:
      object.emplace("Or", operands_to_json(predicate.operands));
      break;
  }
  return object;
}

std::string to_expression(const sql::Predicate& predicate) {
  return json::serialize(expression_json(predicate));
}

}  // namespace awscost::request
