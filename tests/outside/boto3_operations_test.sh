#!/bin/sh
# Debian's boto3 with AWS's newest models sends the same requests as SQL to the loopback server: Savings Plans, usage
# records, API Gateway, bill scenarios. Each reads the other's changes. Then AWS's models validate all requests.
#
#   sh tests/outside/boto3_operations_test.sh build/release RESULTS
set -u
build=$1
results=$2
. tests/outside/host.sh
skip() {
  echo "skipped outside.boto3_operations ($1)" >>"$results"
  echo "skipped outside.validator.boto3_operations ($1)" >>"$results"
  exit 0
}
python=/usr/bin/python3
export PYTHONDONTWRITEBYTECODE=1
[ -x "$python" ] && "$python" -c 'import boto3' 2>/dev/null || skip "Debian's python3 with boto3 is not here"
[ -d "${AWSCOST_MODELS:-../shared/aws-models}/ce" ] || skip "AWS's service models are not in ../shared/aws-models"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
passed() {  # passed NAME COMMAND...
  name=$1
  shift
  if "$@"; then echo "passed $name" >>"$results"; else echo "failed $name" >>"$results"; fi
}
passed outside.boto3_operations as_host "$python" tests/outside/boto3_operations.py "$build" "$log"
passed outside.validator.boto3_operations "$python" tests/outside/validate.py log "$log"
