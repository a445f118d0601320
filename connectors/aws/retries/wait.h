// Waits in short steps and notices an interrupt within one of them.
//
// Example:
//
//   bool wait_a_second(const Sleep& sleep, const sql::Interrupted& interrupted) {
//     return wait(std::chrono::seconds(1), sleep, interrupted);
//   }
#pragma once

#include <chrono>
#include <functional>

#include "sql/interrupt.h"

namespace awscost::retries {

using Sleep = std::function<void(std::chrono::milliseconds)>;  // called with at most 50 ms

// True once `delay` has passed, false as soon as `interrupted` says so. It is asked before each step and after the last
// one, also where `delay` is 0; it may be empty.
bool wait(std::chrono::milliseconds delay, const Sleep& sleep, const sql::Interrupted& interrupted);

}  // namespace awscost::retries
