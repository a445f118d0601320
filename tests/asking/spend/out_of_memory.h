// Makes every allocation by `new` fail for a while, to test code that promises to need no memory.
//
// Example:
//
//   void run_without_memory(void (*run)()) {
//     const OutOfMemory out_of_memory;
//     run();
//   }
#pragma once

namespace awscost::spend {

// On this thread, for its lifetime or until end(). Do not use EXPECT meanwhile, because its message needs memory.
class OutOfMemory {
 public:
  OutOfMemory();
  ~OutOfMemory() { end(); }
  OutOfMemory(const OutOfMemory&) = delete;
  OutOfMemory& operator=(const OutOfMemory&) = delete;

  static void end();
};

}  // namespace awscost::spend
