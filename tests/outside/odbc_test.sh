#!/bin/sh
# ODBC, as BI tools use it: unixODBC with libsqliteodbc, through isql and pyodbc. Shows how drivers map the types.
#
#   sh tests/outside/odbc_test.sh build/release RESULTS
set -u
build=$1
results=$2
. tests/outside/host.sh
# It counts the requests of questions that are asked again.
AWSCOST_CACHE=off
export AWSCOST_CACHE
skip() {
  echo "skipped outside.odbc ($1)" >>"$results"
  exit 0
}
python=/usr/bin/python3
[ -x "$python" ] && "$python" -c 'import pyodbc' 2>/dev/null || skip "Debian's python3 with pyodbc is not here"
command -v isql >/dev/null 2>&1 || skip "unixODBC's isql is not here"
driver=$(dpkg -L libsqliteodbc 2>/dev/null | grep '/libsqlite3odbc\.so$')
[ -e "$driver" ] || skip "the driver of Debian's libsqliteodbc is not here"
# A temporary directory, so that the machine's own configuration is neither read nor changed.
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
if as_host "$python" tests/outside/odbc.py "$build" "$driver" "$directory"; then
  echo "passed outside.odbc" >>"$results"
else
  echo "failed outside.odbc" >>"$results"
fi
