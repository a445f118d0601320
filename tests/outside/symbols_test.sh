#!/bin/sh
# The dynamic symbols of awscost.so: it exports one, and imports none of SQLite's. SQLite is called through the pointer
# that the host passes in, because a host may have SQLite linked in without visible symbols.
#
#   sh tests/outside/symbols_test.sh build/release RESULTS
set -u
build=$1
results=$2
[ "$(uname -s)" = Linux ] || { echo "skipped outside.symbols (the check is written for Linux)" >>"$results"; exit 0; }

check() {  # check NAME GOT WANTED
  if [ "$2" = "$3" ]; then
    echo "passed outside.$1" >>"$results"
  else
    printf '%s\ninstead of %s\n' "$2" "$3"
    echo "failed outside.$1" >>"$results"
  fi
}

check gives_two_symbols "$(nm -D --defined-only "$build/awscost.so" | awk '{ print $3 }' | sort | tr '\n' ' ')" \
  "sqlite3_awscost_init sqlite3_extension_init "
check takes_nothing_of_sqlite "$(nm -D --undefined-only "$build/awscost.so" | grep -o 'sqlite3_.*')" ""
