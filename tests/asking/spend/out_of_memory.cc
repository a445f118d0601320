#include "out_of_memory.h"

#include <cstddef>
#include <cstdlib>
#include <new>

namespace awscost::spend {
namespace {

thread_local bool out_of_memory = false;

void* allocate(std::size_t size) {
  void* const memory = out_of_memory ? nullptr : std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

}  // namespace

OutOfMemory::OutOfMemory() {
  out_of_memory = true;
}

void OutOfMemory::end() {
  out_of_memory = false;
}

}  // namespace awscost::spend

void* operator new(std::size_t size) {
  return awscost::spend::allocate(size);
}

void* operator new[](std::size_t size) {
  return awscost::spend::allocate(size);
}

void operator delete(void* memory) noexcept {
  std::free(memory);
}

void operator delete[](void* memory) noexcept {
  std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}

void operator delete[](void* memory, std::size_t) noexcept {
  std::free(memory);
}
