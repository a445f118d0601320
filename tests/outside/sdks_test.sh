#!/bin/sh
# AWS's SDKs for JavaScript (from npm) and Python (Debian's botocore) resolve credentials in the same homes, from the same
# identity provider as the extension. They must find the keys that the extension is expected to sign with.
#
#   sh tests/outside/sdks_test.sh build/release RESULTS
set -u
build=$1
results=$2
python=/usr/bin/python3

ask() {  # ask SDK ARGUMENT...
  if timeout 120 "$python" -B tests/outside/sdks.py "$@"; then
    echo "passed outside.sdks.$1" >>"$results"
  else
    echo "failed outside.sdks.$1" >>"$results"
  fi
}

skip() {  # skip SDK WHY
  echo "skipped outside.sdks.$1 ($2)" >>"$results"
}

if ! [ -x "$python" ]; then
  skip botocore "Debian's python3 is not here"
  skip javascript "Debian's python3 is not here"
  exit 0
fi

if "$python" -c 'import botocore' 2>/dev/null; then ask botocore; else skip botocore "Debian's botocore is not here"; fi

# Installs the SDK beside the build, with the lock file's versions; takes a few seconds, once.
directory=$(pwd)/tests/outside/sdk
case $build in /*) installed=$build/sdk ;; *) installed=$(pwd)/$build/sdk ;; esac
if ! node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)' 2>/dev/null; then
  skip javascript "Node.js 20 or newer is not here"
  exit 0
fi
if ! cmp -s "$directory/package-lock.json" "$installed/package-lock.json" || ! [ -d "$installed/node_modules" ]; then
  rm -rf "$installed"
  mkdir -p "$installed"
  cp "$directory/package.json" "$installed/"
  if ! (cp "$directory/package-lock.json" "$installed/" && cd "$installed" &&
    timeout 120 npm ci --silent --no-audit --no-fund --ignore-scripts </dev/null); then
    rm -rf "$installed"
    skip javascript "npm cannot install @aws-sdk/credential-providers here"
    exit 0
  fi
fi
ask javascript "$installed"
