// Makes one allocation of this program fail: the nth that `new` or SQLite asks for, on any thread that began later.
//
// How: operator new and, once hook_sqlite_memory() was called, SQLite's memory methods count, on the thread that arms and on threads that begin meanwhile. A
// server whose thread has allocated before stays well.
//
// Example:
//
//   bool survives(void (*run)(), std::uint64_t nth) {
//     const FailingMemory memory(nth);
//     run();
//     return memory.has_failed();
//   }
#pragma once

#include <cstdint>

namespace awscost::test {

class FailingMemory {
 public:
  static constexpr std::uint64_t kNone = std::uint64_t{1} << 60;

  explicit FailingMemory(std::uint64_t nth);  // from 1; kNone: all succeed
  ~FailingMemory() { end(); }
  FailingMemory(const FailingMemory&) = delete;
  FailingMemory& operator=(const FailingMemory&) = delete;

  // From here on, everything succeeds. Do not use EXPECT before, because its message needs memory.
  static void end();

  // Whether there was an nth allocation, and how many there were in all.
  static bool has_failed();
  static std::uint64_t asked();
};

}  // namespace awscost::test
