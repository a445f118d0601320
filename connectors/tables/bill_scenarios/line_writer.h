// Takes the changes that SQL makes to bill scenario lines, and sends them when the transaction ends.
//
// Owns the queue and the numbers of the lines shown. Repeating an update or a delete is harmless: both say what a line
// is to be, not by how much to change it. Creating twice would double a line, so a batch of creations keeps its token,
// and what an unlucky transaction created is remembered for the user who repeats the INSERT.
//
//   writer.begin();
//   writer.apply({.kind = sql::Change::Kind::kDelete, .rowid = rowid});
//   writer.sync(interrupted);
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <unordered_map>

#include "connectors/tables/bill_scenarios/columns.h"
#include "connectors/tables/bill_scenarios/line.h"
#include "connectors/tables/bill_scenarios/pending_changes.h"
#include "connectors/tables/bill_scenarios/sender.h"
#include "connectors/tables/bill_scenarios/unsettled.h"
#include "connectors/tables/bill_scenarios/write_log.h"
#include "connectors/wire/call.h"
#include "sql/periods.h"
#include "sql/source.h"

namespace awscost::bill_scenarios {

// What all of it leans on; outlives the writer.
struct Options {
  // Repeats what may pass, and says what of it may have been carried out (connectors/retry). Sends every call anew:
  // never one that remembers replies.
  wire::Connector& connector;
  std::function<bool()> writes_on;
  std::function<text::Seconds()> now;      // the time of day, for awscost_writes
  std::function<std::string()> new_token;  // see client_token.h
  WriteLog& log;
  std::function<void()> sent;  // told after a sync that sent something: what was read before may be old
  sql::StatementWatcher* statements = nullptr;  // told that all of a sync is one statement
  // How many requests a statement may make: a sync that takes more sends none. Without it, any number.
  std::function<std::int64_t()> max_requests = {};
  // Where changes go as settings stand, in words ("connector = 'aws'"). What was collected for one place is not sent to
  // another. Without it, there is one place.
  std::function<std::string()> destination = {};
};

class LineWriter : public sql::Writer {
 public:
  LineWriter(const Columns& columns, Options options);

  void begin() override {}
  std::int64_t apply(const sql::Change& change) override;
  void savepoint(int number) override { pending_.savepoint(number); }
  void release(int number) override { pending_.release(number); }
  void rollback_to(int number) override { pending_.rollback_to(number); }
  void sync(const sql::Interrupted& interrupted) override;
  void commit() override { forget(); }
  void rollback() override { forget(); }

  std::shared_ptr<const PendingState> pending() const { return pending_.now(); }
  NumberedLines& numbered() { return numbered_; }

 private:
  std::int64_t insert(const sql::Change& change);
  void update(const sql::Change& change);
  void remove(const sql::Change& change);
  PendingLine changed(const sql::Change& change, PendingLine line) const;
  void require_settable(const sql::Change& change, const Line& line) const;
  const Line& known(std::int64_t rowid) const;
  void require_fresh_key(const PendingLine& line) const;
  void forget();
  std::string destination() const { return options_.destination ? options_.destination() : std::string(); }
  void stop_what_must_not_go(Sender& sender, std::size_t requests) const;
  [[noreturn]] void refuse(const std::string& what) const;
  [[noreturn]] void refuse_unknown(std::int64_t rowid) const;

  const Columns& columns_;
  Options options_;
  PendingChanges pending_;
  NumberedLines numbered_;
  std::string destination_;                               // of the changes that are pending
  std::unordered_map<std::string, Unsettled> unsettled_;  // by destination
};

}  // namespace awscost::bill_scenarios
