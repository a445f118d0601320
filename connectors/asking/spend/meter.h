// The Connector that everything paid for goes through: it asks the gate, sends, settles and writes the ledger.
//
// Charged is what AWS may charge: an answer with status 200, and a request whose answer never came although AWS may
// have received it. Errors that AWS answers with, and requests that never left, are recorded and cost nothing.
//
//   spend::Meter meter(client, [&] { return spend::Limits{settings.dollars("budget"), …}; }, spend::process_clock());
//   wire::Reply reply = meter.send(call, interrupted);   // reply.request is the ledger row's id
//   meter.rows_decoded(reply.request, 280);
//
// Of several calls at once the price of each is reserved before the first is handed on, and each is settled when its
// answer comes. Their ledger rows stand in the order of the answers; they start, and their durations count from, the
// moment at which all were handed on: a wait for a free place or for the service's rate is part of it.
//
// It sends one attempt a call and is asked anew for each further one (connectors/retry): that one's price is reserved,
// it counts against max_requests, and Call::request says in which row it stands with those before it.
//
// The bridge tells it, as a StatementWatcher, when statements begin and end: of tables that send only (those with a
// Table.operation), so that looking at the ledger does not become "the last statement".
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>

#include "connectors/asking/spend/gate.h"
#include "connectors/asking/spend/ledger.h"
#include "connectors/wire/call.h"
#include "sql/source.h"

namespace awscost::spend {

struct Clock {
  std::function<std::chrono::sys_seconds()> wall;                 // when a request started
  std::function<std::chrono::steady_clock::time_point()> steady;  // how long it took
};

// The real one.
Clock process_clock();

// Not for several threads at once: belongs to one SQLite connection and is used under its mutex.
class Meter : public wire::Connector, public sql::StatementWatcher {
 public:
  // `connector` sends one attempt a call and outlives the meter.
  Meter(wire::Connector& connector, std::function<Limits()> limits, Clock clock);

  // Throws sql::Error where budget or max_requests forbid the call (nothing is sent), else what the connector throws.
  wire::Reply send(const wire::Call& call, const sql::Interrupted& interrupted) override;

  // A call that the gate refuses is answered with that error and not sent; the others are.
  void send_all(std::span<const wire::Call> calls, const sql::Interrupted& interrupted,
                const wire::Answered& answered) override;

  void statement_began() override { gate_.statement_began(); }
  void statement_ended() override { gate_.statement_ended(); }

  // How many rows the answer with that Reply::request held.
  void rows_decoded(std::uint64_t request, std::size_t rows) { ledger_.set_rows(request, rows); }

  MicroDollars spent() const { return gate_.spent(); }
  std::optional<MicroDollars> last_statement_cost() const { return gate_.last_statement_cost(); }
  const Ledger& ledger() const { return ledger_; }

 private:
  wire::Connector& connector_;
  Clock clock_;
  Gate gate_;
  Ledger ledger_;
};

}  // namespace awscost::spend
