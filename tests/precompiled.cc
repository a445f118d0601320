// What most tests include, compiled once for all of them (cmake/room.cmake, awscost_test): GoogleTest takes longer to
// read than most tests. This program does nothing; CMake wants one that the header belongs to, built as the tests are.
//
//   target_precompile_headers(name REUSE_FROM awscost_test_headers)
int main() {
  return 0;
}
