#include "connectors/writes/report.h"

#include "sql/displayable.h"

namespace awscost::writes {
namespace {

constexpr std::size_t kMostShown = 5;
constexpr std::size_t kMostOfAReason = 300;

// "line 4444… (CONFLICT: …)"
std::string shown(const Batch& batch, std::size_t place, const LineResult& result) {
  const char* what = batch.action == Action::kCreate ? "key " : "line ";
  const std::string reason = result.error_code +
                             (result.error_code.empty() || result.error_message.empty() ? "" : ": ") +
                             result.error_message;
  return what + batch.names[place] + " (" + sql::displayable(reason, kMostOfAReason) + ")";
}

}  // namespace

Report::Report(std::string_view table, WriteLog& log, const std::function<sql::Seconds()>& now)
    : table_(table), log_(log), now_(now) {}

void Report::add(const Batch& batch, const std::vector<LineResult>& results) {
  const sql::Seconds at = now_();
  for (std::size_t i = 0; i < results.size(); ++i) {
    log_.add(at, batch, i, results[i]);
    if (results[i].outcome == Outcome::kRefused && count(Outcome::kRefused) < kMostShown) {
      refused_ += (refused_.empty() ? "" : ", ") + shown(batch, i, results[i]);
    }
    ++counts_[static_cast<std::size_t>(results[i].outcome)];
  }
}

void Report::require_all_applied(const Sender& sender) const {
  if (count(Outcome::kRefused) + count(Outcome::kUnknown) + count(Outcome::kNotSent) == 0) return;
  if (sender.interrupted()) throw InterruptedWrites(sql::displayable(sentence(sender), 4000));
  throw sql::Error(sentence(sender));
}

std::string Report::sentence(const Sender& sender) const {
  const auto number = [this](Outcome outcome) {
    return std::to_string(count(outcome)) + " " + std::string(word_of(outcome));
  };
  std::string text = table_ + ": AWS did not take every change: " + number(Outcome::kApplied) + ", " +
                     number(Outcome::kRefused) + ", " + number(Outcome::kUnknown) + ", " + number(Outcome::kNotSent) +
                     ".";
  if (sender.stopped()) text += " " + sender.reason();
  if (!refused_.empty()) {
    text += " Refused: " + refused_;
    text += count(Outcome::kRefused) > kMostShown ? ", …." : ".";
  }
  if (count(Outcome::kUnknown) > 0) {
    text +=
        " What is unknown may have been applied. UPDATE and DELETE can be repeated; so can INSERT, where it is of the "
        "very same lines on this connection: AWS then creates them once.";
  }
  if (count(Outcome::kApplied) > 0) text += " What was applied stays so, although the transaction here is rolled back.";
  return text + " SELECT * FROM awscost_writes has one row a line.";
}

}  // namespace awscost::writes
