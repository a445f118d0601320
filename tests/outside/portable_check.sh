#!/bin/sh
# What the portable build needs, shows and weighs, and whether it answers where it is alone. A long command of its own:
# tests/run.sh does not build the preset.
#
#   cmake --preset portable && cmake --build --preset portable
#   sh tests/outside/portable_check.sh build/portable /dev/stdout
set -u
build=$1
results=$2
megabyte=1000000
newest_glibc=2.34  # of RHEL 9 and Amazon Linux 2023 (cmake/older_glibc.cc)

check() {  # check NAME COMMAND...: passed if the command succeeds
  name=$1
  shift
  if "$@"; then
    echo "passed outside.portable.$name" >>"$results"
  else
    echo "failed outside.portable.$name" >>"$results"
  fi
}

needs_only_libc() {  # needs_only_libc PROGRAM
  needed=$(ldd "$1" | awk '{ print $1 }' | sed 's|.*/||' | tr '\n' ' ')
  echo "$(basename "$1") needs $needed"
  for library in $needed; do
    case $library in
      linux-vdso.so.1 | libc.so.6 | libm.so.6 | libpthread.so.0 | libdl.so.2 | ld-linux-*.so.*) ;;
      *) return 1 ;;
    esac
  done
  [ -n "$needed" ]
}

glibc_is_old_enough() {  # glibc_is_old_enough PROGRAM
  highest=$(nm -D --undefined-only "$1" | grep -o 'GLIBC_[0-9.]*' | sort -uV | tail -n 1)
  echo "$(basename "$1") needs $highest: $(nm -D --undefined-only "$1" | grep -o "[A-Za-z0-9_]*@$highest\$" |
    sed 's/@.*//' | tr '\n' ' ')"
  [ -n "$highest" ] && [ "$(printf '%s\nGLIBC_%s\n' "$highest" "$newest_glibc" | sort -V | tail -n 1)" = \
    "GLIBC_$newest_glibc" ]
}

is_small() {
  bytes=$(wc -c <"$build/awscost.so")
  echo "awscost.so has $bytes bytes"
  [ "$bytes" -lt $((8 * megabyte)) ]
}

answers_from_the_sandbox() {
  answer=$(AWSCOST_CONNECTOR=sandbox HOME=/nonexistent sqlite3 -batch -noheader -list -cmd ".load $build/awscost" \
    :memory: "SELECT count(*) > 0 FROM ce_cost_and_usage('service') WHERE granularity = 'MONTHLY'
              AND period_start = date('now', 'start of month', '-1 month'); SELECT awscost_version()" 2>&1)
  echo "$answer"
  [ "$(echo "$answer" | head -n 1)" = 1 ]
}

for program in awscost.so awscost-sandbox; do
  check "needs_only_libc.$program" needs_only_libc "$build/$program"
  check "glibc_is_old_enough.$program" glibc_is_old_enough "$build/$program"
done
check is_small is_small
check answers_from_the_sandbox answers_from_the_sandbox
sh tests/outside/symbols_test.sh "$build" "$results"
if command -v openssl >/dev/null 2>&1; then
  /usr/bin/python3 -B tests/outside/portable.py "$build" "$results" || echo "failed outside.portable" >>"$results"
else
  echo "skipped outside.portable.https (openssl is not here)" >>"$results"
fi
