// Lets every allocation by `new` fail for a while: whoever promises to need no memory is held to it.
//
//   ledger.make_room(1);
//   { const OutOfMemory out_of_memory; ledger.add(std::move(entry), 0); }
#pragma once

namespace awscost::spend {

// On this thread, as long as it lives or until end(). Nothing that a test expects may be looked at meanwhile: the
// test's own words need memory.
class OutOfMemory {
 public:
  OutOfMemory();
  ~OutOfMemory() { end(); }
  OutOfMemory(const OutOfMemory&) = delete;
  OutOfMemory& operator=(const OutOfMemory&) = delete;

  static void end();
};

}  // namespace awscost::spend
