#!/bin/sh
# examples/odbc and docs/bi.md do what they say: make_dsn.sh makes a data source whose views isql reads, and loses no file of
# the user's; the page's statements send as many requests as it states; its file of ordinary tables is made and kept.
#
#   sh tests/outside/odbc_examples_test.sh build/release RESULTS
set -u
build=$(cd "$1" && pwd)
results=$2
. tests/outside/host.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export AWSCOST_CONNECTOR=sandbox AWSCOST_NOW=2026-11-21T10:30:00Z AWS_EC2_METADATA_DISABLED=true

check() {  # check NAME GOT WANTED
  if [ "$2" = "$3" ]; then
    echo "passed outside.odbc_examples.$1" >>"$results"
  else
    printf '%s: %s\ninstead of %s\n' "$1" "$2" "$3"
    echo "failed outside.odbc_examples.$1" >>"$results"
  fi
}

skip() {  # skip WHY NAME...
  why=$1
  shift
  for name in "$@"; do echo "skipped outside.odbc_examples.$name ($why)" >>"$results"; done
}

shell() {  # shell ARGUMENT...: Debian's sqlite3 with the extension
  as_host env HOME=/nonexistent sqlite3 -batch -noheader -list -cmd ".load $build/awscost" "$@"
}

the_page() {
  # Table rows of the form "| `SELECT …` | 3 |". The sandbox's clock and the page's dates agree.
  grep '^| `SELECT .*` | [0-9]* |$' docs/bi.md | sed 's/^| `//; s/` | \([0-9]*\) |$/\t\1/' >"$work/stated"
  {
    echo "SELECT awscost_views('main') IS NULL;"
    awk '/^ *CREATE VIRTUAL TABLE service_costs/ { on = 1 } on { print } on && /;/ { exit }' docs/bi.md
    # Each statement's rows are dropped; what it sent is printed.
    awk -F '\t' '{ print ".output /dev/null"; print $1 ";"; print ".output"
      print "SELECT count(*) FROM awscost_requests WHERE id > (SELECT coalesce(max(id), 0) FROM temp.seen);"
      print "INSERT INTO temp.seen SELECT max(id) FROM awscost_requests;" }' "$work/stated"
  } >"$work/page.sql"
  AWSCOST_CACHE=off AWSCOST_BUDGET=100 shell -bail -cmd 'CREATE TEMP TABLE seen(id)' :memory: <"$work/page.sql" 2>&1 |
    tail -n +2 >"$work/sent"
  check requests_of_the_page "$(wc -l <"$work/stated" | tr -d ' '): $(tr '\n' ' ' <"$work/sent")" \
    "22: $(cut -f 2 "$work/stated" | tr '\n' ' ')"

  # The file of ordinary tables. Its clock is the machine's, for date('now').
  awk '/^-- sqlite3 -bail/ { on = 1 } on && /^```/ { exit } on { print }' docs/bi.md >"$work/bill_file.sql"
  (cd "$work" && unset AWSCOST_NOW && AWSCOST_CACHE=off shell -bail :memory: <bill_file.sql 2>&1) >"$work/log"
  seen="SELECT (SELECT usd FROM read_at), (SELECT count(*) > 300 FROM cost_by_service_monthly),
          (SELECT count(*) > 50 FROM cost_by_account_monthly), (SELECT count(DISTINCT day) FROM cost_by_service_daily)"
  check file_for_any_sqlite "$(cat "$work/log") $(sqlite3 -batch "$work/bill.sqlite" "$seen" 2>&1)" "0 0.03|1|1|90"
  before=$(sqlite3 -batch "$work/bill.sqlite" .dump)
  (cd "$work" && unset AWSCOST_NOW && AWSCOST_BUDGET=0.01 AWSCOST_CACHE=off shell -bail :memory: <bill_file.sql 2>&1) >"$work/log"
  after=$(sqlite3 -batch "$work/bill.sqlite" .dump)
  check file_stays_where_a_question_fails "$(grep -c 'its budget of \$0.01' "$work/log") $([ "$before" = "$after" ] && echo same)" \
    "1 same"
}

make() {  # make HOME EXTENSION DATABASE: prints what make_dsn.sh says on standard error, and its exit status
  as_host env HOME=/nonexistent sh examples/odbc/make_dsn.sh "$2" "$3" "$1" 2>&1 >"$work/said"
  echo "exit $?"
}

files() {  # files FOLDER: each file with its checksum
  (cd "$1" && find . -type f -exec cksum {} + | sort)
}

refuses() {  # refuses NAME HOME EXTENSION DATABASE SENTENCE: says it, says that nothing was written, changes no file
  before=$(files "$2")
  output=$(make "$2" "$3" "$4")
  case $output in
    *"$5"*"Nothing was written."*"exit 1"*) said=yes ;;
    *) said="no: $output" ;;
  esac
  check "$1" "$said; $([ "$before" = "$(files "$2")" ] && echo 'files unchanged')" "yes; files unchanged"
}

the_page
if ! ls /usr/lib/*/odbc/libsqlite3odbc.so /usr/lib*/libsqlite3odbc.so 2>/dev/null | grep -q .; then
  skip "the driver of Debian's libsqliteodbc is not here" dsn settings options r_over_odbc again no_extension not_an_extension comma foreign_odbc_ini \
    foreign_settings foreign_database database_without_views no_folder
  exit 0
fi

home="$work/my home"
mkdir "$home"
first=$(make "$home" "$build/awscost.so" "$home/bill.db")
ask() {  # ask SQL: through the data source
  echo "$1" | as_host env HOME="$home" ODBCINI="$home/.odbc.ini" ODBCSYSINI="$work" isql awscost -b -v '-d|' 2>&1
}
if command -v isql >/dev/null 2>&1; then
  question="SELECT service, round(unblended_cost, 2) FROM cost_by_service_monthly WHERE month = '2026-10-01' ORDER BY 2 DESC LIMIT 3"
  wanted=$(shell "$home/bill.db" "$question")
  check dsn "$first, $(ask "$question")" "exit 0, ${wanted:-three rows}"
  check settings "$(ask "SELECT group_concat(name, ' ') FROM awscost_settings WHERE source = 'file'")" \
    "budget budget_daily unbounded cache_path"
else
  skip "unixODBC's isql is not here" dsn settings
fi
if /usr/bin/python3 -c 'import pyodbc' 2>/dev/null; then
  cp "$home/bill.db" "$work/bill.db"
  check options "$(as_host env HOME=/nonexistent ODBCINI="$home/.odbc.ini" ODBCSYSINI="$work" \
    /usr/bin/python3 -B tests/outside/odbc_options.py "$home/bill.db" 2>&1)" "1, written, 5000000000"
  cp "$work/bill.db" "$home/bill.db"
else
  skip "Debian's python3 with pyodbc is not here" options
fi
if ! ldd "$build/awscost.so" | grep -q libasan && Rscript -e 'library(RODBC)' >/dev/null 2>&1; then
  awk '$0 == "## R over ODBC" { section = 1 } section && /^```$/ { exit } code { print } section && /^```r/ { code = 1 }' \
    docs/bi.md >"$work/costs.r"
  # The clock is the machine's, for date('now').
  wanted=$(unset AWSCOST_NOW && shell "$home/bill.db" "SELECT printf('Date 10 %.2f ', sum(unblended_cost)) FROM cost_by_service_monthly
    WHERE month = date('now', 'start of month', '-1 month')")
  check r_over_odbc "$(as_host env -u AWSCOST_NOW HOME="$home" ODBCINI="$home/.odbc.ini" ODBCSYSINI="$work" Rscript "$work/costs.r" 2>"$work/log")" "$wanted"
else
  skip "R with RODBC is not here, or sanitizers are" r_over_odbc
fi
before=$(files "$home")
check again "$(make "$home" "$build/awscost.so" "$home/bill.db") $([ "$before" = "$(files "$home")" ] && echo same)" "exit 0 same"

mkdir "$work/empty"
refuses no_extension "$work/empty" "$work/none.so" "$work/empty/bill.db" "There is no extension $work/none.so."
echo text >"$work/text.so"
refuses not_an_extension "$work/empty" "$work/text.so" "$work/empty/bill.db" "SQLite cannot load $work/text.so"
refuses comma "$work/empty" "$build/awscost.so" "$work/empty/a,b.db" "ODBC cannot hold a path with a comma"
refuses no_folder "$work/empty" "$build/awscost.so" "$work/none/bill.db" "There is no folder $work/none"
mkdir -p "$work/odbc" "$work/settings/.config/awscost" "$work/database"
printf '[mine]\nDriver = other\n' >"$work/odbc/.odbc.ini"
refuses foreign_odbc_ini "$work/odbc" "$build/awscost.so" "$work/odbc/bill.db" "$work/odbc/.odbc.ini is yours and stays as it is."
echo 'budget = 7' >"$work/settings/.config/awscost/settings.ini"
refuses foreign_settings "$work/settings" "$build/awscost.so" "$work/settings/bill.db" "settings.ini is yours and stays as it is."
echo 'Dear diary, this is no database.' >"$work/database/diary.db"
refuses foreign_database "$work/database" "$build/awscost.so" "$work/database/diary.db" "diary.db is no SQLite database"
sqlite3 "$work/database/own.db" "CREATE TABLE mine(x); INSERT INTO mine VALUES (1)"
refuses database_without_views "$work/database" "$build/awscost.so" "$work/database/own.db" "own.db is there, without the views."
