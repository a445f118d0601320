#!/bin/sh
# Every example runs in Debian's sqlite3 shell without an error and returns rows: on the sandbox in the process, and over
# signed HTTP on the same account in the sandbox's server. A question of FinOps is asked as its opening comment says, with
# examples/awscost.sqliterc, and sends exactly the requests that the comment states. The report is a whole page whose
# numbers other questions give, too (report.py).
#
#   sh tests/outside/examples_test.sh build/release RESULTS
set -u
build=$1
results=$2
. tests/outside/host.sh
. tests/outside/server.sh

start_server

run_example() {  # run_example NAME EXAMPLE ASSIGNMENT...: the output must be rows without an error
  name=$1
  example=$2
  shift 2
  output=$(as_host env "$@" sqlite3 -bail -cmd ".load $build/awscost" :memory: ".read $example" 2>&1)
  code=$?
  rows=$(printf '%s\n' "$output" | grep -c '^│')
  if [ $code -eq 0 ] && [ "$rows" -gt 5 ] && ! printf '%s\n' "$output" | grep -q 'Error'; then
    echo "passed $name" >>"$results"
  else
    printf '%s: exit %s\n%s\n' "$name" "$code" "$output"
    echo "failed $name" >>"$results"
  fi
}

# What a question sent, and a line for each notice: a wrong name of a service costs a request and is no error.
after_question="
.headers off
.mode list
SELECT 'sent ' || count(*) || printf(' (\$%.2f)', sum(charge_usd)) FROM awscost_requests WHERE NOT cached;
SELECT 'told ' || notice FROM awscost_notices;"

ask_question() {  # ask_question NAME EXAMPLE ASSIGNMENT...: rows, no notice, and the requests of `-- Requests: 2 ($0.02)`
  name=$1
  example=$2
  shift 2
  stated=$(sed -n 's/^-- Requests: \([0-9]* (\$[0-9.]*)\).*/sent \1/p' "$example")
  output=$({ cat "$example" && echo "$after_question"; } |
    as_host env LD_LIBRARY_PATH="$build" "$@" sqlite3 -bail -init examples/awscost.sqliterc 2>&1)
  code=$?
  rows=$(printf '%s\n' "$output" | grep -c '^│')
  if [ $code -eq 0 ] && [ "$rows" -gt 1 ] && [ -n "$stated" ] && printf '%s\n' "$output" | grep -qxF "$stated" &&
    ! printf '%s\n' "$output" | grep -q -e '^told ' -e 'Error'; then
    echo "passed $name" >>"$results"
  else
    printf '%s: exit %s, stated: %s\n%s\n' "$name" "$code" "$stated" "$output"
    echo "failed $name" >>"$results"
  fi
}

check_form() {  # check_form NAME EXAMPLE: says how to run it, fits 100 columns, and README lists it
  if grep -qxF -- "--   sqlite3 -init examples/awscost.sqliterc < $2" "$2" && grep -qF "($2)" README.md &&
    ! LC_ALL=C.UTF-8 grep -E '^.{101}' "$2"; then
    echo "passed $1" >>"$results"
  else
    echo "$1: no line that runs it, a line of more than 100 columns, or not in README.md"
    echo "failed $1" >>"$results"
  fi
}

with_every_connector() {  # with_every_connector FUNCTION NAME EXAMPLE
  "$1" "$2" "$3" AWSCOST_CONNECTOR=sandbox
  "$1" "$2.http" "$3" AWSCOST_CONNECTOR=aws AWS_ENDPOINT_URL="$url" AWS_REGION=us-east-1 \
    AWS_ACCESS_KEY_ID=AKIDEXAMPLE AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY
}

for example in examples/*.sql; do
  with_every_connector run_example "outside.examples.$(basename "$example" .sql)" "$example"
done
count=0
for example in examples/finops/*.sql; do
  count=$((count + 1))
  name=outside.examples.finops.$(basename "$example" .sql)
  check_form "$name.form" "$example"
  with_every_connector ask_question "$name" "$example"
done
if [ $count -eq 30 ]; then
  echo "passed outside.examples.finops.thirty" >>"$results"
else
  echo "README.md promises thirty questions, and examples/finops has $count"
  echo "failed outside.examples.finops.thirty" >>"$results"
fi

if /usr/bin/python3 -c 'import sqlite3; sqlite3.Connection.enable_load_extension' 2>/dev/null; then
  as_host /usr/bin/python3 -B tests/outside/report.py "$build" "$results" || echo "failed outside.report" >>"$results"
else
  echo "skipped outside.report (Debian's python3 is not here)" >>"$results"
fi
