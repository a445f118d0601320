#!/bin/sh
# No value contradicts its column's declared type, as Python's sqlite3 reads them (PARSE_DECLTYPES).
#
#   sh tests/outside/declared_types_test.sh build/release RESULTS
set -u
build=$1
results=$2
. tests/outside/host.sh

if as_host /usr/bin/python3 tests/outside/declared_types.py "$build"; then
  echo "passed outside.declared_types" >>"$results"
else
  echo "failed outside.declared_types" >>"$results"
fi
