#include "connectors/tables/assembly/page_rows.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "connectors/tables/assembly/review.h"
#include "connectors/tables/assembly/tag_backfills.h"
#include "connectors/tables/pieces/kept_rows.h"
#include "connectors/tables/pieces/known.h"
#include "connectors/tables/request/call.h"

namespace awscost::assembly {

PageRows::PageRows(const Asking& asking, const sql::Scan& scan, std::string parent)
    : asking_(asking),
      scan_(scan),
      parent_(std::move(parent)),
      whole_(std::make_shared<AskedPages>(asking, scan, parent_)) {
  const auto& columns = scan.table->columns;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    echoed_.set(i, columns[i].role == sql::Role::kParent || sql::is_input(columns[i].role));
  }
}

PageRows::~PageRows() = default;

void PageRows::set_destination(std::shared_ptr<const asking::Destination> destination) {
  whole_->pages().set_destination(std::move(destination));
}

void PageRows::cut(const sql::Interrupted& interrupted) {
  if (std::exchange(is_cut_, true) || serve_from_kept(interrupted)) return;
  Part part{.scan = nullptr, .rows = nullptr, .asked = whole_.get()};
  parts_.push_back(std::move(part));
}

// False where nothing of the answer is kept.
bool PageRows::serve_from_kept(const sql::Interrupted& interrupted) {
  kept::KeptAnswers* kept = asking_.statement.kept();
  if (is_given_ || kept == nullptr || !kept->is_on() || !pieces::has_periods(asking_.operation)) return false;
  const auto asked = pieces::costs_asked(asking_.operation, scan_);
  if (!asked) return false;
  if (!whole_->destination() && !resolve(interrupted)) return false;
  auto& of_statement = asking_.statement.state<pieces::KnownAnswers>(&asking_.statement);
  known_ = of_statement.about(*kept, *whole_->destination(), *asked);
  also_ = pieces::metrics_kept_beside(scan_, *asked, *known_);
  // The list is a request too.
  if (asking_.statement.dry_run() == nullptr &&
      pieces::saved_by_knowing_backfills(*asked, *scan_.window, *known_) > 1) {
    pieces::Known known = *known_;
    known.filled_in = last_tag_backfill(asking_, scan_, interrupted);
    known_ = std::make_shared<const pieces::Known>(std::move(known));
  }
  while (!known_->answers.empty()) {
    const std::vector<pieces::Piece> pieces = pieces::pieces_of(*asked, *scan_.window, *known_);
    if (pieces.size() == 1 && pieces.front().answer == nullptr && also_.none()) return false;
    if (cut_by(pieces, interrupted)) return true;
  }
  return false;
}

// False where it is not known whom to ask: the whole then says so.
bool PageRows::resolve(const sql::Interrupted& interrupted) {
  asking::Resolution resolution = asking_.statement.destinations({&whom(), 1}, interrupted);
  if (resolution.first_failure) {
    give({.outcome = *std::move(resolution.failures.front())});
    return false;
  }
  set_destination(std::move(resolution.destinations.front()));
  return true;
}

// False where an answer turns out not to serve: it is then no longer known.
bool PageRows::cut_by(const std::vector<pieces::Piece>& pieces, const sql::Interrupted& interrupted) {
  parts_.clear();
  begin_review(pieces);
  for (const pieces::Piece& piece : pieces) {
    if (piece.answer == nullptr) {
      parts_.push_back(asked_part(piece.window));
      continue;
    }
    auto rows = std::make_unique<pieces::KeptRows>(asking_.operation, scan_, piece, *asking_.statement.kept(),
                                                   whole_->destination());
    rows->set_page_read([this](page::RowReader& page, const sql::GroupBy& keys) {
      asking_.statement.page_read(page.rows());
      if (review_) review_->learn(page, keys);
    });
    if (!rows->begin(interrupted)) {
      pieces::Known others = *known_;
      std::erase_if(others.answers,
                    [id = piece.answer->kept.id](const pieces::KnownAnswer& answer) { return answer.kept.id == id; });
      parts_.clear();
      known_ = std::make_shared<const pieces::Known>(std::move(others));
      return false;
    }
    parts_.push_back({.scan = nullptr, .rows = std::move(rows), .asked = nullptr, .piece = piece});
  }
  if (sql::ScanRecord* record = asking_.statement.resumed()) note_origin(pieces, *record);
  if (asking_.statement.dry_run() != nullptr) {
    write_down(*asking_.statement.dry_run(), interrupted);
  } else if (!scan_.in_loop) {  // thousands of rows would tell of nothing that was paid
    for (const Part& part : parts_) {
      if (part.asked == nullptr) asking_.statement.recalled(question_of(part.piece));
    }
  }
  return true;
}

// The request that a kept piece saves.
asking::Question PageRows::question_of(const pieces::Piece& piece) const {
  sql::Scan scan = scan_;
  scan.window = piece.window;
  return {.destination = whole_->destination(),
          .call = request::call(asking_.operation, scan, {.parent = parent_, .token = {}})};
}

// All of it, because a dry run ends at the first part that is asked for. What is kept is written as the request that it
// saves.
void PageRows::write_down(asking::DryRun& dry_run, const sql::Interrupted& interrupted) {
  for (Part& part : parts_) {
    if (part.asked != nullptr) {
      dry_run.add(part.asked->pages().question(interrupted));
      continue;
    }
    dry_run.add(question_of(part.piece), true);
  }
}

// Of a part that is asked for alone, AskedPages looks through the answer.
void PageRows::begin_review(const std::vector<pieces::Piece>& pieces) {
  const bool is_kept =
      std::any_of(pieces.begin(), pieces.end(), [](const pieces::Piece& piece) { return piece.answer != nullptr; });
  if (!is_kept || asking_.learnt == nullptr || scan_.in_loop || scan_.takes_turns) return;
  review_ = std::make_unique<Review>(asking_, scan_);
}

// Where the answer comes from, for `awscost_last_statement`.
void PageRows::note_origin(const std::vector<pieces::Piece>& pieces, sql::ScanRecord& record) const {
  for (const pieces::Piece& piece : pieces) {
    if (piece.answer == nullptr) continue;
    const kept::Description& kept = piece.answer->kept.description;
    const bool is_the_same =
        kept.start == scan_.window->start && kept.end == scan_.window->end &&
        pieces::answers_the_same(*pieces::costs_asked(asking_.operation, scan_), piece.answer->asked);
    (is_the_same ? record.from_kept : record.from_wider) = true;
  }
}

PageRows::Part PageRows::asked_part(const sql::Window& window) const {
  Part part{.scan = std::make_unique<sql::Scan>(scan_), .rows = nullptr};
  part.scan->window = window;
  // A part tells nothing of what the whole may lack.
  Asking asking = asking_;
  if (window != *scan_.window) asking.learnt = nullptr;
  auto rows = std::make_unique<AskedPages>(asking, *part.scan, parent_, also_);
  rows->pages().set_destination(whole_->destination());
  part.asked = rows.get();
  part.rows = std::move(rows);
  return part;
}

AskedPages* PageRows::first_asked() {
  const auto found = std::find_if(parts_.begin(), parts_.end(), [](const Part& part) { return part.asked != nullptr; });
  return found == parts_.end() ? nullptr : found->asked;
}

std::optional<asking::Question> PageRows::question(const sql::Interrupted& interrupted) {
  cut(interrupted);
  AskedPages* asked = first_asked();
  if (asked == nullptr) return std::nullopt;
  return asked->pages().question(interrupted);
}

void PageRows::give(asking::Answer answer) {
  is_given_ = true;
  AskedPages* asked = parts_.empty() ? whole_.get() : first_asked();
  if (asked != nullptr) asked->pages().give(std::move(answer));
}

void PageRows::begin(const sql::Interrupted& interrupted) {
  cut(interrupted);
  if (AskedPages* asked = first_asked()) asked->begin(interrupted);
}

bool PageRows::next(const sql::Interrupted& interrupted) {
  cut(interrupted);
  while (!parts_.empty()) {
    if (current().next(interrupted)) {
      if (review_) review_->row(current());
      return true;
    }
    parts_.pop_front();
  }
  if (review_) review_->end(interrupted);
  return false;
}

sql::Cell PageRows::cell(std::size_t column) {
  if (!echoed_.test(column)) return current().cell(column);
  if (scan_.table->columns[column].role == sql::Role::kParent) return std::string_view(parent_);
  const auto text = scan_.input(column);
  return text ? sql::Cell(*text) : sql::Cell();
}

}  // namespace awscost::assembly
