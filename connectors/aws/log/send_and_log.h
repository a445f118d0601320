// What the logging connector and the logging exchange share: one request is sent and timed, and its end becomes a line.
//
// Example:
//
//   wire::Reply logged(Log& log, const RequestSummary& summary, const std::function<wire::Reply()>& send) {
//     return send_and_log(log, RequestTexts(), [&](std::chrono::sys_seconds) { return summary; }, send);
//   }
#pragma once

#include <chrono>
#include <exception>
#include <functional>

#include "connectors/aws/log/line.h"
#include "connectors/aws/log/log.h"
#include "connectors/wire/call.h"

namespace awscost::log {

// A line that cannot be made (no memory) must not lose an answer that was paid for.
template <typename Line>
void write_line(Log& log, Line line) noexcept {
  try {
    log.write(line());
  } catch (const std::exception&) {
  }
}

// Returns and throws what `send` does. `summarize(start)` makes the RequestSummary of a request that started then.
template <typename Summarize, typename Send>
wire::Reply send_and_log(Log& log, const RequestTexts& texts, Summarize summarize, Send send) {
  const auto start = log.clocks().time();
  const auto start_of_stopwatch = log.clocks().stopwatch();
  const auto took = [&] { return log.clocks().stopwatch() - start_of_stopwatch; };
  try {
    wire::Reply reply = send();
    write_line(log, [&] { return answer_line(summarize(start), reply, took(), texts); });
    return reply;
  } catch (const sql::InterruptError&) {
    write_line(log, [&] { return interrupt_line(summarize(start), took()); });
    throw;
  } catch (const std::exception& error) {
    write_line(log, [&] { return failure_line(summarize(start), error.what(), took(), texts); });
    throw;
  }
}

}  // namespace awscost::log
