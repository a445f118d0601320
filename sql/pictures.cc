#include "sql/pictures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "sql/error.h"

namespace awscost::sql {
namespace {

constexpr std::int64_t kUsualWidth = 20;
constexpr std::int64_t kMostWidth = 1000;
constexpr std::size_t kMostPoints = 10'000;
constexpr int kParts = 8;  // of a character

// By eighths: from one to all of them.
constexpr std::array<std::string_view, kParts> kWide{"▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"};
constexpr std::array<std::string_view, kParts> kHigh{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

std::optional<double> number(const Value& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
  if (const auto* real = std::get_if<double>(&value)) return *real;
  return std::nullopt;
}

[[noreturn]] void no_number(std::string_view function, const Value& value) {
  throw Error(std::string(function) + " draws numbers, and " + literal(value) +
              " is none; write CAST(... AS REAL) for a text of digits, such as an amount in a _exact column.");
}

Value draw_bar(std::span<const Value> arguments) {
  if (is_null(arguments[0]) || is_null(arguments[1])) return Null();
  const auto value = number(arguments[0]);
  const auto most = number(arguments[1]);
  if (!value) no_number("awscost_bar", arguments[0]);
  if (!most) no_number("awscost_bar", arguments[1]);
  std::int64_t width = kUsualWidth;
  if (arguments.size() > 2) {
    const auto* given = std::get_if<std::int64_t>(&arguments[2]);
    if (given == nullptr || *given < 1 || *given > kMostWidth) {
      throw Error("awscost_bar: the width is " + literal(arguments[2]) + "; write a whole number from 1 to 1000.");
    }
    width = *given;
  }
  return bar(*value, *most, width);
}

class Sparkline : public Accumulator {
 public:
  void step(std::span<const Value> arguments) override {
    const auto point = number(arguments[0]);
    if (!point && !is_null(arguments[0])) no_number("awscost_sparkline", arguments[0]);
    if (points_.size() == kMostPoints) {
      throw Error("awscost_sparkline draws 10000 rows at most; group them first, as by day or month.");
    }
    points_.push_back(point);
  }

  Value finish() override {
    std::optional<double> least;
    std::optional<double> greatest;
    for (const auto& point : points_) {
      if (!point) continue;
      least = least ? std::min(*least, *point) : *point;
      greatest = greatest ? std::max(*greatest, *point) : *point;
    }
    if (!least) return Null();
    std::string line;
    for (const auto& point : points_) line += point ? height(*point, *least, *greatest) : " ";
    return line;
  }

 private:
  static std::string_view height(double point, double least, double greatest) {
    // Halves, because the difference of two great numbers may be none.
    const double range = greatest / 2 - least / 2;
    if (!(range > 0)) return kHigh[kParts / 2 - 1];
    const double part = (point / 2 - least / 2) / range;
    return kHigh[static_cast<std::size_t>(std::clamp(std::lround(part * (kParts - 1)), 0L, kParts - 1L))];
  }

  std::vector<std::optional<double>> points_;
};

}  // namespace

std::string bar(double value, double most, std::int64_t width) {
  if (!(value > 0) || !(most > 0)) return {};
  const double share = std::min(value / most, 1.0);
  const auto parts =
      std::max(std::llround(share * static_cast<double>(width * kParts)), 1LL);  // not nothing: it costs something
  std::string drawn;
  for (auto left = parts; left > 0; left -= kParts) {
    drawn += kWide[static_cast<std::size_t>(std::min<long long>(left, kParts)) - 1];
  }
  return drawn;
}

Function bar_function() {
  return {.name = "awscost_bar",
          .min_arguments = 2,
          .max_arguments = 3,
          .risk = Risk::kInnocuous,
          .doc =
              "A bar for a value: awscost_bar(value, most, width) is as long as its share of `most`, and `width` "
              "characters at most (20 where none is given).",
          .call = draw_bar,
          .example = "awscost_bar(unblended_cost, 500, 20)"};
}

Aggregate sparkline() {
  return {.name = "awscost_sparkline",
          .arguments = 1,
          .doc = "A line of the values of a group, a character each, in the order of the rows; a blank for NULL.",
          .start = [] { return std::make_unique<Sparkline>(); },
          .example = "awscost_sparkline(unblended_cost)"};
}

}  // namespace awscost::sql
