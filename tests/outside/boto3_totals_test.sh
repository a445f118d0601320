#!/bin/sh
# A client that is not ours, Debian's boto3, asks the loopback server the same questions as SQL: the totals must agree.
#
#   sh tests/outside/boto3_totals_test.sh build/release RESULTS
set -u
build=$1
results=$2
. tests/outside/host.sh
# Debian's own python3: another one first on PATH may lack boto3, or sqlite3's extension loading.
python=/usr/bin/python3
if ! [ -x "$python" ] || ! "$python" -c 'import boto3' 2>/dev/null; then
  echo "skipped outside.boto3_totals (Debian's python3 with boto3 is not here)" >>"$results"
  exit 0
fi
if as_host "$python" tests/outside/boto3_totals.py "$build"; then
  echo "passed outside.boto3_totals" >>"$results"
else
  echo "failed outside.boto3_totals" >>"$results"
fi
