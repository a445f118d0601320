// The rows of one list: what of it is kept (connectors/tables/pieces), and what AWS is asked for, in the order of time.
//
// How: once it is known who is asked, the window is cut into pieces. A piece that a kept answer serves sends nothing; the
// others are asked for when they are reached. Without kept answers there is one piece, the whole window.
//
// Example:
//
//   std::size_t count(PageRows& rows, const sql::Interrupted& interrupted) {
//     std::size_t count = 0;
//     while (rows.next(interrupted)) ++count;
//     return count;
//   }
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "connectors/asking/statement/asked_rows.h"
#include "connectors/asking/statement/dry_run.h"
#include "connectors/tables/assembly/asked_pages.h"
#include "connectors/tables/pieces/pieces.h"
#include "sql/scan_record.h"

namespace awscost::assembly {

class PageRows : public asking::AskedRows {
 public:
  // As in AskedPages.
  PageRows(const Asking& asking, const sql::Scan& scan, std::string parent);
  ~PageRows() override;

  const asking::Whom& whom() const { return whole_->pages().whom(); }
  void set_destination(std::shared_ptr<const asking::Destination> destination);

  // The first question that has to be asked, for somebody else to send, and its answer; nothing where all is kept. Only
  // after set_destination().
  std::optional<asking::Question> question(const sql::Interrupted& interrupted);
  void give(asking::Answer answer);

  bool next(const sql::Interrupted& interrupted) override;
  sql::Cell cell(std::size_t column) override;
  std::shared_ptr<const asking::Destination> destination() const override { return whole_->destination(); }
  bool next_asks() const override { return !is_cut_ || (!parts_.empty() && current().next_asks()); }

  // Reads the first page now, before the first next(), and throws its errors.
  void begin(const sql::Interrupted& interrupted);

 private:
  struct Part {
    std::unique_ptr<sql::Scan> scan;  // of a part of the window; `rows` refer to it
    std::unique_ptr<asking::AskedRows> rows;
    AskedPages* asked = nullptr;  // `rows`, where AWS is asked
    pieces::Piece piece = {};
  };

  void cut(const sql::Interrupted& interrupted);
  bool resolve(const sql::Interrupted& interrupted);
  bool serve_from_kept(const sql::Interrupted& interrupted);
  bool cut_by(const std::vector<pieces::Piece>& pieces, const sql::Interrupted& interrupted);
  asking::Question question_of(const pieces::Piece& piece) const;
  void write_down(asking::DryRun& dry_run, const sql::Interrupted& interrupted);
  void note_origin(const std::vector<pieces::Piece>& pieces, sql::ScanRecord& record) const;
  Part asked_part(const sql::Window& window) const;
  AskedPages* first_asked();
  void begin_review(const std::vector<pieces::Piece>& pieces);
  asking::AskedRows& current() const { return parts_.front().rows ? *parts_.front().rows : *parts_.front().asked; }

  Asking asking_;
  const sql::Scan& scan_;
  std::string parent_;
  sql::ColumnSet echoed_;              // AWS does not repeat the parent or the inputs in its reply
  std::shared_ptr<AskedPages> whole_;  // the whole window; it is asked where nothing is kept
  std::shared_ptr<const pieces::Known> known_;
  sql::ColumnSet also_;    // metrics that the kept answers have, which the next one is to have, too
  bool is_given_ = false;  // somebody else has asked for the whole
  bool is_cut_ = false;
  std::unique_ptr<Review> review_;  // of the whole, where a part of it is kept
  std::deque<Part> parts_;          // the current row is the first one's
};

}  // namespace awscost::assembly
