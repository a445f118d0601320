#!/bin/sh
# Installs what is missing, builds, checks the style, runs every test. The last line reads "N passed, N failed, N skipped".
#
#   ./tests/run.sh                 the release build in build/release
#   ./tests/run.sh asan-ubsan      another preset of CMakePresets.json
set -eu
cd "$(dirname "$0")/.."
preset=${1:-release}
. cmake/dependencies.sh
# shellcheck disable=SC2086 # lists of words
install_missing "to build the extension and run its tests" $BUILD_PACKAGES $TEST_PACKAGES

cmake --preset "$preset" -DAWSCOST_TESTS=ON >build-configure.log 2>&1 || { cat build-configure.log; exit 1; }
rm -f build-configure.log
cmake --build --preset "$preset"

results="build/$preset/test-results"
rm -rf "$results"
mkdir -p "$results"
sh tests/style.sh "$results/style.txt" || true
# One process a test program: each writes what it ran as JSON, whatever happens to the others.
for program in build/"$preset"/tests/*/*_test; do
  name=$(basename "$program")
  echo "== $name"
  "$program" --gtest_brief=1 --gtest_output="json:$results/$name.json" || echo "$name: exit $?" >>"$results/failed.txt"
done
for script in tests/outside/*_test.sh; do
  [ -e "$script" ] || continue
  name=$(basename "$script" .sh)
  echo "== $name"
  sh "$script" "build/$preset" "$results/$name.txt" || true
done
exec /usr/bin/python3 tests/tally.py "$results"
