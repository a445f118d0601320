#!/bin/sh
# Checks every file: clang-format's layout, includes by the names of rooms, purpose comments, lengths.
#
#   sh tests/style.sh RESULTS      appends `passed <check>` or `failed <check>` lines to RESULTS; exit 1 if one failed
set -u
results=$1
failed=0

check() {  # check NAME OUTPUT: passed if OUTPUT is empty
  if [ -z "$2" ]; then
    echo "passed style.$1" >>"$results"
  else
    echo "$2"
    echo "failed style.$1" >>"$results"
    failed=1
  fi
}

files() {  # files FIND-EXPRESSION...: the project's files, without npm's packages
  find . \( -path ./build -o -path ./.git -o -name node_modules \) -prune -o -type f \( "$@" \) -print | sort
}

sources=$(files -name '*.cc' -o -name '*.h')
scripts=$(files -name '*.sh' -o -path './.ci/*' ! -name '*.py')

# Other versions of clang-format format some lines differently.
formatter=$(command -v clang-format-14 || command -v clang-format)
case $("$formatter" --version 2>/dev/null) in
  *"version 14."*)
    # shellcheck disable=SC2086 # a list of words
    check format "$("$formatter" --dry-run --Werror $sources 2>&1 | grep 'error:' | head -20)" ;;
  *) echo "skipped style.format (clang-format 14 is not here)" >>"$results" ;;
esac

# shellcheck disable=SC2086
check rooms_are_entered_by_name "$(grep -n '#include ".*\.\./' $sources)"
# The sandbox checks the requests of the other rooms, so it may share only the vocabulary of connectors/wire with them.
check sandbox_shares_no_code \
  "$(grep -rn '#include "' connectors/sandbox | grep -v -e '"connectors/sandbox/' -e '"connectors/wire/')"
check only_the_entry_point_sees_connectors "$(grep -ln '#include "connectors/' vtab/* | grep -v vtab/extension.cc)"

check files_begin_with_their_purpose "$(
  for file in $sources; do
    [ -e "${file%.cc}.h" ] && [ "$file" != "${file%.cc}" ] && continue  # the header has the comment
    case $(head -n 1 "$file") in "// "*) ;; *) echo "$file: no comment on line 1" ;; esac
  done)"
# shellcheck disable=SC2086
check files_stay_short "$(awk 'FNR == 401 { print FILENAME ": more than 400 lines" }' $sources)"
check scripts_parse "$(
  for file in $scripts; do
    case $(head -n 1 "$file") in *bash) shell="bash" ;; *) shell="sh" ;; esac
    "$shell" -n "$file" 2>&1
  done)"
exit $failed
