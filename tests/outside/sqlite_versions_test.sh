#!/bin/sh
# What depends on SQLite's version, on three of them: the one that is installed, the oldest that the extension supports,
# and the newest. The differential test (tests/differential), which statement a cursor belongs to, what a foreign database
# file may do, what a transaction sends (tests/vtab/{statements,foreign_schema,transaction}_test.cc), and what the questions
# of examples/finops send. The other two versions are compiled from the amalgamations that stand inside an npm package, and
# kept in build/sqlite.
#
#   sh tests/outside/sqlite_versions_test.sh build/release RESULTS
set -u
build=$1
results=$2
. tests/outside/host.sh
program="$build/tests/differential/differential"
flags="-O1 -fPIC -shared -w -DSQLITE_ENABLE_COLUMN_METADATA -DSQLITE_ENABLE_LOAD_EXTENSION -DSQLITE_ENABLE_MATH_FUNCTIONS
  -DSQLITE_ENABLE_RTREE -DSQLITE_ENABLE_FTS5 -DSQLITE_ENABLE_DBSTAT_VTAB -DSQLITE_ENABLE_SESSION
  -DSQLITE_ENABLE_PREUPDATE_HOOK -DSQLITE_THREADSAFE=1"

# compile PACKAGE FOLDER: libsqlite3.so.0 in build/sqlite/FOLDER. A failure leaves nothing behind.
compile() {
  folder="build/sqlite/$2"
  [ -e "$folder/libsqlite3.so.0" ] && return 0
  echo "Compiling the SQLite inside the npm package $1."
  mkdir -p "$folder"
  (cd "$folder" && npm pack --silent "$1" >/dev/null 2>&1 && tar xzf better-sqlite3-*.tgz package/deps) || return 1
  # Older packages have the sources in a separate tar.
  for inner in "$folder"/package/deps/*.tar.gz; do
    [ -e "$inner" ] && tar xzf "$inner" -C "$folder/package/deps"
  done
  source=$(find "$folder/package/deps" -name sqlite3.c | head -1)
  [ -n "$source" ] || return 1
  # shellcheck disable=SC2086 # a list of words
  ${CC:-cc} $flags -Wl,-soname,libsqlite3.so.0 -o "$folder/building.so" "$source" -lm -ldl -lpthread || return 1
  rm -rf "$folder/package" "$folder"/better-sqlite3-*.tgz
  mv "$folder/building.so" "$folder/libsqlite3.so.0"
}

# ask NAME SEED [FOLDER]
ask() {
  libraries="${3:+build/sqlite/$3}${3:+${LD_LIBRARY_PATH:+:}}${LD_LIBRARY_PATH:-}"
  if LD_LIBRARY_PATH=$libraries "$program" --queries 2000 --seed "$2"; then
    echo "passed outside.differential_$1" >>"$results"
  else
    echo "failed outside.differential_$1" >>"$results"
  fi
  if LD_LIBRARY_PATH=$libraries "$program" --joins --queries 130 --seed "$2"; then
    echo "passed outside.joins_$1" >>"$results"
  else
    echo "failed outside.joins_$1" >>"$results"
  fi
  if LD_LIBRARY_PATH=$libraries "$build/tests/differential/kept/kept_differential" --questions 600 --seed "$2"; then
    echo "passed outside.kept_answers_$1" >>"$results"
  else
    echo "failed outside.kept_answers_$1" >>"$results"
  fi
  [ -z "${3:-}" ] && return 0  # the installed one: tests/run.sh has run the program
  if LD_LIBRARY_PATH=$libraries "$build/tests/vtab/sqlite_versions_test" --gtest_brief=1; then
    echo "passed outside.schemas_and_statements_$1" >>"$results"
  else
    echo "failed outside.schemas_and_statements_$1" >>"$results"
  fi
  if LD_LIBRARY_PATH=$libraries "$build/tests/golden/golden_test" --gtest_brief=1 \
    --gtest_filter='joins.*_sandbox:joins.*_verify:join_order.*_sandbox:views.*_sandbox'; then
    echo "passed outside.golden_joins_$1" >>"$results"
  else
    echo "failed outside.golden_joins_$1" >>"$results"
  fi
  if LD_LIBRARY_PATH=$libraries "$build/tests/vtab/transaction_test" --gtest_brief=1; then
    echo "passed outside.transactions_$1" >>"$results"
  else
    echo "failed outside.transactions_$1" >>"$results"
  fi
  # Debian's Python, because another one may lack the loading of extensions or have a SQLite of its own inside.
  if ! [ -x /usr/bin/python3 ]; then
    echo "skipped outside.finops_$1 (Debian's python3 is not here)" >>"$results"
  elif as_host env LD_LIBRARY_PATH="$libraries" AWSCOST_CONNECTOR=sandbox /usr/bin/python3 -B \
    tests/outside/finops_requests.py "$build"; then
    echo "passed outside.finops_$1" >>"$results"
  else
    echo "failed outside.finops_$1" >>"$results"
  fi
}

# other NAME SEED PACKAGE
other() {
  if ! command -v npm >/dev/null 2>&1; then
    echo "skipped outside.sqlite_$1 (npm, which fetches that SQLite, is not here)" >>"$results"
  elif compile "$3" "$1"; then
    ask "$1" "$2" "$1"
  else
    rm -rf "build/sqlite/$1"
    echo "skipped outside.sqlite_$1 (that SQLite could not be fetched and compiled from $3)" >>"$results"
  fi
}

ask installed 1
other minimum 2 better-sqlite3@7.5.1
other newest 3 better-sqlite3@latest
