#!/bin/sh
# The code of docs/hosts.md, as it stands: each host that is installed loads the extension by its bare name and prints what
# sqlite3 answers, from the sandbox in the process and over signed HTTP. JDBC also selects every column that it lists; Python
# forks, starts threads, closes and loads again.
#
#   sh tests/outside/hosts_test.sh build/release RESULTS
#
# AWSCOST_NODE names another Node.js than the first in PATH, and NODE_PATH a folder with npm's packages.
set -u
build=$(cd "$1" && pwd)
results=$2
. tests/outside/host.sh
. tests/outside/server.sh
source=$(pwd)

start_server

in_sandbox() {
  (cd "$work" && as_host env HOME=/nonexistent LD_LIBRARY_PATH="$build" AWSCOST_CONNECTOR=sandbox "$@" 2>&1)
}

over_http() {
  (cd "$work" && as_host env HOME=/nonexistent LD_LIBRARY_PATH="$build" AWSCOST_CONNECTOR=aws AWS_ENDPOINT_URL="$url" \
    AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=AKIDEXAMPLE AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY \
    AWS_EC2_METADATA_DISABLED=true NO_PROXY=127.0.0.1 "$@" 2>&1)
}

check() {  # check NAME GOT WANTED
  if [ "$2" = "$3" ]; then
    echo "passed outside.hosts.$1" >>"$results"
  else
    printf '%s: %s\ninstead of %s\n' "$1" "$2" "$3"
    echo "failed outside.hosts.$1" >>"$results"
  fi
}

skip() {  # skip NAME WHY
  echo "skipped outside.hosts.$1 ($2)" >>"$results"
}

answer=$(in_sandbox sqlite3 -batch -noheader -list -cmd '.load awscost' :memory: "SELECT printf('%.2f', unblended_cost)
  FROM ce_cost_and_usage WHERE granularity = 'MONTHLY' AND service = 'AWS Lambda'
    AND period_start = date('now', 'start of month', '-1 month')")
case $answer in
  *[0-9].[0-9][0-9]) ;;
  *) answer="an amount, where sqlite3 says: $answer" ;;
esac

ask() {  # ask NAME HEADING FILE COMMAND...: runs the block below the page's heading, as FILE, both ways
  name=$1
  file=$work/$3
  awk -v heading="## $2" '$0 == heading { section = 1; next } section && /^## / { exit }
    section && /^```/ { if (code) exit; code = 1; next } code { print }' docs/hosts.md >"$file"
  shift 3
  if [ -s "$file" ]; then
    check "$name" "$(in_sandbox "$@" "$file"), $(over_http "$@" "$file")" "$answer, $answer"
  else
    check "$name" "no code in docs/hosts.md" "$answer"
  fi
}

python=/usr/bin/python3
for module in sqlite3 apsw SQLAlchemy; do
  name=python_$(echo $module | tr '[:upper:]' '[:lower:]')
  if ! [ -x $python ]; then
    skip "$name" "Debian's python3 is not here"
  elif ! $python -c "import $(echo $module | tr '[:upper:]' '[:lower:]')" 2>/dev/null; then
    skip "$name" "Debian's python3 has no module $module"
  else
    ask "$name" "Python: $module" "$name.py" $python
  fi
done

if [ -x $python ] && $python -c 'import sqlite3' 2>/dev/null; then
  mkdir "$work/life"
  check life "$(over_http $python -B "$source/tests/outside/host_life.py" "$work/life"; echo "exit $?")" "exit 0"
else
  skip life "Debian's python3 is not here"
fi
case $(in_sandbox sqlite3 -safe -cmd '.load awscost' :memory: "SELECT 'loaded'") in
  *"cannot run .load in safe mode"*) check safe_mode_refuses "refused" "refused" ;;
  *) check safe_mode_refuses "loaded" "refused" ;;
esac

# Programs that compile while they run, or look for leaks themselves, do not bear AddressSanitizer's library.
sanitized=no
ldd "$build/awscost.so" | grep -q libasan && sanitized=yes
node=${AWSCOST_NODE:-node}
for package in node:sqlite better-sqlite3 libsql; do
  name=node_$(echo $package | sed 's/^node://; s/-/_/')
  if [ $sanitized = yes ]; then
    skip "$name" "not with sanitizers"
  elif ! command -v "$node" >/dev/null 2>&1; then
    skip "$name" "Node.js is not here"
  elif ! "$node" -e "const module = require('$package'), Database = module.DatabaseSync || module
      if (!new Database(':memory:').loadExtension) process.exit(1)" 2>/dev/null; then
    skip "$name" "this Node.js has no $package that loads extensions"
  else
    ask "$name" "Node.js: $package" "$name.cjs" "$node" --no-warnings
  fi
done

jar=/usr/share/java/sqlite-jdbc.jar
if [ $sanitized = yes ]; then
  skip java "not with sanitizers"
  skip jdbc_columns "not with sanitizers"
elif ! [ -e $jar ]; then
  skip java "Debian's libxerial-sqlite-jdbc-java is not here"
  skip jdbc_columns "Debian's libxerial-sqlite-jdbc-java is not here"
elif ! java --list-modules 2>/dev/null | grep -q '^jdk.compiler'; then
  skip java "no Java here that runs a source file"
  skip jdbc_columns "no Java here that runs a source file"
else
  ask java "Java: xerial sqlite-jdbc" Costs.java java -XX:TieredStopAtLevel=1 -cp $jar
  check jdbc_columns "$(in_sandbox java -XX:TieredStopAtLevel=1 -cp $jar "$source/tests/outside/JdbcColumns.java")" \
    "$(in_sandbox sqlite3 -batch -noheader -list -cmd '.load awscost' :memory: ".read $source/tests/outside/jdbc_columns.sql")"
fi

if [ $sanitized = no ] && command -v Rscript >/dev/null 2>&1 && Rscript -e 'library(RSQLite)' >/dev/null 2>&1; then
  ask r "R: RSQLite" costs.r Rscript
else
  skip r "R with RSQLite is not here, or sanitizers are"
fi
if perl -MDBD::SQLite -e 1 2>/dev/null; then
  ask perl "Perl: DBD::SQLite" costs.pl perl
else
  skip perl "Perl's DBD::SQLite is not here"
fi
if [ $sanitized = no ] && php -r 'exit(class_exists("SQLite3") ? 0 : 1);' 2>/dev/null; then
  ask php "PHP: SQLite3" costs.php php -d "sqlite3.extension_dir=$build"
else
  skip php "PHP's class SQLite3 is not here, or sanitizers are"
fi
if [ $sanitized = no ] && ruby -e 'require "sqlite3"' 2>/dev/null; then
  ask ruby "Ruby: sqlite3" costs.rb ruby
else
  skip ruby "Ruby's sqlite3 is not here, or sanitizers are"
fi
if echo 'exit [catch {package require sqlite3}]' | tclsh 2>/dev/null; then
  ask tcl "Tcl: sqlite3" costs.tcl tclsh
else
  skip tcl "Tcl's sqlite3 is not here"
fi
