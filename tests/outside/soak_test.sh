#!/bin/sh
# Processes and threads that ask servers which fail now and then: no wrong row, and no error that does not say where. A few seconds
# in the suite; ten minutes, in which memory has to stay flat, are a step of tests/long.sh.
#
#   AWSCOST_SOAK_SECONDS=600 sh tests/outside/soak_test.sh build/release RESULTS
set -u
build=$1
results=$2
. tests/outside/host.sh
if ! [ -x /usr/bin/python3 ]; then
  echo "skipped outside.soak (Debian's python3 is not here)" >>"$results"
  exit 0
fi
outcome=failed
as_host /usr/bin/python3 -B tests/outside/soak.py "$build" "${AWSCOST_SOAK_SECONDS:-8}" && outcome=passed
echo "$outcome outside.soak" >>"$results"
test "$outcome" = passed
