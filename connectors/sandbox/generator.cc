#include "connectors/sandbox/generator.h"

#include "connectors/sandbox/calendar.h"
#include "connectors/sandbox/draft.h"

namespace awscost::sandbox {

Account generate_account(std::uint64_t seed, std::chrono::sys_seconds now) {
  const Day month = first_of_month(day_of(now));
  const Span history{add_months(month, -14), add_months(month, 2)};
  Account account{std::string(kPayer)};
  for (const Member& member : kMembers) account.name_member(std::string(member.id), std::string(member.name));
  Draft draft(account, seed, history);
  draft_compute(draft);
  draft_services(draft);
  draft_charges(draft);
  draft_gateway(draft);
  return account;
}

}  // namespace awscost::sandbox
