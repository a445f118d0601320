#include "connectors/asking/statement/progress.h"

#include <exception>
#include <string>
#include <utility>

namespace awscost::asking {
namespace {

constexpr auto kFirst = std::chrono::seconds{1};
constexpr auto kPause = std::chrono::milliseconds{100};

std::string counted(std::int64_t number, const char* what) {
  return std::to_string(number) + " " + what + (number == 1 ? "" : "s");
}

}  // namespace

Progress::Progress(Terminal terminal) : terminal_(std::move(terminal)) {
  if (terminal_.is_wanted) begun_ = terminal_.steady();
}

void Progress::begin() {
  is_wanted_ = terminal_.is_wanted && terminal_.is_wanted();
}

// What cannot be written is no reason to end a query.
void Progress::step(const Done& done) noexcept {
  if (!is_wanted_) return;
  try {
    const Time now = terminal_.steady();
    if (now - begun_ < kFirst || now - shown_at_ < kPause) return;
    show(done, now);
  } catch (const std::exception&) {
  }
}

void Progress::show(const Done& done, Time now) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now - begun_).count();
  std::string line = "awscost: " + counted(done.pages, "page") + ", " + counted(done.rows, "row") + ", $" +
                     dollars_text(done.cost) + ", " + std::to_string(seconds) + " s";
  const std::size_t size = line.size();
  if (size < shown_) line.append(shown_ - size, ' ');
  terminal_.write("\r" + line);
  shown_ = line.size();
  shown_at_ = now;
}

void Progress::erase() noexcept {
  if (shown_ == 0) return;
  try {
    terminal_.write("\r" + std::string(shown_, ' ') + "\r");
  } catch (const std::exception&) {
  }
  shown_ = 0;
}

}  // namespace awscost::asking
