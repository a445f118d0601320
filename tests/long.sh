#!/bin/sh
# What takes too long for every change: fuzzing, random SQL, every allocation made to fail, kills and faults for minutes,
# threads under the thread sanitizer, line coverage. About three hours; each step runs whatever became of those before.
#
#   sh tests/long.sh                     every step
#   sh tests/long.sh fuzz kept           those
#   AWSCOST_FUZZ_SECONDS=600 sh tests/long.sh fuzz
set -u
cd "$(dirname "$0")/.." || exit
. cmake/dependencies.sh
# shellcheck disable=SC2086 # lists of words
install_missing "to build the extension and run its tests" $BUILD_PACKAGES $TEST_PACKAGES

passed=0
failed=0
step() {  # step NAME COMMAND…
  echo
  echo "### $1"
  name=$1
  shift
  if "$@"; then
    echo "### $name: passed"
    passed=$((passed + 1))
  else
    echo "### $name: failed"
    failed=$((failed + 1))
  fi
}

tests=build/release/tests
seed=${AWSCOST_SEED:-$(date +%Y%m%d)}

build() {
  cmake --preset "$1" -DAWSCOST_TESTS=ON >/dev/null && cmake --build --preset "$1"
}

mutations() {
  AWSCOST_MUTATIONS=1000000 "$tests/fuzz/fuzz_test" --gtest_brief=1 --gtest_filter='-*sql' &&
    AWSCOST_MUTATIONS=50000 "$tests/fuzz/fuzz_test" --gtest_brief=1 --gtest_filter='*sql'
}

sql() {
  "$tests/differential/differential" --queries 100000 --seed "$seed"
}

joins() {
  # It compiles the oldest and the newest SQLite.
  [ -e build/sqlite/newest/libsqlite3.so.0 ] || sh tests/outside/sqlite_versions_test.sh build/release /dev/null || return 1
  for version in "" minimum newest; do
    LD_LIBRARY_PATH=${version:+build/sqlite/$version} "$tests/differential/differential" --joins --queries 20000 --seed "$seed" ||
      return 1
  done
}

kept() {
  "$tests/differential/kept/kept_differential" --questions 100000 --seed "$seed" &&
    AWSCOST_SOAK_SECONDS=600 "$tests/asking/kept/kept_test" --gtest_brief=1 --gtest_filter='*Soak*' &&
    AWSCOST_KILLS=200 sh tests/outside/kept_answers_kill_test.sh build/release /dev/stdout
}

allocations() {
  for statement in costs_over_http groups_over_http pages_over_http values_over_http fan_out_over_http named_table_over_http \
    update_over_http commit_over_http kept_costs_over_http kept_privately_in_the_begun_sandbox costs_in_the_begun_sandbox \
    update_in_the_begun_sandbox; do
    AWSCOST_ALLOCATIONS=all "$tests/allocations/allocations_test" --gtest_brief=1 --gtest_filter="*/$statement" || return 1
  done
}

soak() {
  AWSCOST_SOAK_SECONDS=600 sh tests/outside/soak_test.sh build/release /dev/stdout
}

writes() {
  AWSCOST_WRITE_TRANSACTIONS=2000 "$tests/vtab/write_model_test" --gtest_brief=1
}

# The programs of the rooms and the golden cases. SQLite and libcurl are the system's, which the sanitizer does not see:
# what it reports is of this project.
threads() {
  build thread || return 1
  find build/thread/tests -name "*_test" -type f | sort | while read -r program; do
    TSAN_OPTIONS="halt_on_error=1 second_deadlock_stack=1 suppressions=$PWD/tests/thread_sanitizer.supp" "$program" --gtest_brief=1 || exit 1
  done
}

coverage() {
  # shellcheck disable=SC2086 # a list of words
  install_missing "to report coverage" $COVERAGE_PACKAGES
  build coverage || return 1
  find build/coverage -name "*.gcda" -delete
  find build/coverage/tests -name "*_test" -type f | sort | while read -r program; do
    "$program" --gtest_brief=1 >/dev/null || echo "failed: $program"
  done
  gcovr --root . --object-directory build/coverage --filter 'vtab/' --filter 'sql/' --filter 'connectors/' --sort-percentage \
    --exclude-throw-branches --print-summary build/coverage | tail -n 60
}

all="release fuzz mutations sql joins kept allocations writes soak threads coverage"
# shellcheck disable=SC2086 # a list of words
[ $# -gt 0 ] || set -- $all
for name in "$@"; do
  case $name in
    release) step release build release ;;
    fuzz) step fuzz sh tests/fuzz/run.sh "${AWSCOST_FUZZ_SECONDS:-60}" ;;
    mutations | sql | joins | kept | allocations | writes | soak | threads | coverage) step "$name" "$name" ;;
    *)
      echo "long.sh: there is no step $name; the steps are $all" >&2
      exit 2
      ;;
  esac
done

echo
echo "$passed passed, $failed failed, 0 skipped"
test "$failed" -eq 0
