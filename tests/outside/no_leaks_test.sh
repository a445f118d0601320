#!/bin/sh
# Secrets leave the process only in requests that need them: never in output, errors, logs, plans, tables or files.
#
#   sh tests/outside/no_leaks_test.sh build/release RESULTS
set -u
build=$1
results=$2
. tests/outside/host.sh
if ! [ -x /usr/bin/python3 ]; then
  echo "skipped outside.no_leaks (Debian's python3 is not here)" >>"$results"
  exit 0
fi
as_host timeout 300 /usr/bin/python3 -B tests/outside/no_leaks.py "$build" "$results"
