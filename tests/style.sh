#!/bin/sh
# What every file must keep to: clang-format's layout, and rooms that are entered by their names only.
#
#   sh tests/style.sh RESULTS      appends `passed <check>` or `failed <check>` lines to RESULTS
set -u
results=$1
failed=0

check() {  # check NAME OUTPUT: passed where there is no output
  if [ -z "$2" ]; then
    echo "passed style.$1" >>"$results"
  else
    echo "$2"
    echo "failed style.$1" >>"$results"
    failed=1
  fi
}

sources=$(git ls-files -c -o --exclude-standard -- '*.cc' '*.h')
formatter=$(command -v clang-format-14 || command -v clang-format)
# shellcheck disable=SC2086 # a list of words
check format "$("$formatter" --dry-run --Werror $sources 2>&1 | grep 'error:' | head -20)"
# shellcheck disable=SC2086
check rooms_are_entered_by_name "$(grep -n '#include "\.\./' $sources)"
# The sandbox judges what the other rooms build and read: it may share the vocabulary of the wire with them, no more.
check sandbox_shares_no_code \
  "$(grep -rn '#include "' connectors/sandbox | grep -v -e '"connectors/sandbox/' -e '"connectors/wire/')"
check only_the_entry_point_sees_connectors "$(grep -ln '#include "connectors/' vtab/* | grep -v vtab/extension.cc)"
exit $failed
