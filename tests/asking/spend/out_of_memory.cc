#include "out_of_memory.h"

#include "tests/support/memory/replaced_new.h"

namespace {

thread_local bool out_of_memory = false;

}  // namespace

namespace awscost::spend {

OutOfMemory::OutOfMemory() {
  out_of_memory = true;
}

void OutOfMemory::end() {
  out_of_memory = false;
}

}  // namespace awscost::spend

bool awscost::test::this_allocation_fails() noexcept {
  return out_of_memory;
}
