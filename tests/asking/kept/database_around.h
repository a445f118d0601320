// A database of the tests' own around a real one: what a test overrides fails or is watched, the rest goes through.
//
// Example:
//
//   class Full : public DatabaseAround {
//    public:
//     using DatabaseAround::DatabaseAround;
//     void before(std::string_view) override { throw sql::DatabaseError("made up", sql::DatabaseError::Cause::kFull); }
//   };
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "sql/database.h"

namespace awscost::kept {

class DatabaseAround : public sql::Database {
 public:
  explicit DatabaseAround(std::unique_ptr<sql::Database> inside) : inside_(std::move(inside)) {}

  // Before each access to the file: `sql`, or what is done with a BLOB. What it throws is the access's failure.
  virtual void before(std::string_view sql) = 0;

  void run(std::string_view sql, std::span<const sql::Value> parameters, const Row& row) override {
    before(sql);
    inside_->run(sql, parameters, row);
  }
  void write_blob(const sql::BlobPlace& place, std::string_view bytes) override {
    before("write a BLOB");
    inside_->write_blob(place, bytes);
  }
  std::string read_blob(const sql::BlobPlace& place) override {
    before("read a BLOB");
    return inside_->read_blob(place);
  }
  std::int64_t changes() const override { return inside_->changes(); }
  std::int64_t last_rowid() const override { return inside_->last_rowid(); }

 private:
  std::unique_ptr<sql::Database> inside_;
};

}  // namespace awscost::kept
