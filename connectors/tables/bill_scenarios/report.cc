#include "connectors/tables/bill_scenarios/report.h"

#include "sql/text/displayable.h"

namespace awscost::bill_scenarios {
namespace {

constexpr std::size_t kMostShown = 5;
constexpr std::size_t kMostOfAReason = 300;

// "line 4444... of profile 'prod' (CONFLICT: ...)"; without the reason where there is none, or where the whole request
// was refused, for then the sentence has it already.
std::string shown(const Batch& batch, std::size_t place, const LineResult& result) {
  const char* what = batch.action == Action::kCreate ? "key " : "line ";
  const std::string reason = result.error_code +
                             (result.error_code.empty() || result.error_message.empty() ? "" : ": ") +
                             result.error_message;
  const bool is_bare = result.of_request || reason.empty();
  return what + batch.names[place] + of_profile(batch.first()) +
         (is_bare ? "" : " (" + text::displayable(reason, kMostOfAReason) + ")");
}

}  // namespace

Report::Report(std::string_view table, WriteLog& log, const std::function<text::Seconds()>& now)
    : table_(table), log_(log), now_(now) {}

void Report::add(const Batch& batch, const std::vector<LineResult>& results) {
  const text::Seconds at = now_();
  creates_ = creates_ || batch.action == Action::kCreate;
  for (std::size_t i = 0; i < results.size(); ++i) {
    log_.add(at, batch, i, results[i]);
    if (results[i].outcome == Outcome::kRefused && count(Outcome::kRefused) < kMostShown) {
      refused_ += (refused_.empty() ? "" : ", ") + shown(batch, i, results[i]);
    }
    ++counts_[static_cast<std::size_t>(results[i].outcome)];
  }
}

bool Report::all_applied() const {
  return count(Outcome::kRefused) + count(Outcome::kUnknown) + count(Outcome::kNotSent) == 0;
}

void Report::require_all_applied(const BatchSender& sender) const {
  if (all_applied()) return;
  if (sender.interrupted()) throw InterruptedWrites(text::displayable(sentence(sender), 4000));
  throw sql::Error(sentence(sender));
}

std::string Report::sentence(const BatchSender& sender) const {
  const auto number = [this](Outcome outcome) {
    return std::to_string(count(outcome)) + " " + std::string(word_of(outcome));
  };
  std::string text = table_ + ": AWS did not apply every change: " + number(Outcome::kApplied) + ", " +
                     number(Outcome::kRefused) + ", " + number(Outcome::kUnknown) + ", " + number(Outcome::kNotSent) +
                     ".";
  if (sender.stopped()) text += " " + sender.reason();
  if (!refused_.empty()) {
    text += " Refused: " + refused_;
    text += count(Outcome::kRefused) > kMostShown ? ", ..." : ".";
  }
  return text + what_holds() + " SELECT * FROM awscost_writes shows every line.";
}

// What the user can rely on, and do next.
std::string Report::what_holds() const {
  std::string text;
  const std::size_t applied = count(Outcome::kApplied);
  if (applied > 0) {
    text += " Applied changes stay at AWS, although the transaction here is rolled back.";
  }
  if (count(Outcome::kUnknown) > 0) text += " Unknown changes may have been applied.";
  if (applied + count(Outcome::kUnknown) == 0) return text;
  text += " UPDATE and DELETE can be repeated safely.";
  if (creates_) {
    text +=
        " The same INSERT can be repeated as a whole on this connection: it creates no line twice, since applied lines "
        "are recognised and not sent again, and unknown lines are sent again with their first token. Until "
        "that has succeeded, an INSERT of an equal line counts as the repetition.";
  }
  return text;
}

}  // namespace awscost::bill_scenarios
