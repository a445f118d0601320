#!/bin/sh
# AWS's service models validate every request of the golden cases, and show that the tables leave out no member.
#
# The cases run over HTTP while awscost-sandbox writes a log; tests/outside/validate.py checks the log, after it has shown
# that it refuses bad requests. tests/outside/members.py looks up every member of the five operations in awscost_columns.
#
#   sh tests/outside/validator_test.sh build/release RESULTS
set -u
build=$1
results=$2
. tests/outside/host.sh
names="outside.validator.self_test outside.validator.golden_requests outside.validator.members"
skip() {
  for name in $names; do echo "skipped $name ($1)" >>"$results"; done
  exit 0
}
passed() {  # passed NAME COMMAND...
  name=$1
  shift
  if "$@"; then echo "passed $name" >>"$results"; else echo "failed $name" >>"$results"; fi
}
python=/usr/bin/python3
export PYTHONDONTWRITEBYTECODE=1
[ -x "$python" ] && "$python" -c 'import botocore' 2>/dev/null || skip "Debian's python3 with botocore is not here"
[ -d "${AWSCOST_MODELS:-../shared/aws-models}/ce" ] || skip "AWS's service models are not in ../shared/aws-models"

log=$(mktemp)
trap 'rm -f "$log"' EXIT
# golden_test checks the cases' results; here only their requests count.
AWSCOST_SANDBOX_LOG=$log "$build/tests/golden/golden_test" --gtest_filter='*_http' --gtest_brief=1 >/dev/null 2>&1

passed outside.validator.self_test "$python" tests/outside/validate.py self-test
passed outside.validator.golden_requests "$python" tests/outside/validate.py log "$log"
passed outside.validator.members as_host "$python" tests/outside/members.py "$build"
