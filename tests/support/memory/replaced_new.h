// operator new that fails where the program says so. A program that links replaced_new.cc defines the one function.
//
// Example:
//
//   bool this_allocation_fails() noexcept {
//     return false;
//   }
#pragma once

namespace awscost::test {

// Whether the allocation that begins now fails. Called for each, on any thread; needs no memory.
bool this_allocation_fails() noexcept;

}  // namespace awscost::test
