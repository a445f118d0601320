#include "sql/answer.h"

#include <algorithm>
#include <string>

#include "sql/cures.h"
#include "sql/error.h"
#include "sql/rebinding.h"
#include "sql/text/fnv.h"
#include "sql/twins.h"

namespace awscost::sql {
namespace {

// The golden ratio spreads ordinals over all bits, so that counting up from one hash does not reach another.
constexpr std::uint64_t kStep = 0x9e3779b97f4a7c15ULL;

std::string_view text_of(const Cell& cell) {
  const auto* text = std::get_if<std::string_view>(&cell);
  return text == nullptr ? std::string_view() : *text;
}

// A hash of cells, in which ("a", "b") and ("ab", "") differ.
class Hash {
 public:
  Hash() = default;
  explicit Hash(std::uint64_t begun) : bytes_(begun) {}

  void add(std::string_view text) {
    bytes_.add(text);
    bytes_.add(kSeparator);
  }
  void add(std::int64_t number) { add(std::to_string(number)); }
  void add(double number) { add(literal(number)); }  // the shortest digits that are this number
  void add(Null) { add_absent(); }
  void add_absent() {
    bytes_.add(kAbsent);
    bytes_.add(kSeparator);
  }
  std::uint64_t value() const { return bytes_.value(); }

 private:
  // Bytes that no UTF-8 text holds.
  static constexpr unsigned char kSeparator = 0xFF;
  static constexpr unsigned char kAbsent = 0xFE;

  text::Fnv1a bytes_;
};

// What AWS never sends back, and a slice that a named table lists and nothing binds.
bool reads_null(const Column& column, const Scan& scan, std::size_t place) {
  return column.role == Role::kWriteOnly ||
         (column.null_unbound && !scan.selections[place].bound && !scan.is_key(place));
}

}  // namespace

Answer::Answer(Scan scan, Source& source, Statement& statement, ReadsRowid reads_rowid, Grouping grouping)
    : scan_(std::move(scan)), reads_rowid_(std::move(reads_rowid)), grouping_(std::move(grouping)) {
  const Table& table = *scan_.table;
  period_start_ = find(table, Role::kPeriodStart);
  period_end_ = find(table, Role::kPeriodEnd);
  has_identity_ = period_start_ || std::any_of(table.columns.begin(), table.columns.end(),
                                               [](const Column& column) { return column.identity; });
  has_inputs_ = std::any_of(table.columns.begin(), table.columns.end(),
                            [](const Column& column) { return is_input(column.role); });
  decide_readings();
  if (!scan_.empty) rows_ = source.open(scan_, statement);
}

void Answer::decide_readings() {
  const Table& table = *scan_.table;
  readings_.assign(table.columns.size(), Reading::kRow);
  constants_.resize(table.columns.size());
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const Role role = table.columns[i].role;
    const Selection& selection = scan_.selections[i];
    if (scan_.several.count(i) != 0) continue;  // each row reports its own value
    if (is_input(role)) {
      readings_[i] = Reading::kConstant;
      if (const auto text = scan_.input(i)) constants_[i] = *text;
    } else if (reads_null(table.columns[i], scan_, i)) {
      readings_[i] = Reading::kConstant;
    } else if (role == Role::kPeriodTwin) {
      readings_[i] = Reading::kTwin;
    } else if (!is_dimension(role)) {
      continue;
    } else if (scan_.is_key(i)) {
      if (selection.bound) checked_keys_.push_back(i);
    } else if (selection.bound && selection.values.size() + (selection.absent ? 1 : 0) == 1) {
      readings_[i] = Reading::kConstant;
      if (!selection.absent) constants_[i] = std::string_view(selection.values.front());
    } else {
      readings_[i] = Reading::kRefused;
    }
  }
}

bool Answer::rebind(const Plan& plan, std::size_t argument, std::string_view before, std::string_view text) {
  return rows_ && sql::rebind(scan_, plan, argument, before, text, rebound_);
}

bool Answer::begin_again() {
  if (!rows_ || !rows_->rebind(rebound_)) return false;
  for (std::size_t i = 0; i < constants_.size() && rebound_.columns.any(); ++i) {
    if (rebound_.columns.test(i) && readings_[i] == Reading::kConstant) {
      constants_[i] = std::string_view(scan_.selections[i].values.front());
    }
  }
  rebound_ = {};
  equals_.clear();
  row_number_ = 0;
  if (groups_) groups_->clear();
  return true;
}

bool Answer::next_accepted(const Interrupted& interrupted) {
  has_rowid_ = false;
  if (!rows_) return false;
  while (rows_->next(interrupted)) {
    count_row();
    if (!accepted()) continue;  // equal rows are accepted alike: period and keys are part of the identity
    if (counts_equals()) number_row();
    return true;
  }
  return false;
}

bool Answer::next_grouped(const Interrupted& interrupted) {
  if (!rows_) return false;
  if (!groups_) begin_groups();
  if (!groups_->is_finished()) read_groups(interrupted);
  return groups_->next();
}

// What a row keeps besides its group: the columns that the statement uses, but for those that are the same in all rows
// and those whose value is an error where it is read.
void Answer::begin_groups() {
  std::vector<std::size_t> others;
  for (std::size_t i = 0; i < readings_.size(); ++i) {
    const bool differs = readings_[i] == Reading::kRow || readings_[i] == Reading::kTwin;
    const bool makes_group = std::find(grouping_.by.begin(), grouping_.by.end(), i) != grouping_.by.end();
    if (differs && scan_.mentioned.test(i) && !makes_group) others.push_back(i);
  }
  if (!refuses_rowid() && (!reads_rowid_ || reads_rowid_())) others.push_back(GroupedRows::kRowid);
  groups_.emplace(*scan_.table, grouping_.by, others, grouping_.room);
}

void Answer::read_groups(const Interrupted& interrupted) {
  const std::vector<std::size_t>& columns = groups_->columns();
  std::vector<Cell> cells(columns.size());
  while (next_accepted(interrupted)) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      cells[i] = columns[i] == GroupedRows::kRowid ? Cell(rowid_now()) : value_now(columns[i]);
    }
    groups_->add(cells);
  }
  groups_->finish();
}

// The identity of every row costs a hash, so a statement that asks for no rowid goes without.
bool Answer::counts_equals() {
  if (!counts_equals_) {
    counts_equals_ = has_identity_ && !refuses_rowid() && !rows_->rowid() && (!reads_rowid_ || reads_rowid_());
  }
  return *counts_equals_;
}

void Answer::number_row() {
  const std::uint64_t row = identity();
  rowid_ = static_cast<std::int64_t>(row + equals_[row]++ * kStep);
  has_rowid_ = true;
}

bool Answer::accepted() {
  const auto period = [&](std::optional<std::size_t> column) {
    return column ? text_of(rows_->cell(*column)) : std::string_view();
  };
  if (!scan_.conditions.empty() && !accepts(scan_.conditions, period(period_start_), period(period_end_))) return false;
  return std::all_of(checked_keys_.begin(), checked_keys_.end(),
                     [&](std::size_t key) { return has(scan_.selections[key], rows_->cell(key)); });
}

Cell Answer::twin(std::size_t column) {
  Value& made = twins_[column];
  made = twin_of(scan_.table->columns[column].wire, text_of(rows_->cell(*period_start_)));
  return cell_of(made);
}

Cell Answer::value_now(std::size_t column) {
  if (readings_[column] == Reading::kRow) return rows_->cell(column);
  if (readings_[column] == Reading::kConstant) return constants_[column];
  if (readings_[column] == Reading::kTwin) return twin(column);
  if (scan_.selections[column].bound) throw Error(cure::several_values(*scan_.table, scan_.group_by, column));
  throw Error(cure::unbound_dimension(*scan_.table, scan_.group_by, column));
}

ColumnSet Answer::refused_columns() const {
  ColumnSet refused;
  if (scan_.empty) return refused;
  for (std::size_t i = 0; i < readings_.size(); ++i) refused.set(i, readings_[i] == Reading::kRefused);
  return refused & scan_.mentioned;
}

bool Answer::refuses_rowid() const {
  return !scan_.empty && (first_slice() || scan_.cut_a_bound);
}

// The first dimension that a condition binds and that the rows do not tell apart.
std::optional<std::size_t> Answer::first_slice() const {
  const auto& columns = scan_.table->columns;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].fixed) continue;  // it is the same in every branch
    if (is_dimension(columns[i].role) && scan_.selections[i].bound && !scan_.is_key(i)) return i;
  }
  return std::nullopt;
}

// Hashes what the inputs of the present row mean, bound or not: of two scans of one statement (the branches of an OR,
// the passes of a RIGHT JOIN), one may bind the value that is the other one's default.
std::uint64_t Answer::hash_of_inputs() {
  Hash hash;
  for (std::size_t i = 0; i < scan_.inputs.size(); ++i) {
    if (scan_.several.count(i) != 0) {
      hash.add(text_of(rows_->cell(i)));
    } else if (const Column& column = scan_.table->columns[i]; column.fixed) {
      hash.add(column.fallback);
    } else if (const auto text = scan_.input(i)) {
      hash.add(*text);
    } else {
      hash.add_absent();
    }
  }
  return hash.value();
}

// Without identity, a row is known by its position among the rows of the same inputs.
void Answer::count_row() {
  if (!has_identity_ && !scan_.several.empty()) {
    const std::uint64_t inputs = hash_of_inputs();
    if (inputs != inputs_) row_number_ = 0;
    inputs_ = inputs;
  }
  ++row_number_;
}

std::uint64_t Answer::identity() {
  Hash hash(hash_of_inputs());
  const auto add_cell = [&](std::size_t column) {
    std::visit([&](const auto& value) { hash.add(value); }, rows_->cell(column));
  };
  if (period_start_) add_cell(*period_start_);
  if (period_end_) add_cell(*period_end_);
  const auto& columns = scan_.table->columns;
  std::size_t group = 0;
  for (std::size_t i = 0; i < columns.size() && group < scan_.group_by.keys.size(); ++i) {
    if (columns[i].role != Role::kGroup) continue;
    add_cell(i);
    ++group;
  }
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].identity && !is_period(columns[i].role)) add_cell(i);
  }
  return hash.value();
}

std::int64_t Answer::rowid() {
  if (const auto slice = first_slice()) throw Error(cure::merged_branches(*scan_.table, *slice));
  if (scan_.cut_a_bound) throw Error(cure::merged_timestamps(*scan_.table));
  return groups_ ? std::get<std::int64_t>(groups_->cell(GroupedRows::kRowid)) : rowid_now();
}

std::int64_t Answer::rowid_now() {
  if (const auto number = rows_->rowid()) return *number;
  if (!has_inputs_ && !has_identity_) return row_number_;
  if (!has_identity_)
    return static_cast<std::int64_t>(hash_of_inputs() + static_cast<std::uint64_t>(row_number_) * kStep);
  if (!has_rowid_) number_row();
  return rowid_;
}

}  // namespace awscost::sql
