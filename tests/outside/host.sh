# as_host COMMAND…: runs a program of Debian's that loads $build/awscost.so. Sourced by the tests beside it.
#
# An extension built with AddressSanitizer wants it loaded first in a host built without, and libstdc++ with it: the
# sanitizer looks for __cxa_throw when it starts, which a host written in C does not have. The host's leaks are not ours.
as_host() {
  preload=$(ldd "$build/awscost.so" 2>/dev/null | awk '$1 ~ /^(libasan|libstdc\+\+)\.so/ { printf "%s ", $3 }')
  case $preload in
    *libasan*) LD_PRELOAD=$preload ASAN_OPTIONS=detect_leaks=0 "$@" ;;
    *) "$@" ;;
  esac
}
