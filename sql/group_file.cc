#include "sql/group_file.h"

#include <array>
#include <bit>
#include <cstring>
#include <utility>
#include <variant>

namespace awscost::sql {
namespace {

constexpr std::int64_t kRowsReadAtOnce = 1000;

// A cell as bytes: what it is, then its number, or its size and its text.
constexpr char kNull = 'n';
constexpr char kInteger = 'i';
constexpr char kReal = 'r';
constexpr char kText = 't';

void add_bits(std::string& bytes, std::uint64_t bits) {
  std::array<char, sizeof bits> raw{};
  std::memcpy(raw.data(), &bits, sizeof bits);
  bytes.append(raw.data(), raw.size());
}

struct Writer {
  std::string& bytes;

  void operator()(Null) const { bytes += kNull; }
  void operator()(std::int64_t number) const {
    bytes += kInteger;
    add_bits(bytes, static_cast<std::uint64_t>(number));
  }
  void operator()(double number) const {
    bytes += kReal;
    add_bits(bytes, std::bit_cast<std::uint64_t>(number));
  }
  void operator()(std::string_view text) const {
    bytes += kText;
    add_bits(bytes, text.size());
    bytes += text;
  }
};

std::uint64_t take_bits(std::string_view& bytes) {
  std::uint64_t bits = 0;
  std::memcpy(&bits, bytes.data(), sizeof bits);
  bytes.remove_prefix(sizeof bits);
  return bits;
}

Value take_value(std::string_view& bytes) {
  const char kind = bytes.front();
  bytes.remove_prefix(1);
  if (kind == kNull) return Null();
  const std::uint64_t bits = take_bits(bytes);
  if (kind == kInteger) return static_cast<std::int64_t>(bits);
  if (kind == kReal) return std::bit_cast<double>(bits);
  Value text = std::string(bytes.substr(0, bits));
  bytes.remove_prefix(bits);
  return text;
}

}  // namespace

GroupFile::GroupFile(const OpenDatabase& open) : file_(open("")) {
  file_->run("PRAGMA journal_mode = OFF");
  file_->run("PRAGMA synchronous = OFF");
  file_->run("CREATE TABLE rows(key BLOB, number INTEGER, cells BLOB, PRIMARY KEY(key, number)) WITHOUT ROWID");
  file_->run("BEGIN");  // the file ends with this object: nothing is committed
}

void GroupFile::add(std::string_view key, std::span<const Cell> cells) {
  std::string bytes;
  for (const Cell& cell : cells) std::visit(Writer{bytes}, cell);
  const std::array<Value, 3> row{Blob{std::string(key)}, added_++, Blob{std::move(bytes)}};
  file_->run("INSERT INTO rows VALUES (?1, ?2, ?3)", row);
}

bool GroupFile::next() {
  if (at_ == rows_.size()) read_on();
  if (at_ == rows_.size()) return false;
  ++at_;
  return true;
}

void GroupFile::read_on() {
  const Row last = rows_.empty() ? Row{.number = -1} : std::move(rows_.back());
  rows_.clear();
  at_ = 0;
  const std::array<Value, 3> parameters{Blob{last.key}, last.number, kRowsReadAtOnce};
  file_->run("SELECT key, number, cells FROM rows WHERE (key, number) > (?1, ?2) ORDER BY key, number LIMIT ?3",
             parameters, [this](std::span<const Cell> found) {
               Row row{.key = std::string(std::get<std::string_view>(found[0])),
                       .number = std::get<std::int64_t>(found[1])};
               std::string_view bytes = std::get<std::string_view>(found[2]);
               while (!bytes.empty()) row.cells.push_back(take_value(bytes));
               rows_.push_back(std::move(row));
             });
}

}  // namespace awscost::sql
