#!/bin/sh
# Debian's boto3, an independent client, sends the same requests as SQL to the loopback server: the totals must agree.
#
#   sh tests/outside/boto3_totals_test.sh build/release RESULTS
set -u
build=$1
results=$2
. tests/outside/host.sh
# Debian's python3, because another one on PATH may lack boto3 or sqlite3's extension loading.
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
