// The SQLite file that answers and spending are kept in: how it is laid out, and which files are ours.
//
// A file is ours where its application_id says so and its tables are exactly those of this version. An empty file becomes
// ours; any other one is not touched. The log is written ahead (WAL), so readers and a writer do not wait for each other,
// and a process that is killed damages nothing. A private file has nobody to be safe from.
//
// Example:
//
//   std::int64_t kept_pages(const sql::OpenDatabase& open, const std::string& path) {
//     const auto file = open_kept_file(open, path);
//     return number_of(*file, "SELECT count(*) FROM pages");
//   }
#pragma once

#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include "sql/database.h"

namespace awscost::kept {

inline constexpr std::int64_t kApplication = 0x41575343;  // "AWSC"
inline constexpr std::int64_t kLayout = 1;                // user_version

// The file belongs to somebody else, or to another version. Nothing was written.
class NotOurs : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// `path` is empty for a private file. Throws NotOurs and sql::DatabaseError.
std::unique_ptr<sql::Database> open_kept_file(const sql::OpenDatabase& open, const std::string& path);

// What is wrong with the file and what cures it, in two sentences: "cache_path: /tmp/a is ...; ... Name ...".
std::string why_not(const std::string& path, const std::exception& error);

// The first value of the first row.
std::optional<std::int64_t> if_number(sql::Database& file, std::string_view sql,
                                      std::span<const sql::Value> parameters = {});
// The same; 0 where there is none.
std::int64_t number_of(sql::Database& file, std::string_view sql, std::span<const sql::Value> parameters = {});

// Cells of a row that is known to have that type; 0 or empty for NULL.
std::int64_t integer(const sql::Cell& cell);
std::string text_of(const sql::Cell& cell);

// Begins to write at once, and takes back what was not committed.
class Transaction {
 public:
  explicit Transaction(sql::Database& file);
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction();
  void commit();

 private:
  sql::Database& file_;
  bool open_ = true;
};

}  // namespace awscost::kept
