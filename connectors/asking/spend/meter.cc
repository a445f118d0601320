#include "connectors/asking/spend/meter.h"

#include <boost/json.hpp>
#include <exception>
#include <memory>
#include <utility>
#include <vector>

#include "connectors/wire/asker.h"
#include "connectors/wire/error.h"
#include "sql/error.h"
#include "sql/text/displayable.h"

namespace awscost::spend {
namespace {

// AWS's own are 36 characters; another server may send anything.
constexpr std::size_t kMostOfAnId = 100;
constexpr std::size_t kMostOfASource = 4000;  // roles over roles, each with its ARN
constexpr std::size_t kMostOfAName = 200;

namespace json = boost::json;

constexpr int kCharged = 200;

// What was asked, as JSON: the body, or for requests without one {"path": …, "query": [[name, value], …]}, and the
// region where the statement names one.
std::string request_text(const wire::Call& call) {
  if (!call.body.empty()) return call.body;
  json::array query;
  for (const auto& [name, value] : call.query) query.push_back({name, value});
  json::object request{{"path", call.path}, {"query", std::move(query)}};
  if (!call.region.empty()) request["region"] = call.region;
  return json::serialize(request);
}

// One attempt under way: writes what became of it into gate and ledger, once.
class Record {
 public:
  Record(const wire::Call& call, const Clock& clock, Gate& gate, Ledger& ledger)
      : clock_(clock),
        gate_(gate),
        ledger_(ledger),
        reserved_(gate.reserve(call)),
        started_(clock.steady()),
        row_(call.request) {
    entry_.started_at = clock.wall();
    entry_.service = call.service;
    entry_.operation = call.operation;
    entry_.request = request_text(call);
    entry_.page = call.page;
    entry_.profile = text::displayable(call.profile, kMostOfAName);
    entry_.region = text::displayable(call.region, kMostOfAName);
  }

  std::uint64_t answered(const wire::Reply& reply) {
    entry_.status = reply.status;
    if (!wire::is_success(reply)) entry_.error_code = text::displayable(wire::read_error(reply).code, kMostOfAnId);
    entry_.attempts = reply.attempts;
    entry_.credentials = text::displayable(reply.credentials, kMostOfASource);
    entry_.bytes = static_cast<std::int64_t>(reply.body.size());
    entry_.request_id = text::displayable(wire::request_id(reply), kMostOfAnId);
    return close(reply.status == kCharged);
  }

  std::uint64_t unanswered(bool maybe_charged) {
    entry_.error_code = maybe_charged ? kUnknown : kNotSent;
    return close(maybe_charged);
  }

 private:
  std::uint64_t close(bool charged) {
    entry_.charge = charged ? reserved_ : 0;
    entry_.duration = std::chrono::duration_cast<std::chrono::milliseconds>(clock_.steady() - started_);
    gate_.settle(reserved_, entry_.charge);
    return ledger_.add_attempt(row_, std::move(entry_));
  }

  const Clock& clock_;
  Gate& gate_;
  Ledger& ledger_;
  MicroDollars reserved_;
  std::chrono::steady_clock::time_point started_;
  std::uint64_t row_;  // of the attempts before; 0: there was none
  Entry entry_;
};

// Of a request that ended in an error: may AWS have received it?
bool maybe_charged(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const wire::SendError& reason) {
    return reason.maybe_charged();
  } catch (const sql::InterruptError& reason) {
    return reason.maybe_charged();
  } catch (const sql::Error&) {  // a setting that is wrong: found before anything was sent
    return false;
  } catch (...) {  // no promise how far it got
    return true;
  }
}

// The calls of one send_all that the gate let through.
class Records {
 public:
  Records(wire::Asker& asker, std::size_t most) : asker_(asker) { open_.reserve(most); }

  void add(std::size_t place, const wire::Call& call, const Clock& clock, Gate& gate, Ledger& ledger) {
    calls_.push_back(call);
    try {
      open_.push_back({.place = place, .record = std::make_unique<Record>(call, clock, gate, ledger)});
    } catch (...) {
      calls_.pop_back();
      asker_.tell(place, {.error = std::current_exception()});
    }
  }

  const std::vector<wire::Call>& calls() const { return calls_; }

  void close(std::size_t nth, wire::Outcome outcome) {
    const std::unique_ptr<Record> record = std::move(open_[nth].record);
    if (!record) return;
    if (outcome.reply) {
      outcome.request = outcome.reply->request = record->answered(*outcome.reply);
    } else {
      outcome.request = record->unanswered(maybe_charged(outcome.error));
    }
    asker_.tell(open_[nth].place, std::move(outcome));
  }

  void close_all(const std::exception_ptr& error) {
    for (std::size_t nth = 0; nth < open_.size(); ++nth) close(nth, {.error = error});
  }

 private:
  struct Open {
    std::size_t place;               // among the calls of who asked
    std::unique_ptr<Record> record;  // null once it is closed
  };

  wire::Asker& asker_;
  std::vector<wire::Call> calls_;
  std::vector<Open> open_;
};

// A batch outside of statements is one statement, not one a call.
class Statement {
 public:
  explicit Statement(Gate& gate) : gate_(gate) { gate_.statement_began(); }
  ~Statement() { gate_.statement_ended(); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

 private:
  Gate& gate_;
};

}  // namespace

Clock process_clock() {
  return {.wall = [] { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); },
          .steady = [] { return std::chrono::steady_clock::now(); }};
}

Meter::Meter(wire::Connector& connector, std::function<Limits()> limits, Clock clock)
    : connector_(connector), clock_(std::move(clock)), gate_(std::move(limits)) {}

wire::Reply Meter::send(const wire::Call& call, const sql::Interrupted& interrupted) {
  if (call.rehearsal) return connector_.send(call, interrupted);
  Record record(call, clock_, gate_, ledger_);
  wire::Outcome outcome = wire::outcome_of(connector_, call, interrupted);
  if (!outcome.reply) {
    record.unanswered(maybe_charged(outcome.error));
    std::rethrow_exception(outcome.error);
  }
  outcome.reply->request = record.answered(*outcome.reply);
  return *std::move(outcome.reply);
}

void Meter::send_all(std::span<const wire::Call> calls, const sql::Interrupted& interrupted,
                     const wire::Answered& answered) {
  if (wire::is_rehearsal(calls)) return connector_.send_all(calls, interrupted, answered);
  const Statement statement(gate_);
  wire::Asker asker(answered, interrupted);
  Records records(asker, calls.size());
  for (std::size_t i = 0; i < calls.size(); ++i) records.add(i, calls[i], clock_, gate_, ledger_);
  try {
    connector_.send_all(
        records.calls(), [&asker] { return asker.wants_to_stop(); },
        [&records](std::size_t nth, wire::Outcome outcome) { records.close(nth, std::move(outcome)); });
  } catch (...) {
    records.close_all(std::current_exception());
  }
  asker.end();
}

}  // namespace awscost::spend
