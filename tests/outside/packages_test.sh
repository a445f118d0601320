#!/bin/sh
# The packages for npm, pip and sqlpkg: made from the build, installed without a registry, loaded from where they are.
#
#   sh tests/outside/packages_test.sh build/release RESULTS
set -u
build=$1
results=$2
python=/usr/bin/python3

skip() {  # skip WHY
  echo "skipped outside.packages ($1)" >>"$results"
  exit 0
}

[ "$(uname -sm)" = "Linux x86_64" ] || skip "the packages are made for Linux on x86-64"
command -v readelf >/dev/null 2>&1 || skip "readelf is not here"
"$python" -c 'import sqlite3; sqlite3.Connection.enable_load_extension' 2>/dev/null ||
  skip "Debian's python3 is not here"
if ldd "$build/awscost.so" | grep -q libasan; then skip "nobody installs a build with sanitizers"; fi

timeout 240 "$python" -B tests/outside/packages.py "$build" "$results" || echo "failed outside.packages" >>"$results"
