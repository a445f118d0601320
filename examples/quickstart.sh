#!/bin/sh
# From a fresh machine to the first answer: installs missing packages, builds the extension, and queries the embedded
# sandbox account for the cost of EC2 resources. Needs no AWS account and sends nothing to AWS.
#
#   ./examples/quickstart.sh            runs examples/quickstart.sql
#   ./examples/quickstart.sh --shell    the same, then opens the sqlite3 prompt
set -eu
case ${1:-} in
  "" | --shell) ;;
  *)
    echo "usage: ./examples/quickstart.sh [--shell]" >&2
    exit 2
    ;;
esac
cd "$(dirname "$0")/.."
. cmake/dependencies.sh
# shellcheck disable=SC2086 # a list of words
install_missing "to build the extension" $BUILD_PACKAGES

build=build/release
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! { [ -f "$build/build.ninja" ] || cmake --preset release -DAWSCOST_TESTS=OFF; } >"$log" 2>&1; then
  cat "$log"
  exit 1
fi
[ -f "$build/awscost.so" ] || echo "Building $build/awscost.so (a few minutes the first time)."
cmake --build --preset release --target awscost >"$log" 2>&1 || { cat "$log"; exit 1; }

AWSCOST_CONNECTOR=sandbox
export AWSCOST_CONNECTOR
if [ "${1:-}" = "--shell" ]; then
  echo "This is the sandbox's account. For your own: SELECT awscost_config('connector', 'aws'); a request then costs \$0.01."
  exec sqlite3 -cmd ".load $build/awscost" -cmd ".read examples/quickstart.sql" :memory:
fi
sqlite3 -cmd ".load $build/awscost" :memory: ".read examples/quickstart.sql"
