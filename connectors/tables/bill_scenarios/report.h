// Collects the results of one transaction: for awscost_writes, and for the error where AWS did not apply every change.
//
// Example:
//
//   void finish(Report& report, const Batch& batch, BatchSender& sender) {
//     report.add(batch, sender.send(batch));
//     report.require_all_applied(sender);
//   }
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/tables/bill_scenarios/batch.h"
#include "connectors/tables/bill_scenarios/batch_sender.h"
#include "connectors/tables/bill_scenarios/write_log.h"
#include "sql/error.h"
#include "sql/text/instant.h"

namespace awscost::bill_scenarios {

// An interrupt between or within requests, with a sentence that says what had been applied by then.
class InterruptedWrites : public sql::InterruptError {
 public:
  explicit InterruptedWrites(std::string sentence) : sentence_(std::move(sentence)) {}
  const char* what() const noexcept override { return sentence_.c_str(); }

 private:
  std::string sentence_;
};

class Report {
 public:
  // `log` and `now` outlive it.
  Report(std::string_view table, WriteLog& log, const std::function<text::Seconds()>& now);

  void add(const Batch& batch, const std::vector<LineResult>& results);

  bool all_applied() const;
  // Throws sql::Error, or InterruptedWrites after an interrupt.
  void require_all_applied(const BatchSender& sender) const;

 private:
  std::size_t count(Outcome outcome) const { return counts_[static_cast<std::size_t>(outcome)]; }
  std::string sentence(const BatchSender& sender) const;
  std::string what_holds() const;

  std::string table_;
  WriteLog& log_;
  const std::function<text::Seconds()>& now_;
  std::array<std::size_t, 4> counts_{};  // by Outcome
  bool creates_ = false;
  std::string refused_;  // the first few, each with its reason
};

}  // namespace awscost::bill_scenarios
