#!/bin/sh
# One part of tests/run.sh, which runs several at once: prints the part's name and what it wrote when it has ended, and
# records its exit status, because a program can pass every test and still fail at its end, such as with a leak.
#
#   sh tests/run_one.sh build/release build/release/tests/golden/golden_test
#   sh tests/run_one.sh build/release tests/outside/odbc_test.sh
set -u
build=$1
part=$2
results="$build/test-results"
name=$(basename "$part" .sh)

output=$(mktemp)
trap 'rm -f "$output"' EXIT
echo "== $name" >"$output"
status=0
case $part in
tests/style.sh) sh "$part" "$results/$name.txt" ;;
*.sh) sh "$part" "$build" "$results/$name.txt" ;;
*) "$part" --gtest_brief=1 --gtest_output="json:$results/$name.json" ;;
esac >>"$output" 2>&1 </dev/null || status=$?
echo "$name $status" >>"$results/ended.txt"
cat "$output"
