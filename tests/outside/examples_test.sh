#!/bin/sh
# Every example runs in Debian's sqlite3 shell without an error and returns rows: on the sandbox in the process, and over
# signed HTTP on the same account in the sandbox's server.
#
#   sh tests/outside/examples_test.sh build/release RESULTS
set -u
build=$1
results=$2
. tests/outside/host.sh

# The server ends when its standard input closes, and so with this script, whatever happens.
work=$(mktemp -d)
trap 'exec 3>&- 4<&-; wait; rm -rf "$work"' EXIT
mkfifo "$work/input" "$work/output"
"$build/awscost-sandbox" --port 0 --stop-on-eof --stop-after-seconds 300 <"$work/input" >"$work/output" &
exec 3>"$work/input" 4<"$work/output"
read -r started <&4
url=${started#listening on }

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

for example in examples/*.sql; do
  name=outside.examples.$(basename "$example" .sql)
  run_example "$name" "$example" AWSCOST_CONNECTOR=sandbox
  run_example "$name.http" "$example" AWSCOST_CONNECTOR=aws AWS_ENDPOINT_URL="$url" AWS_REGION=us-east-1 \
    AWS_ACCESS_KEY_ID=AKIDEXAMPLE AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY
done
