#include "sql/exact_sum.h"

#include <cstdint>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>

#include "sql/error.h"
#include "sql/text/decimal.h"
#include "sql/value.h"

namespace awscost::sql {
namespace {

constexpr const char* kInstead = "; sum the API's own text instead, the column of the same name that ends in _exact.";

class ExactSum : public Accumulator {
 public:
  void step(std::span<const Value> arguments) override {
    const Value& value = arguments.front();
    if (is_null(value)) return;
    if (const auto* integer = std::get_if<std::int64_t>(&value)) {
      sum_.add(*integer);
    } else if (const std::string* text = if_text(value)) {
      add(*text);
    } else {
      if (std::holds_alternative<double>(value)) throw Error(sum_of_rounded(literal(value)));
      throw Error("awscost_sum(" + literal(value) + "): a BLOB is no number" + kInstead);
    }
    empty_ = false;
  }

  Value finish() override { return empty_ ? Value() : Value(sum_.text()); }

 private:
  void add(const std::string& text) {
    try {
      sum_.add(text);
    } catch (const std::invalid_argument& error) {
      throw Error("awscost_sum: " + std::string(error.what()));
    }
  }

  text::DecimalSum sum_;
  bool empty_ = true;
};

}  // namespace

std::string sum_of_rounded(std::string_view what) {
  return "awscost_sum(" + std::string(what) + "): a REAL was rounded before it reached the sum" + kInstead;
}

Aggregate exact_sum() {
  return {.name = "awscost_sum",
          .arguments = 1,
          .doc =
              "The exact sum of decimal texts, as text: awscost_sum(unblended_cost_exact). NULLs are skipped; the sum "
              "of no value is NULL.",
          .start = [] { return std::make_unique<ExactSum>(); },
          .example = "awscost_sum(unblended_cost_exact)"};
}

}  // namespace awscost::sql
