#include "connectors/tables/joins/joined_rows.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "connectors/tables/page/refusal.h"
#include "sql/covering.h"
#include "sql/cures.h"
#include "sql/error.h"

namespace awscost::joins {
namespace {

// Rows in memory.
class FoundRows : public asking::AskedRows {
 public:
  // `scan`: the narrow one; it outlives the rows.
  FoundRows(std::shared_ptr<const HeldRows> held, HeldRows::Found found, const sql::Scan& scan, OtherWindow other)
      : held_(std::move(held)), found_(std::move(found)), scan_(scan), other_(std::move(other)) {}

  bool next(const sql::Interrupted&) override { return held_->next(found_); }
  sql::Cell cell(std::size_t column) override { return held_->cell(found_, column); }
  std::shared_ptr<const asking::Destination> destination() const override { return held_->destination(found_); }
  bool next_asks() const override { return false; }

  bool rebind(const sql::Rebinding& changed) override {
    const sql::Scan& wide = held_->scan();
    for (std::size_t i = 0; i < wide.selections.size(); ++i) {
      if (changed.columns.test(i) && wide.selections[i].bound) return false;
    }
    if (!changed.window || sql::covers_window(wide, scan_)) return held_->find_again(found_, scan_);
    std::shared_ptr<const HeldRows> other = other_ ? other_(scan_) : nullptr;
    if (!other || !other->find_likewise(found_, scan_)) return false;
    held_ = std::move(other);
    return true;
  }

 private:
  std::shared_ptr<const HeldRows> held_;
  HeldRows::Found found_;
  const sql::Scan& scan_;
  OtherWindow other_;
};

// The rows of a wide answer that found no room, read again: those that belong to the narrow scan's slices.
class RereadRows : public asking::AskedRows {
 public:
  RereadRows(std::shared_ptr<const HeldRows> wide, std::unique_ptr<asking::AskedRows> rows, const sql::Scan& narrow)
      : wide_(std::move(wide)), rows_(std::move(rows)), narrow_(narrow), masked_(wide_->groups_beyond(narrow)) {
    for (const sql::GroupKey& key : wide_->scan().group_by.keys) {
      if (key.column && !narrow.is_key(*key.column)) slices_.push_back(*key.column);
    }
  }

  bool next(const sql::Interrupted& interrupted) override {
    while (rows_->next(interrupted)) {
      if (std::all_of(slices_.begin(), slices_.end(), [&](std::size_t slice) { return is_of(slice); })) return true;
    }
    return false;
  }
  sql::Cell cell(std::size_t column) override { return masked_.test(column) ? sql::Null() : rows_->cell(column); }
  std::shared_ptr<const asking::Destination> destination() const override { return rows_->destination(); }

 private:
  bool is_of(std::size_t slice) const {
    const sql::Cell cell = rows_->cell(slice);
    const auto* text = std::get_if<std::string_view>(&cell);
    return text != nullptr && *text == narrow_.selections[slice].values.front();
  }

  std::shared_ptr<const HeldRows> wide_;  // has the scan that the rows refer to
  std::unique_ptr<asking::AskedRows> rows_;
  const sql::Scan& narrow_;
  sql::ColumnSet masked_;
  std::vector<std::size_t> slices_;
};

// Rows that are held as they pass, and complete once the last one has passed.
class PassingRows : public asking::AskedRows {
 public:
  PassingRows(const Asker& asker, const sql::Scan& scan, const Ask& ask, std::size_t others, Complete complete)
      : asker_(asker),
        held_(std::make_shared<HeldRows>(scan)),
        rows_(ask(held_->scan())),
        others_(others),
        complete_(std::move(complete)) {}

  bool next(const sql::Interrupted& interrupted) override {
    const bool has_row = rows_->next(interrupted);
    if (!is_held_) return has_row;
    if (has_row) {
      held_->add(*rows_);
      is_held_ = asker_.has_room(others_ + held_->bytes());
    } else {
      is_held_ = false;
      complete_(held_);
    }
    return has_row;
  }
  sql::Cell cell(std::size_t column) override { return rows_->cell(column); }
  std::shared_ptr<const asking::Destination> destination() const override { return rows_->destination(); }
  bool next_asks() const override { return rows_->next_asks(); }

 private:
  const Asker& asker_;
  std::shared_ptr<HeldRows> held_;
  std::unique_ptr<asking::AskedRows> rows_;
  std::size_t others_;
  Complete complete_;
  bool is_held_ = true;
};

// Counts the pages of a single question, and says which one of its loop was not sent.
class SingleRows : public asking::AskedRows {
 public:
  SingleRows(Asker& asker, const sql::Scan& scan, SingleQuestion question)
      : asker_(asker), scan_(scan), rows_(asker.ask(scan)), question_(std::move(question)) {
    question_.last_pages = 0;
  }

  bool next(const sql::Interrupted& interrupted) override {
    const std::int64_t before = asker_.requests();
    try {
      const bool has_row = rows_->next(interrupted);
      count(before);
      return has_row;
    } catch (const page::RefusedError&) {
      throw;
    } catch (const sql::Error& error) {
      if (asker_.requests() > before) throw;
      throw sql::Error(error.what() +
                       sql::cure::asked_singly(*scan_.table, scan_.group_by, question_.varied, question_.asked));
    }
  }
  sql::Cell cell(std::size_t column) override { return rows_->cell(column); }
  std::shared_ptr<const asking::Destination> destination() const override { return rows_->destination(); }
  bool next_asks() const override { return rows_->next_asks(); }

 private:
  void count(std::int64_t before) {
    const std::int64_t sent = asker_.requests() - before;
    question_.pages += sent;
    question_.last_pages += sent;
  }

  Asker& asker_;
  const sql::Scan& scan_;
  std::unique_ptr<asking::AskedRows> rows_;
  SingleQuestion question_;
};

}  // namespace

std::unique_ptr<asking::AskedRows> found_rows(std::shared_ptr<const HeldRows> held, HeldRows::Found found,
                                              const sql::Scan& scan, OtherWindow other) {
  return std::make_unique<FoundRows>(std::move(held), std::move(found), scan, std::move(other));
}

std::unique_ptr<asking::AskedRows> reread_rows(Asker& asker, std::shared_ptr<const HeldRows> wide,
                                               const sql::Scan& scan) {
  auto rows = asker.ask(wide->scan());
  return std::make_unique<RereadRows>(std::move(wide), std::move(rows), scan);
}

std::unique_ptr<asking::AskedRows> passing_rows(const Asker& asker, const sql::Scan& scan, const Ask& ask,
                                                std::size_t held_already, Complete complete) {
  return std::make_unique<PassingRows>(asker, scan, ask, held_already, std::move(complete));
}

std::unique_ptr<asking::AskedRows> single_rows(Asker& asker, const sql::Scan& scan, SingleQuestion question) {
  return std::make_unique<SingleRows>(asker, scan, std::move(question));
}

}  // namespace awscost::joins
