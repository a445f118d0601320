#include "connectors/spend/meter.h"

#include <boost/json.hpp>
#include <utility>

#include "connectors/wire/error.h"
#include "sql/displayable.h"

namespace awscost::spend {
namespace {

// AWS's own are 36 characters; another server may send anything.
constexpr std::size_t kMostOfAnId = 100;

namespace json = boost::json;

constexpr int kCharged = 200;

bool is_error(int status) {
  return status < 200 || status > 299;
}

// What was asked, as JSON: the body, or for requests without one {"path": …, "query": [[name, value], …]}.
std::string request_text(const wire::Call& call) {
  if (!call.body.empty()) return call.body;
  json::array query;
  for (const auto& [name, value] : call.query) query.push_back({name, value});
  return json::serialize(json::object{{"path", call.path}, {"query", std::move(query)}});
}

// One request under way: writes what became of it into gate and ledger, once.
class Record {
 public:
  Record(const wire::Call& call, const Clock& clock, Gate& gate, Ledger& ledger)
      : clock_(clock), gate_(gate), ledger_(ledger), reserved_(gate.reserve(call)), started_(clock.steady()) {
    entry_.started_at = clock.wall();
    entry_.service = call.service;
    entry_.operation = call.operation;
    entry_.request = request_text(call);
    entry_.page = call.page;
  }

  std::uint64_t answered(const wire::Reply& reply) {
    entry_.status = reply.status;
    if (is_error(reply.status)) entry_.error_code = sql::displayable(wire::read_error(reply).code, kMostOfAnId);
    entry_.attempts = reply.attempts;
    entry_.bytes = static_cast<std::int64_t>(reply.body.size());
    entry_.request_id = sql::displayable(wire::request_id(reply), kMostOfAnId);
    return close(reply.status == kCharged);
  }

  void unanswered(bool maybe_charged) {
    entry_.error_code = maybe_charged ? kUnknown : kNotSent;
    close(maybe_charged);
  }

 private:
  std::uint64_t close(bool charged) {
    entry_.charge = charged ? reserved_ : 0;
    entry_.duration = std::chrono::duration_cast<std::chrono::milliseconds>(clock_.steady() - started_);
    gate_.settle(reserved_, entry_.charge);
    return ledger_.add(std::move(entry_));
  }

  const Clock& clock_;
  Gate& gate_;
  Ledger& ledger_;
  MicroDollars reserved_;
  std::chrono::steady_clock::time_point started_;
  Entry entry_;
};

// Sends, or records that no answer came and why.
wire::Reply sent(wire::Connector& connector, const wire::Call& call, const wire::Interrupted& interrupted,
                 Record& record) {
  try {
    return connector.send(call, interrupted);
  } catch (const wire::SendError& error) {
    record.unanswered(error.maybe_charged());
    throw;
  } catch (const wire::InterruptError& error) {
    record.unanswered(error.maybe_charged());
    throw;
  } catch (...) {  // no promise how far it got
    record.unanswered(true);
    throw;
  }
}

}  // namespace

Clock process_clock() {
  return {.wall = [] { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); },
          .steady = [] { return std::chrono::steady_clock::now(); }};
}

Meter::Meter(wire::Connector& connector, std::function<Limits()> limits, Clock clock)
    : connector_(connector), clock_(std::move(clock)), gate_(std::move(limits)) {}

wire::Reply Meter::send(const wire::Call& call, const wire::Interrupted& interrupted) {
  Record record(call, clock_, gate_, ledger_);
  wire::Reply reply = sent(connector_, call, interrupted, record);
  reply.request = record.answered(reply);
  return reply;
}

}  // namespace awscost::spend
