# The packages to install, and why. Sourced by examples/quickstart.sh, tests/run.sh, .ci/run and
# cmake/portable_curl.sh; runs nothing by itself.
#
#   . cmake/dependencies.sh
#   install_missing "to build the extension" $BUILD_PACKAGES
#
# Debian 12 and its descendants: apt. macOS: brew (not tested). Anything else: prints what is needed.

BUILD_PACKAGES="g++ cmake ninja-build libsqlite3-dev sqlite3 libcurl4-openssl-dev libssl-dev libboost1.81-dev ca-certificates"
TEST_PACKAGES="libgtest-dev libgmock-dev clang-format-14 python3 python3-boto3 git unixodbc libsqliteodbc python3-pyodbc dpkg-dev file"
PORTABLE_PACKAGES="dpkg-dev perl make zlib1g-dev"
CHECK_PACKAGES="clang-14 clang-tidy-14"
FUZZ_PACKAGES="libclang-rt-14-dev"
COVERAGE_PACKAGES="gcovr"
BREW_PACKAGES="cmake ninja sqlite curl openssl@3 boost googletest clang-format"

have_package() {
  dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q '^install ok installed$'
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# install_missing WHY PACKAGE...: installs missing packages and prints which and why. Prints nothing if none is missing.
install_missing() {
  why=$1
  shift
  if command -v apt-get >/dev/null 2>&1; then
    missing=""
    for package in "$@"; do have_package "$package" || missing="$missing $package"; done
    [ -z "$missing" ] && return 0
    echo "Installing$missing ($why) with apt-get."
    as_root apt-get update -qq || echo "apt-get update failed; trying with the existing package lists." >&2
    # shellcheck disable=SC2086 # a list of words
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends --no-remove $missing \
      >/dev/null
  elif command -v brew >/dev/null 2>&1; then
    echo "Installing $BREW_PACKAGES ($why) with brew. (Not tested on macOS.)"
    # shellcheck disable=SC2086 # a list of words
    brew install --quiet $BREW_PACKAGES
  else
    echo "Neither apt-get nor brew was found. Needed ($why), by their Debian names: $*" >&2
    return 1
  fi
}
