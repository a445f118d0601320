#!/bin/sh
# A program is killed in the middle of each write to the file of kept answers. Whatever was killed: the file opens and is
# whole, the same statements give the same rows, and only the pages that were not kept yet are asked for again. A disk
# without room ends no statement either.
#
#   sh tests/outside/kept_answers_kill_test.sh build/release RESULTS      AWSCOST_KILLS=200 for the long loop
set -u
build=$1
results=$2
kills=${AWSCOST_KILLS:-40}
. tests/outside/host.sh

skip() {
  echo "skipped outside.kept_answers_kill ($1)" >>"$results"
  exit 0
}
[ "$(uname -s)" = Linux ] || skip "the library that kills is written for Linux"
command -v sqlite3 >/dev/null || skip "sqlite3 is not here"
command -v cc >/dev/null || skip "no C compiler is here"
if ldd "$build/awscost.so" | grep -q libasan; then skip "a sanitizer wants to be loaded first"; fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
file=$folder/kept.db
cc -shared -fPIC -O1 -o "$folder/kill.so" tests/outside/kill_at_write.c -ldl || skip "the library does not compile"
for name in $(env | sed -n 's/^\(AWSCOST_[A-Z_]*\)=.*/\1/p' | grep -v '^AWSCOST_KILLS$'); do unset "$name"; done
export AWSCOST_CONNECTOR=sandbox AWSCOST_NOW=2026-11-21T10:30:00Z AWSCOST_SANDBOX_PAGE_SIZE=60 HOME=/nonexistent
export KILL_NAME=kept.db

check() {  # check NAME GOT WANTED
  if [ "$2" = "$3" ]; then
    echo "passed outside.kept_answers_$1" >>"$results"
  else
    printf '%s: %s\ninstead of %s\n' "$1" "$2" "$3"
    echo "failed outside.kept_answers_$1" >>"$results"
  fi
}

questions="SELECT count(*), sum(unblended_cost) FROM ce_cost_and_usage('service') WHERE granularity = 'MONTHLY';
SELECT group_concat(value) FROM ce_tags;
SELECT count(*) FROM apigateway_usage_plans;"

ask() {  # ask STATEMENTS [NAME=VALUE ...]
  statements=$1
  shift
  env "$@" sqlite3 -batch -cmd ".load $build/awscost" :memory: "$statements" 2>&1
}
sent="SELECT count(*) FROM awscost_requests WHERE NOT cached;"
in_file() {
  sqlite3 -batch "$file" "$1" 2>&1
}

rows=$(ask "$questions" AWSCOST_CACHE=off)
requests=$(ask "$questions $sent" AWSCOST_CACHE=off | tail -n 1)
ask "$questions DELETE FROM awscost_cache;" AWSCOST_CACHE_PATH="$file" LD_PRELOAD="$folder/kill.so" \
  KILL_COUNT="$folder/count" >/dev/null
writes=$(cat "$folder/count")
[ "$requests" -gt 5 ] && [ "$writes" -gt "$kills" ] || skip "only $writes writes for $requests requests"

# Kills spread over all writes; each begins with no file.
wrong=""
died=0
n=0
while [ "$n" -lt "$kills" ]; do
  n=$((n + 1))
  at=$((1 + (n - 1) * writes / kills))
  rm -f "$file" "$file"-*
  ask "$questions DELETE FROM awscost_cache;" AWSCOST_CACHE_PATH="$file" LD_PRELOAD="$folder/kill.so" KILL_AT="$at" \
    >/dev/null
  [ $? -eq 137 ] && died=$((died + 1))
  kept=0
  if [ -s "$file" ]; then
    whole=$(in_file "PRAGMA integrity_check")
    [ "$whole" = ok ] || wrong="$wrong write $at: $whole."
    [ "$(in_file "SELECT count(*) FROM sqlite_schema")" = 0 ] || kept=$(in_file "SELECT count(*) FROM pages")
  fi
  again=$(ask "$questions $sent" AWSCOST_CACHE_PATH="$file")
  [ "$again" = "$rows
$((requests - kept))" ] || wrong="$wrong write $at, $kept pages kept: $again."
  [ "$(ask "$questions $sent" AWSCOST_CACHE_PATH="$file" | tail -n 1)" = 0 ] || wrong="$wrong write $at: kept nothing."
done
check outlive_a_kill_at_each_write "$wrong" ""
check were_killed_that_often "$died" "$kills"

# Files may not grow past so many blocks: SIGXFSZ is ignored, so a write fails with EFBIG as on a full disk.
wrong=""
for blocks in 1 20 60 100 200 400; do
  rm -f "$file" "$file"-*
  full=$(trap '' XFSZ && ulimit -f "$blocks" && ask "$questions SELECT count(*) FROM awscost_notices;" \
    AWSCOST_CACHE_PATH="$file")
  case $full in
    "$rows
0" | "$rows
1") ;;
    *) wrong="$wrong $blocks blocks: $full." ;;
  esac
  [ -s "$file" ] || continue
  [ "$(in_file "PRAGMA integrity_check")" = ok ] || wrong="$wrong $blocks blocks: damaged."
  [ "$(ask "$questions" AWSCOST_CACHE_PATH="$file")" = "$rows" ] || wrong="$wrong $blocks blocks: other rows after it."
done
check outlive_a_full_disk "$wrong" ""
