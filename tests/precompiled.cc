// The precompiled header of most tests (cmake/room.cmake, awscost_test), because GoogleTest takes longer to parse than
// most tests. CMake needs a target that owns the header and is built like the tests; the program does nothing.
int main() {
  return 0;
}
