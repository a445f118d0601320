#!/bin/sh
# The Debian package, from the build to its removal: made by CPack, installed by dpkg into an empty root, loaded from there
# by its bare name, removed again.
#
#   sh tests/outside/install_test.sh build/release RESULTS
set -u
build=$1
results=$2
all="package libraries installs files loads_by_name loads_by_name_over_odbc server removal"

skip() {  # skip WHY
  for name in $all; do echo "skipped outside.install.$name ($1)" >>"$results"; done
  exit 0
}

check() {  # check NAME GOT WANTED
  if [ "$2" = "$3" ]; then
    echo "passed outside.install.$1" >>"$results"
  else
    printf '%s: %s\ninstead of %s\n' "$1" "$2" "$3"
    echo "failed outside.install.$1" >>"$results"
  fi
}

for program in cpack dpkg dpkg-deb dpkg-shlibdeps file; do
  command -v "$program" >/dev/null 2>&1 || skip "$program is not here"
done
if ldd "$build/awscost.so" | grep -q libasan; then skip "nobody installs a build with sanitizers"; fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root
architecture=$(dpkg --print-architecture)
version=$(sqlite3 -cmd ".load $build/awscost" :memory: \
  "SELECT awscost_version()" | grep -o '[0-9][0-9.]*' | head -n 1)
package=$work/sqlite3-awscost_${version}_$architecture.deb

cpack --config "$build/CPackConfig.cmake" -G DEB -B "$work" >"$work/log" 2>&1 || cat "$work/log"
[ -e "$package" ]
check package "$? $(dpkg-deb -f "$package" Package Version Suggests | tr '\n' ' ')" \
  "0 Package: sqlite3-awscost Version: $version Suggests: sqlite3 "

# What the two programs were linked with decides; a portable build needs libc alone.
case $(ldd "$build/awscost.so") in
  *libcurl*) libraries="libc6 libcurl4 libgcc-s1 libssl3 libstdc++6 " ;;
  *) libraries="libc6 " ;;
esac
check libraries "$(dpkg-deb -f "$package" Depends | tr ',' '\n' | awk '{ print $1 }' | sort -u | tr '\n' ' ')" "$libraries"

# dpkg gets a database of its own. CPack gives every package that has a library scripts that call ldconfig: they run
# outside of the root, which has no shell, and find one that writes down its call, so the machine stays as it is.
mkdir -p "$root/var/lib/dpkg/info" "$root/var/lib/dpkg/updates" "$work/bin"
: >"$root/var/lib/dpkg/status"
printf '#!/bin/sh\necho ldconfig >>"%s"\n' "$work/called" >"$work/bin/ldconfig"
chmod +x "$work/bin/ldconfig"
dpkg_in_root() {
  PATH=$work/bin:$PATH:/usr/sbin:/sbin dpkg --root="$root" --log="$work/dpkg.log" --force-not-root --force-depends \
    --force-script-chrootless "$@" >"$work/log" 2>&1 || { cat "$work/log"; return 1; }
}
installed() {  # every file and link but dpkg's own
  (cd "$root" && find . -path ./var/lib/dpkg -prune -o ! -type d -print | sort)
}
dpkg_in_root --install "$package"
check installs "$? $(dpkg-query --admindir="$root/var/lib/dpkg" -W -f '${Status}' sqlite3-awscost)" \
  "0 install ok installed"

library=./usr/lib/$(sed -n 's/^CMAKE_INSTALL_LIBDIR:.*=lib\///p' "$build/CMakeCache.txt")/awscost.so
documentation=./usr/share/doc/sqlite3-awscost
check files "$(installed)" "$(
  {
    printf '%s\n' "$library" ./usr/bin/awscost-sandbox "$documentation/README.md" "$documentation/CHANGELOG.md" \
      "$documentation/LICENSE" "$documentation/copyright"
    find docs examples -type f ! -name quickstart.sh ! -path '*/node_modules/*' ! -path '*/__pycache__/*' |
      sed "s|^|$documentation/|"
  } | sort)"

# In another folder, so that the name does not find a file that lies about.
question="SELECT count(*) > 0, min(unblended_cost) IS NOT NULL FROM ce_cost_and_usage('service')
  WHERE granularity = 'MONTHLY' AND period_start = date('now', 'start of month', '-1 month')"
as_user() {
  (cd "$work" && env LD_LIBRARY_PATH="$(dirname "$root/$library")" AWSCOST_CONNECTOR=sandbox HOME=/nonexistent "$@" 2>&1)
}
check loads_by_name "$(as_user sqlite3 -batch -noheader -list -cmd '.load awscost' :memory: "$question")" "1|1"

driver=$(dpkg -L libsqliteodbc 2>/dev/null | grep '/libsqlite3odbc\.so$')
if [ -e "$driver" ] && command -v isql >/dev/null 2>&1; then
  printf '[bill]\nDriver=%s\nDatabase=:memory:\nLoadExt=awscost\n' "$driver" >"$work/odbc.ini"
  check loads_by_name_over_odbc "$(echo "$question" | tr '\n' ' ' |
    as_user ODBCINI="$work/odbc.ini" ODBCSYSINI="$work" isql bill -b '-d|')" "1|1"
else
  echo "skipped outside.install.loads_by_name_over_odbc (isql or the driver of Debian's libsqliteodbc is not here)" >>"$results"
fi
check server "$("$root/usr/bin/awscost-sandbox" --port 0 --stop-on-eof </dev/null | sed 's/[0-9]*$//')" \
  "listening on http://127.0.0.1:"

dpkg_in_root --purge sqlite3-awscost
check removal "$? $(cd "$root" && find . -path ./var/lib/dpkg -prune -o -print | sort | tr '\n' ' ')" "0 . ./var ./var/lib "
