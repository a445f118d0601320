#!/bin/sh
# README's first answers, from the commands as they stand there: at most three each for Debian, Python and Node.js, and all
# of them give the five dearest services of the sandbox's account.
#
# The first command of Python and Node.js builds the portable extension, which takes minutes; here the packages are made of
# the build at hand, for this system alone. Nothing is fetched.
#
#   sh tests/outside/first_answer_test.sh build/release RESULTS
set -u
build=$(realpath "$1")
results=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

skip() {  # skip NAME WHY
  echo "skipped outside.first_answer.$1 ($2)" >>"$results"
}

check() {  # check NAME GOT WANTED
  if [ "$2" = "$3" ]; then
    echo "passed outside.first_answer.$1" >>"$results"
  else
    printf '%s: %s\ninstead of %s\n' "$1" "$2" "$3"
    echo "failed outside.first_answer.$1" >>"$results"
  fi
}

commands() {  # commands WORD: the code block behind the line of "The first answer" that begins with **WORD
  awk -v word="**$1" '/^## / { on = ($0 == "## The first answer") }
    on && index($0, word) == 1 { found = 1 }
    found && /^```$/ { exit }
    found && inside { print }
    found && /^```sh$/ { inside = 1 }' README.md
}

in_three() {  # in_three NAME: the number of commands, and whether they are few
  count=$(commands "$1" | grep -c .)
  if [ "$count" -ge 1 ] && [ "$count" -le 3 ]; then echo "few"; else echo "$count commands"; fi
}

# Runs the block in the project's folder, with the packages in $work.
run_block() {  # run_block NAME
  commands "$1" | sed -e "s#^cmake --preset portable.* build/portable build/packages\$#\
/usr/bin/python3 -B cmake/packages/make_packages.py $build $work/packages --not-portable >$work/made#" \
    -e "s#build/packages#$work/packages#g; s#\./$work#$work#g; s#python3 -m venv env#/usr/bin/python3 -m venv $work/env#" \
    -e "s#env/bin/python#$work/env/bin/python#g; s#$work/$work#$work#g" >"$work/$1.sh"
  (if [ "$1" = Node.js ]; then
    mkdir -p "$work/node" && cp -r cmake LICENSE CMakeLists.txt "$work/node" && cd "$work/node" || exit 1
    echo '{"private": true}' >package.json
  fi
  env HOME="$work" AWSCOST_CACHE=off NODE_NO_WARNINGS=1 PIP_NO_INDEX=1 npm_config_offline=true \
    npm_config_audit=false npm_config_fund=false PATH="$path" sh -e "$work/$1.sh") 2>"$work/$1.err"
}

path=$PATH
check few_commands.shell "$(in_three 'The sqlite3 shell')" few
check few_commands.Python "$(in_three Python)" few
check few_commands.Node.js "$(in_three Node.js)" few

if ldd "$build/awscost.so" | grep -q libasan; then
  for name in Python Node.js; do skip "$name" "nobody installs a build with sanitizers"; done
  exit 0
fi
wanted=$(AWSCOST_CONNECTOR=sandbox AWSCOST_CACHE=off sqlite3 -batch -list -header -cmd ".load $build/awscost" :memory: "
  SELECT service, round(unblended_cost, 2) AS usd FROM ce_cost_and_usage('service')
  WHERE granularity = 'MONTHLY' AND period_start = date('now', 'start of month', '-1 month')
  ORDER BY unblended_cost DESC LIMIT 5")

if /usr/bin/python3 -c 'import ensurepip, venv' 2>/dev/null; then
  got=$(run_block Python | tail -6)
  [ "$got" = "$wanted" ] || cat "$work/Python.err"
  check Python "$got" "$wanted"
else
  skip Python "Debian's python3-venv is not here"
fi

node_path() {  # the folder of a Node.js with node:sqlite
  if node -e "require('node:sqlite')" 2>/dev/null; then
    dirname "$(command -v node)"
  else
    ls -d "$build/node/package/bin" 2>/dev/null  # what packages_test.sh has fetched
  fi
}
if command -v npm >/dev/null 2>&1 && [ -n "$(node_path)" ]; then
  path=$(node_path):$PATH
  # 31500.0 is 31500 in JavaScript.
  got=$(run_block Node.js | tail -6)
  [ -n "$got" ] || cat "$work/Node.js.err"
  check Node.js "$got" "$(printf '%s\n' "$wanted" | sed 's/\.0$//')"
else
  skip Node.js "npm and a Node.js with node:sqlite are not here"
fi
