#!/bin/sh
# A libcurl that speaks HTTP and HTTPS only, with its OpenSSL, as static archives for the preset `portable`: from
# Debian's source packages, because Debian's own libcurl.a needs GnuTLS, LDAP, Kerberos, SSH and RTMP, and its
# libcrypto.a adds 1.3 MB of what no server of AWS asks for.
#
#   sh cmake/portable_curl.sh build/portable-deps      include/, lib/libcurl.a, lib/libssl.a, lib/libcrypto.a
#
# How: apt downloads and checks the sources as it would for anybody, with a list of source archives made from the
# system's list of Debian's archives and kept, with all that apt writes, in a temporary folder: the system stays as it
# is. `cmake --preset portable` runs this; a second time it does nothing, until the folder is removed or a command here
# changes.
set -eu
mkdir -p "$1"
folder=$(cd "$1" && pwd)
made_by=$(grep -v '^ *#' "$0" | cksum)
[ "$(cat "$folder/made_by" 2>/dev/null)" = "$made_by" ] && exit 0

missing=""
for program in apt-get dpkg-source perl make cmake ninja cc; do
  command -v "$program" >/dev/null 2>&1 || missing="$missing $program"
done
if [ -n "$missing" ]; then
  . "$(dirname "$0")/dependencies.sh"
  echo "The portable build needs$missing: apt-get install $PORTABLE_PACKAGES $BUILD_PACKAGES, on Debian 12." >&2
  exit 1
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cores=$(getconf _NPROCESSORS_ONLN)
mkdir -p "$work/lists/partial" "$work/cache" "$work/root"
apt-get indextargets --format "deb-src \$(REPO_URI) \$(RELEASE) \$(COMPONENT)" \
  "Identifier: Packages" "Origin: Debian" "Component: main" | sort -u >"$work/sources.list"
if ! [ -s "$work/sources.list" ]; then
  echo "apt knows no archive of Debian's: run apt-get update, on Debian 12." >&2
  exit 1
fi

# apt's own sandbox user cannot write into a folder of ours.
with_sources() {  # with_sources PROGRAM ARGUMENT...
  program=$1
  shift
  "$program" -qq -o APT::Sandbox::User=root -o Dir::Etc::sourcelist="$work/sources.list" -o Dir::Etc::sourceparts=- \
    -o Dir::State::lists="$work/lists" -o Dir::Cache="$work/cache" "$@"
}

# source_of PACKAGE: unpacks it, with Debian's patches, into $work/PACKAGE. A mirror may know a version before it has
# its files, so the newest that can be had counts.
source_of() {
  for version in $(with_sources apt-cache showsrc --only-source "$1" | awk '/^Version: / { print $2 }' | sort -ruV); do
    rm -rf "$work/download"
    mkdir "$work/download"
    if (cd "$work/download" && with_sources apt-get source "$1=$version" >log 2>&1); then
      echo "$1 $version" | tee -a "$work/root/sources"
      mv "$work/download/$1"-*/ "$work/$1"
      return
    fi
    echo "The source of $1 $version could not be had: $(tail -n 1 "$work/download/log")" >&2
  done
  return 1
}

quietly() {  # quietly COMMAND...: shows what it wrote only if it fails
  if ! "$@" >"$work/log" 2>&1; then
    tail -n 40 "$work/log" >&2
    exit 1
  fi
}

with_sources apt-get update
source_of openssl
source_of curl

# Left out: what no server of AWS speaks, what loads code or settings of the system it runs on (dso, engine, module,
# autoload-config: they are another OpenSSL's), and what only OpenSSL's own program uses.
left_out="shared tests dso engine module legacy autoload-config ui-console async multiblock comp cms cmp ct ts ocsp rfc3779
  srp srtp psk dtls ssl3 tls1 tls1_1 nextprotoneg gost ec2m dsa
  aria bf blake2 camellia cast des idea md4 mdc2 ocb rc2 rc4 rmd160 scrypt seed siphash siv sm2 sm3 sm4 whirlpool"
# Assertions name their files, which stand in a folder that has another name each time.
small="-Os -ffunction-sections -fdata-sections -fvisibility=hidden -ffile-prefix-map=$work="
echo "building OpenSSL"
cd "$work/openssl"
# The level of security is Debian's. OpenSSL remembers its prefix, so that is not where the archives go.
# shellcheck disable=SC2046,SC2086 # lists of words
quietly perl Configure --prefix=/usr --libdir=lib --openssldir=/etc/ssl $(printf 'no-%s ' $left_out) \
  $small -fPIC -DOPENSSL_TLS_SECURITY_LEVEL=2
quietly make -j"$cores" build_libs
quietly make install_dev DESTDIR="$work/root"
cp -R "$work/root/usr/." "$folder/"

echo "building libcurl"
# Certificate authorities: connectors/aws/http/authorities.h finds them where the extension runs.
quietly cmake -S "$work/curl" -B "$work/built" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_C_FLAGS="$small" \
  -DCMAKE_INSTALL_PREFIX="$folder" -DCMAKE_INSTALL_LIBDIR=lib -DCMAKE_POSITION_INDEPENDENT_CODE=ON \
  -DBUILD_SHARED_LIBS=OFF -DBUILD_CURL_EXE=OFF -DBUILD_TESTING=OFF -DENABLE_MANUAL=OFF \
  -DHTTP_ONLY=ON -DCURL_ZLIB=ON -DCURL_DISABLE_NTLM=ON -DUSE_LIBIDN2=OFF -DCURL_USE_LIBPSL=OFF -DCURL_USE_LIBSSH2=OFF \
  -DCURL_USE_OPENSSL=ON -DCURL_DISABLE_OPENSSL_AUTO_LOAD_CONFIG=ON -DCURL_CA_BUNDLE=none -DCURL_CA_PATH=none \
  -DOPENSSL_INCLUDE_DIR="$folder/include" -DOPENSSL_SSL_LIBRARY="$folder/lib/libssl.a" \
  -DOPENSSL_CRYPTO_LIBRARY="$folder/lib/libcrypto.a"
quietly cmake --build "$work/built" --target install

mv "$work/root/sources" "$folder/sources"
echo "$made_by" >"$folder/made_by"
