// What both wrappers share: an exchange of words, timed, and a line about how it ended.
//
//   return told(log, carried, [&] { return Asked{…}; }, [&] { return exchange_.exchange(request, limits, interrupted);
//   });
#pragma once

#include <exception>

#include "connectors/aws/log/line.h"
#include "connectors/aws/log/log.h"
#include "connectors/wire/call.h"

namespace awscost::log {

// A line that cannot be made (no memory) must not cost an answer that was paid for.
template <typename Line>
void write_line(Log& log, Line line) noexcept {
  try {
    log.write(line());
  } catch (const std::exception&) {
  }
}

// `asked(at)` makes the Asked of a request that starts at that time.
template <typename MakeAsked, typename Send>
wire::Reply told(Log& log, const Carried& carried, MakeAsked asked, Send send) {
  const auto at = log.clocks().time();
  const auto start = log.clocks().stopwatch();
  const auto took = [&] { return log.clocks().stopwatch() - start; };
  try {
    wire::Reply reply = send();
    write_line(log, [&] { return answered(asked(at), reply, took(), carried); });
    return reply;
  } catch (const sql::InterruptError&) {
    write_line(log, [&] { return interrupted(asked(at), took()); });
    throw;
  } catch (const std::exception& error) {
    write_line(log, [&] { return failed(asked(at), error.what(), took(), carried); });
    throw;
  }
}

}  // namespace awscost::log
