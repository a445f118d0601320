#include "sql/cells.h"

#include <type_traits>
#include <variant>

#include "sql/error.h"

namespace awscost::sql {

void Cells::add(const Cell& cell) {
  if (const auto* text = std::get_if<std::string_view>(&cell)) return add_text(*text);
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return add(kInteger, static_cast<std::uint64_t>(*number));
  if (const auto* real = std::get_if<double>(&cell)) return add(kReal, std::bit_cast<std::uint64_t>(*real));
  add(kNull, 0);
}

void Cells::add(Kind kind, std::uint64_t value) {
  if (values_.empty()) kind_ = kind;
  if (kinds_.empty() && kind != kind_) kinds_.assign(values_.size(), kind_);
  if (kind != kind_ || !kinds_.empty()) kinds_.push_back(kind);
  values_.push_back(value);
}

void Cells::add_text(std::string_view text) {
  if (text.size() > kLongestText) {
    throw Error(name_ + " has a text of " + std::to_string(text.size()) +
                " bytes. A statement that holds rows in memory, for a join or for GROUP BY, holds texts of up to " +
                std::to_string(kLongestText) + ".");
  }
  if (!values_.empty() && is_text(values_.size() - 1) && text_at(values_.back()) == text) {
    return add(kText, values_.back());
  }
  const std::uint64_t place = texts_.size() << kSizeBits | text.size();
  texts_ += text;
  add(kText, place);
}

void Cells::reorder(std::span<const std::uint32_t> rows) {
  const auto reordered = [rows](const auto& before) {
    std::remove_cvref_t<decltype(before)> after(before.size());
    for (std::size_t i = 0; i < before.size(); ++i) after[rows[i]] = before[i];
    return after;
  };
  values_ = reordered(values_);
  kinds_ = reordered(kinds_);
}

}  // namespace awscost::sql
