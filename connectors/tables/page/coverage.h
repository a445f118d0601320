// What the pages of an answer cover together: how many were read, the periods of their rows, and that no row comes
// twice.
//
// Cost Explorer does not say that pages come in the order of time, nor that a page ends with a period: a period may go
// on in the next page with other groups. So the periods are the earliest and the latest that a row was about, and not a
// part of the window that is complete.
//
// A row that comes twice would be added up twice. Rows are known by their period and the keys of group_by (of usage: by
// the API key), and a hash of them is kept (recent_hashes.h): of the first 512 rows of a page, and of a sample of the
// others, because more would cost speed. Lists without periods are not checked: what they list may
// change between two pages.
//
// Example:
//
//   std::string after_two_pages(Coverage& coverage, const Document& first, const Document& second) {
//     coverage.begin();
//     coverage.add(first);
//     coverage.add(second);
//     return coverage.sentence("");  // " 2 pages were read: rows from 2026-11-01 to 2026-11-03, of 2026-11-01 to 2026-11-05 (2 of 4 days)."
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/tables/page/layout.h"
#include "connectors/tables/page/recent_hashes.h"
#include "connectors/tables/shape/document.h"
#include "sql/scan.h"
#include "sql/text/instant.h"

namespace awscost::page {

class Coverage {
 public:
  // Both outlive it.
  Coverage(const Layout& layout, const sql::Scan& scan);

  // Before the first page of an answer.
  void begin();

  // Takes note of the next page. Throws DecodeError where one of its periods is no date or lies outside the window, and
  // where a row comes twice.
  void add(const Document& document);

  // What the pages so far tell about the answer, for whoever keeps it (connectors/tables/pieces).
  std::size_t rows() const { return rows_read_; }
  std::size_t most_rows_of_a_period() const { return most_rows_of_a_period_; }
  // The start of the first period that AWS may still change.
  const std::optional<text::Seconds>& estimated_from() const { return estimated_from_; }
  // Where the periods of each page end; empty where the pages did not come in the order of time.
  const std::vector<text::Seconds>& page_ends() const { return page_ends_; }

  // The last period of the last page; the next page may go on with it.
  const std::optional<text::Seconds>& last_period() const { return last_period_; }

  // What was read before the query ended, with a blank before it; empty before the first page. `asked`: as asked_of()
  // returns it.
  std::string sentence(std::string_view asked) const;

 private:
  struct Period {
    text::Seconds start;
    text::Seconds end;
  };

  void add_periods(const Document& document);
  void count_rows(const Document& document);
  void note_order();
  void check_days(const Document& document) const;
  void check_rows(const Document& document);
  void hash_rows(const Document& document);
  std::size_t period_of(const Document& document, std::size_t row) const;  // its place in periods_
  Period period(const Document& document, std::size_t element) const;
  std::string text_of(const Period& period) const;
  std::string share_of_window() const;
  std::string name_of(const Document& document, std::size_t row, std::size_t period) const;

  const Layout& layout_;
  const sql::Scan& scan_;
  std::size_t pages_ = 0;
  std::optional<Period> window_;   // of the request
  std::optional<Period> covered_;  // of the rows, in the pages that had any
  std::vector<Period> periods_;    // of the present page, by element
  RecentHashes rows_;
  struct Hashed {
    std::uint64_t hash;
    std::size_t row;
  };
  std::vector<Hashed> hashed_;  // of the present page
  std::size_t rows_read_ = 0;
  std::size_t most_rows_of_a_period_ = 0;
  std::size_t rows_of_last_period_ = 0;
  std::optional<text::Seconds> last_period_;  // that the page before ended with
  std::optional<text::Seconds> last_counted_;
  std::optional<text::Seconds> estimated_from_;
  std::vector<text::Seconds> page_ends_;
  bool in_order_ = true;
};

}  // namespace awscost::page
