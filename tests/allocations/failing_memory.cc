#include "failing_memory.h"

#include <atomic>

#include "tests/support/memory/replaced_new.h"

namespace awscost::test {
namespace {

std::atomic<bool> armed{false};
std::atomic<bool> failed{false};
std::atomic<std::uint64_t> failing{0};
std::atomic<std::uint64_t> count{0};

// A plain value, so that it is there before any constructor has run.
enum class Counts : unsigned char { kNotKnown, kYes, kNo };
thread_local Counts counts = Counts::kNotKnown;

bool fails() noexcept {
  if (counts == Counts::kNotKnown) counts = armed ? Counts::kYes : Counts::kNo;
  if (!armed || counts == Counts::kNo) return false;
  if (count.fetch_add(1) + 1 != failing) return false;
  failed = true;
  return true;
}

}  // namespace

FailingMemory::FailingMemory(std::uint64_t nth) {
  counts = Counts::kYes;
  failed = false;
  failing = nth;
  count = 0;
  armed = true;
}

void FailingMemory::end() {
  armed = false;
}

bool FailingMemory::has_failed() {
  return failed;
}

std::uint64_t FailingMemory::asked() {
  return count;
}

bool this_allocation_fails() noexcept {
  return fails();
}

}  // namespace awscost::test
