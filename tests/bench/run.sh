#!/bin/sh
# How fast rows are, as ratios of one run: beside the least that a C++ program can do with the same answer, and beside other
# tools. Prints a table in Markdown; README.md has one of a real run. Takes about five minutes with all peers.
#
#   sh tests/bench/run.sh [ROUNDS]                         nine rounds, the release build in build/release
#   AWSCOST_BENCH_AWSCLI=1 sh tests/bench/run.sh           with the AWS CLI, which takes more than a minute a round
#   AWSCOST_BENCH_ONLY='sum of one' sh tests/bench/run.sh  the rows that have this text in their name
#
# A peer that is missing is skipped with a word. The short form is a test that looks at counts alone:
# build/release/tests/bench/scan_counts_test.
set -eu
cd "$(dirname "$0")/../.."
rounds=${1:-9}
build=$(pwd)/build/release
peers=$(pwd)/tests/bench/peers
cmake --preset release -DAWSCOST_TESTS=ON >/dev/null
cmake --build --preset release --target scan_bench profiles_bench >/dev/null

set -- --rounds "$rounds" --only "${AWSCOST_BENCH_ONLY:-}"

python=/usr/bin/python3
if [ -x "$python" ]; then
  set -- "$@" --peer-group "thin Python=$python -B $peers/thin_peer.py group" \
    --peer-insert "thin Python=$python -B $peers/thin_peer.py insert" \
    --peer-small "thin Python=$python -B $peers/thin_peer.py group"
else
  echo "thin Python is skipped: python3 is not here." >&2
fi
if "$python" -c 'import boto3' 2>/dev/null; then
  set -- "$@" --peer-group "boto3=$python -B $peers/boto3_peer.py group" \
    --peer-insert "boto3=$python -B $peers/boto3_peer.py insert" --peer-small "boto3=$python -B $peers/boto3_peer.py group"
else
  echo "boto3 is skipped: Debian's python3-boto3 is not here." >&2
fi

# Installs the SDK beside the build, once.
installed=$build/bench-peers
if ! cmp -s "$peers/package.json" "$installed/package.json" || ! [ -d "$installed/node_modules" ]; then
  rm -rf "$installed"
  mkdir -p "$installed"
  cp "$peers/package.json" "$installed/"
  (cd "$installed" && timeout 120 npm install --silent --no-audit --no-fund --ignore-scripts </dev/null) || rm -rf "$installed"
fi
if [ -d "$installed/node_modules" ]; then
  set -- "$@" --peer-group "Node SDK=node $peers/node_peer.mjs $installed group" \
    --peer-insert "Node SDK=node $peers/node_peer.mjs $installed insert" \
    --peer-small "Node SDK=node $peers/node_peer.mjs $installed group"
else
  echo "Node SDK is skipped: npm cannot install @aws-sdk/client-cost-explorer here." >&2
fi

if command -v aws >/dev/null && command -v jq >/dev/null; then
  set -- "$@" --peer-small "awscli=sh $peers/awscli_peer.sh"
  if [ -n "${AWSCOST_BENCH_AWSCLI:-}" ]; then
    set -- "$@" --peer-group "awscli and jq=sh $peers/awscli_peer.sh"
  fi
else
  echo "awscli is skipped: aws or jq is not here." >&2
fi

"$build/tests/bench/scan_bench" "$@"
# 64 profiles at once, in seconds.
case "64 profiles at" in
  *"${AWSCOST_BENCH_ONLY:-}"*) exec "$build/tests/bench/profiles_bench" "$rounds" ;;
esac
