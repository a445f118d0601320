#!/bin/sh
# Every example runs in Debian's own sqlite3 shell, on the sandbox account, without an error and with rows to show.
#
#   sh tests/outside/examples_test.sh build/release RESULTS
set -u
build=$1
results=$2
. tests/outside/host.sh
for example in examples/*.sql; do
  name=outside.examples.$(basename "$example" .sql)
  output=$(as_host env AWSCOST_CONNECTOR=sandbox \
    sqlite3 -bail -cmd ".load $build/awscost" :memory: ".read $example" 2>&1)
  code=$?
  rows=$(printf '%s\n' "$output" | grep -c '^│')
  if [ $code -eq 0 ] && [ "$rows" -gt 5 ] && ! printf '%s\n' "$output" | grep -q 'Error'; then
    echo "passed $name" >>"$results"
  else
    printf '%s: exit %s\n%s\n' "$name" "$code" "$output"
    echo "failed $name" >>"$results"
  fi
done
