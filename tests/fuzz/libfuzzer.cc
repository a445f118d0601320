// libFuzzer's entry point for one target, named by AWSCOST_TARGET when this file is compiled. With the option
// --write-seeds=FOLDER in place of libFuzzer's own, it writes the target's seeds there and ends.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>

#include "target.h"

namespace {

const awscost::fuzz::Target& target() {
  return awscost::fuzz::AWSCOST_TARGET;
}

void write_seeds(const std::string& folder) {
  int number = 0;
  for (const std::string& seed : target().seeds()) {
    std::ofstream(folder + "/seed" + std::to_string(++number), std::ios::binary) << seed;
  }
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* count, char*** words) {
  constexpr std::string_view kOption = "--write-seeds=";
  for (int i = 1; i < *count; ++i) {
    const std::string_view word = (*words)[i];
    if (!word.starts_with(kOption)) continue;
    write_seeds(std::string(word.substr(kOption.size())));
    std::exit(0);
  }
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  target().run({reinterpret_cast<const char*>(bytes), size});
  return 0;
}
