// A call to a destination, its outcome, and the interface of everything that sends.
//
// The senders form a chain: Statement (its own replies) > Keeping (answers of earlier statements) > Retrying > Meter >
// Dispatching, which hands the call to the destination's connection.
//
// Example:
//
//   std::string body_of(Sender& sender, const Question& question, const sql::Interrupted& interrupted) {
//     Answer answer = sender.send(question, interrupted);
//     if (wire::reply_of(answer.outcome) == nullptr) wire::throw_failure(answer.outcome);
//     return wire::reply_of(answer.outcome)->body;
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>

#include "connectors/asking/question/destination.h"
#include "connectors/asking/question/money.h"
#include "connectors/wire/call.h"
#include "connectors/wire/outcome.h"
#include "sql/interrupt.h"

namespace awscost::asking {

// What a statement has sent and spent so far.
struct Tally {
  std::int64_t requests = 0;
  MicroDollars cost = 0;
};

struct Question {
  std::shared_ptr<const Destination> destination;  // never null
  wire::Call call;
  int page = 1;              // 1 for the first page of a scan, then 2, 3, ...
  bool secret = false;       // the reply may hold secrets: it never goes into a file
  int attempt = 1;           // 2, 3, ... for repetitions
  std::uint64_t row = 0;     // the row in `awscost_requests` of its earlier attempts; 0: there was none
  Tally* tally = nullptr;    // the statement's; set by the Statement, null outside of one
  bool may_be_kept = false;  // past the statement: a read whose reply holds no secret
  std::int64_t kept_as = 0;  // the kept answer that the page before belongs to (connectors/asking/kept); 0: none
};

struct Answer {
  wire::Outcome outcome;
  int attempts = 1;          // how often the call was sent
  bool unsettled = false;    // an earlier attempt may have been carried out: no reply showed its outcome
  std::uint64_t row = 0;     // of `awscost_requests`; 0 where nothing was recorded
  std::int64_t kept_as = 0;  // the kept answer that the reply belongs to; 0: it is not kept past the statement
};

// Receives the answer to the question at `place`.
using Answered = std::function<void(std::size_t place, Answer answer)>;

class Sender {
 public:
  virtual ~Sender() = default;

  // Failures are in the answer's outcome, not thrown.
  Answer send(const Question& question, const sql::Interrupted& interrupted);

  // Sends questions that do not depend on each other. `answered` is called once for each, on the calling thread, in the
  // order in which the answers come. A failure of one does not affect the others. An interrupt stops all of them: those
  // that were not sent yet end in InterruptError(false). If `answered` throws, that stops them too; it is not called
  // again, and send_all throws the same exception once no request is under way.
  virtual void send_all(std::span<const Question> questions, const sql::Interrupted& interrupted,
                        const Answered& answered) = 0;
};

// The question's name in the log: "ce:GetCostAndUsage page 2 attempt 3 profile prod".
std::string label(const Question& question);

// The request as JSON: its body, the members of its form, or {"path": ..., "query": [[name, value], ...]} where it has none, with the region
// that the statement names.
std::string request_text(const Question& question);

// The answer to a question that was not sent because of an interrupt.
Answer not_sent();

}  // namespace awscost::asking
