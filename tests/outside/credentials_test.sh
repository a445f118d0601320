#!/bin/sh
# Every source of credentials (SSO, roles, web identity, containers, instances, programs, files, aws login) ends in a cost
# row, through loopback servers that speak AWS's protocols. Failures end in a clear error.
#
#   sh tests/outside/credentials_test.sh build/release RESULTS
set -u
build=$1
results=$2
. tests/outside/host.sh
if ! [ -x /usr/bin/python3 ]; then
  echo "skipped outside.credentials (Debian's python3 is not here)" >>"$results"
  exit 0
fi
if /usr/bin/python3 -B tests/identity/self_test.py; then
  echo "passed outside.credentials.the_provider_refuses" >>"$results"
else
  echo "failed outside.credentials.the_provider_refuses" >>"$results"
fi
as_host timeout 300 /usr/bin/python3 -B tests/outside/credentials.py "$build" "$results"
