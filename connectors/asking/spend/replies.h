// The answers of the running statement, kept so that it never pays twice for the same one: joins, correlated
// subqueries, and tables that a statement names several times.
//
// How: a Connector in front of the meter. A successful answer is kept under its whole request, page token included; the
// same request again is answered from here, with no row in the ledger. The first few MiB stay in memory, what comes
// after goes to an unnamed temporary file of this process. When the statement ends, all of it is dropped.
//
//   spend::Replies replies(meter);
//   replies.statement_began();
//   replies.send(call, never);   // sent
//   replies.send(call, never);   // the same bytes, not sent
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "connectors/wire/call.h"
#include "sql/source.h"

namespace awscost::spend {

// Of one statement's answers, what is kept in memory. A big scan is read once, so it is not worth the host's memory.
constexpr std::size_t kMostReplyBytesInMemory = std::size_t{4} * 1024 * 1024;

// Not for several threads at once: belongs to one SQLite connection and is used under its mutex.
class Replies : public wire::Connector, public sql::StatementWatcher {
 public:
  // `connector` outlives it; `statements` (may be null) is told of statements as well.
  Replies(wire::Connector& connector, sql::StatementWatcher* statements,
          std::size_t most_in_memory = kMostReplyBytesInMemory);

  // A reply from here has request 0: the ledger's row is the first one's. Throws what the connector throws.
  wire::Reply send(const wire::Call& call, const sql::Interrupted& interrupted) override;

  // Identical calls are sent once, also where nothing is kept; the first of them has the ledger's row.
  void send_all(std::span<const wire::Call> calls, const sql::Interrupted& interrupted,
                const wire::Answered& answered) override;

  // What was answered so far holds no longer: something was changed.
  void forget() { drop(); }

  // Numbers the statements; the same number between two of them.
  std::uint64_t statement() const { return statement_; }

  // Calls may nest. Outside a statement nothing is kept.
  void statement_began() override;
  void statement_ended() override;

 private:
  struct Kept {
    wire::Reply reply;  // its body is empty where it went to the file
    bool in_file = false;
    long offset = 0;
    std::size_t size = 0;
  };
  struct CloseFile {
    // A temporary file: nothing in it is kept.
    void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
  };

  std::optional<wire::Reply> recall(const std::string& key);
  void keep(const std::string& key, const wire::Call& call, const wire::Reply& reply);
  bool write_out(const std::string& body, Kept& kept);
  bool read_back(const Kept& kept, std::string& body) const;
  void drop();

  wire::Connector& connector_;
  sql::StatementWatcher* statements_;
  std::size_t most_in_memory_;
  int statements_open_ = 0;
  std::uint64_t statement_ = 0;
  std::unordered_map<std::string, Kept> kept_;
  std::unordered_set<std::string> rehearsed_;  // in this statement: once is enough, whatever is asked anew in a join
  std::size_t in_memory_ = 0;
  std::unique_ptr<std::FILE, CloseFile> file_;
  long file_end_ = 0;
};

}  // namespace awscost::spend
