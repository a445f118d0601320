// Two functions of glibc that the portable build brings itself, so that glibc 2.34 is enough for it: RHEL 9, Amazon Linux
// 2023 and Ubuntu 22.04 have no newer one. Debian's libstdc++.a and libgcc_eh.a, which are linked in, would take
// arc4random from glibc 2.36 and _dl_find_object from 2.35. Neither is visible to the host (awscost.map).
//
// Example:
//
//   unsigned a_seed() {
//     return std::random_device()();  // calls the arc4random below
//   }
#include <dlfcn.h>
#include <link.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>

namespace {

struct Search {
  std::uintptr_t address;
  dl_find_object* found;
};

// The library whose code has the address, and where its frames are described. Not 0: the walk ends.
int look(dl_phdr_info* library, std::size_t, void* data) {
  auto& search = *static_cast<Search*>(data);
  const ElfW(Phdr)* code = nullptr;
  const ElfW(Phdr)* frames = nullptr;
  for (int i = 0; i < library->dlpi_phnum; ++i) {
    const ElfW(Phdr)& part = library->dlpi_phdr[i];
    const std::uintptr_t offset = search.address - library->dlpi_addr - part.p_vaddr;
    if (part.p_type == PT_LOAD && offset < part.p_memsz) code = &part;
    if (part.p_type == PT_GNU_EH_FRAME) frames = &part;
  }
  if (code == nullptr || frames == nullptr) return 0;
  const auto at = [&](std::uintptr_t address) { return reinterpret_cast<void*>(library->dlpi_addr + address); };
  search.found->dlfo_map_start = at(code->p_vaddr);
  search.found->dlfo_map_end = at(code->p_vaddr + code->p_memsz);
  search.found->dlfo_eh_frame = at(frames->p_vaddr);
  return 1;
}

}  // namespace

// The unwinder asks for every frame that an exception passes.
extern "C" int _dl_find_object(void* address, dl_find_object* found) noexcept {
  *found = {};
  Search search{reinterpret_cast<std::uintptr_t>(address), found};
  return dl_iterate_phdr(&look, &search) == 0 ? -1 : 0;
}

extern "C" std::uint32_t arc4random() noexcept {
  std::uint32_t drawn = 0;
  if (getentropy(&drawn, sizeof drawn) != 0) std::abort();
  return drawn;
}
