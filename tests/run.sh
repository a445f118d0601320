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

results="build/$preset/test-results"
rm -rf "$results"
mkdir -p "$results"

log=$(mktemp)
trap 'rm -f "$log"' EXIT
cmake --preset "$preset" -DAWSCOST_TESTS=ON >"$log" 2>&1 || { cat "$log"; exit 1; }
cmake --build --preset "$preset"

# As many at once as there are cores: most of them wait for servers and pauses for half of their time. A failure does not
# stop the others. The slowest script comes early.
UBSAN_OPTIONS=${UBSAN_OPTIONS:-print_stacktrace=1}
export UBSAN_OPTIONS
{
  echo tests/style.sh
  find tests/outside -name "*_test.sh" | sort -r
  find "build/$preset/tests" -name "*_test" -type f | sort
} | xargs -n 1 -P "$(getconf _NPROCESSORS_ONLN)" sh tests/run_one.sh "build/$preset"
/usr/bin/python3 tests/tally.py "$results"
