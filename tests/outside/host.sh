# as_host COMMAND...: runs one of Debian's programs, which loads $build/awscost.so. Sourced by the tests in this folder.
#
# If the extension is built with AddressSanitizer and the host is not, the sanitizer must be loaded first, together with
# libstdc++: it looks for __cxa_throw when it starts, which a C program does not have. The host's leaks do not count.
as_host() {
  preload=$(ldd "$build/awscost.so" 2>/dev/null | awk '$1 ~ /^(libasan|libstdc\+\+)\.so/ { printf "%s ", $3 }')
  case $preload in
    *libasan*) LD_PRELOAD=$preload ASAN_OPTIONS=detect_leaks=0 "$@" ;;
    *) "$@" ;;
  esac
}
