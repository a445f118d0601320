#include "connectors/aws/credentials/protocol/expiry.h"

#include <cstddef>

#include "connectors/aws/http/date.h"
#include "sql/text/instant.h"

namespace awscost::credentials {
namespace {

// Reads from the front of a text.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }

  bool takes(std::string_view expected) {
    if (!rest_.starts_with(expected)) return false;
    rest_.remove_prefix(expected.size());
    return true;
  }

  // Of exactly `digits` digits.
  std::optional<int> number(std::size_t digits) {
    if (rest_.size() < digits) return std::nullopt;
    int value = 0;
    for (const char c : rest_.substr(0, digits)) {
      if (c < '0' || c > '9') return std::nullopt;
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(digits);
    return value;
  }

  void skip_digits() {
    while (number(1)) {
    }
  }

 private:
  std::string_view rest_;
};

std::optional<std::chrono::sys_days> read_day(Reader& reader) {
  const auto year = reader.number(4);
  if (!year || !reader.takes("-")) return std::nullopt;
  const auto month = reader.number(2);
  if (!month || !reader.takes("-")) return std::nullopt;
  const auto day = reader.number(2);
  if (!day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date);
}

std::optional<std::chrono::seconds> read_clock(Reader& reader) {
  const auto hour = reader.number(2);
  if (!hour || !reader.takes(":")) return std::nullopt;
  const auto minute = reader.number(2);
  if (!minute || !reader.takes(":")) return std::nullopt;
  const auto second = reader.number(2);
  if (!second || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  if (reader.takes(".")) reader.skip_digits();
  return std::chrono::hours(*hour) + std::chrono::minutes(*minute) + std::chrono::seconds(*second);
}

// The zone's offset from UTC; positive in the east.
std::optional<std::chrono::minutes> read_zone(Reader& reader) {
  if (reader.at_end() || reader.takes("Z") || reader.takes("z") || reader.takes("UTC") || reader.takes("GMT")) {
    return std::chrono::minutes(0);
  }
  const bool east = reader.takes("+");
  if (!east && !reader.takes("-")) return std::nullopt;
  const auto hours = reader.number(2);
  reader.takes(":");
  const auto minutes = reader.number(2);
  if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
  const std::chrono::minutes offset = std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
  return east ? offset : -offset;
}

}  // namespace

std::optional<std::chrono::sys_seconds> read_expiry(std::string_view text) {
  Reader reader(text);
  const auto day = read_day(reader);
  if (!day || !(reader.takes("T") || reader.takes("t") || reader.takes(" "))) return std::nullopt;
  const auto clock = read_clock(reader);
  if (!clock) return std::nullopt;
  const auto zone = read_zone(reader);
  if (!zone || !reader.at_end()) return std::nullopt;
  return std::chrono::sys_seconds(*day) + *clock - *zone;
}

std::string shown(std::chrono::sys_seconds time) {
  return text::time_text(time, 'T') + "Z";
}

void refuse_expired(const Identity& identity, const wire::Reply& reply, const World& world, const std::string& giver) {
  if (!identity.expires_at) return;
  const std::chrono::sys_seconds end = *identity.expires_at;
  const auto date = http::date_of(reply);
  if (date ? end > *date : !world.is_surely_past(end)) return;
  throw wire::SendError(
      giver + " gave keys that had expired at " + shown(end) +
          ". Check the clock of what gives them out, and whether it keeps old ones. Nothing was sent.",
      false);
}

}  // namespace awscost::credentials
