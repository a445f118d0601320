#!/bin/sh
# Lets libFuzzer choose the bytes: each target of tests/fuzz/ for so many seconds, under the address and the undefined
# behaviour sanitizer. What it finds stays in build/fuzz/found; the last line says how many targets kept their promises.
#
#   sh tests/fuzz/run.sh 60                    every target, a minute each
#   sh tests/fuzz/run.sh 600 Page Sql          those two, ten minutes each
#   build/fuzz/tests/fuzz/fuzz_Page FILE       one input again
set -u
cd "$(dirname "$0")/../.." || exit
seconds=${1:?the seconds for each target}
shift
. cmake/dependencies.sh
# shellcheck disable=SC2086 # lists of words
install_missing "to fuzz" $BUILD_PACKAGES $TEST_PACKAGES $CHECK_PACKAGES $FUZZ_PACKAGES

targets=${*:-Page Plan Expression FilterCall Config Error Sql}
programs=$(for target in $targets; do echo "fuzz_$target"; done)
# shellcheck disable=SC2086 # a list of words
cmake --preset fuzz >/dev/null && cmake --build --preset fuzz --target $programs || exit

passed=0
failed=0
for target in $targets; do
  program=build/fuzz/tests/fuzz/fuzz_$target
  corpus=build/fuzz/corpus/$target
  found=build/fuzz/found/$target
  mkdir -p "$corpus" "$found"
  "$program" "--write-seeds=$corpus"
  echo "### $target: $(find "$corpus" -type f | wc -l) inputs to begin with"
  # Leaks are the business of tests/outside/no_leaks_test.sh: a search after each input would be most of the time.
  if "$program" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=4096 -max_len=65536 -detect_leaks=0 -print_final_stats=1 \
    -artifact_prefix="$found/" "$corpus" 2>"build/fuzz/$target.log"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    tail -n 40 "build/fuzz/$target.log"
  fi
  grep -E "number_of_executed_units|new_units_added" "build/fuzz/$target.log"
done
echo "$passed passed, $failed failed, 0 skipped"
test "$failed" -eq 0
