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

# run NAME COMMAND...: runs a program and records its exit status, because a program can pass every test and still fail
# at its end, such as with a leak. A failure does not stop the other programs.
run() {
  name=$1
  shift
  echo "== $name"
  status=0
  "$@" || status=$?
  echo "$name $status" >>"$results/ended.txt"
}

UBSAN_OPTIONS=${UBSAN_OPTIONS:-print_stacktrace=1}
export UBSAN_OPTIONS
run style sh tests/style.sh "$results/style.txt"
for program in $(find "build/$preset/tests" -name "*_test" -type f | sort); do
  name=$(basename "$program")
  run "$name" "$program" --gtest_brief=1 --gtest_output="json:$results/$name.json"
done
for script in tests/outside/*_test.sh; do
  name=$(basename "$script" .sh)
  run "$name" sh "$script" "build/$preset" "$results/$name.txt"
done
/usr/bin/python3 tests/tally.py "$results"
