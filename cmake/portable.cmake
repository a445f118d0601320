# The preset `portable`: libcurl, OpenSSL, zlib and the C++ library are linked in, so the extension needs nothing but libc.
#
#   cmake --preset portable && cmake --build --preset portable      builds build/portable/awscost.so
#   sh tests/outside/portable_check.sh build/portable /dev/stdout   what it needs, how large it is, where it answers
#
# Two options are for hosts that have an OpenSSL, libcurl or libstdc++ of their own, as Node.js has: --exclude-libs shows
# the host no symbol of an archive, and -Bsymbolic binds what is linked in to what is linked in, never to the host.
find_library(ZLIB_LIBRARY NAMES libz.a REQUIRED)
set(dependencies ${PROJECT_SOURCE_DIR}/build/portable-deps)
execute_process(COMMAND sh ${PROJECT_SOURCE_DIR}/cmake/portable_curl.sh ${dependencies} COMMAND_ERROR_IS_FATAL ANY)

set(OPENSSL_INCLUDE_DIR ${dependencies}/include CACHE PATH "" FORCE)
set(OPENSSL_SSL_LIBRARY ${dependencies}/lib/libssl.a CACHE FILEPATH "" FORCE)
set(OPENSSL_CRYPTO_LIBRARY ${dependencies}/lib/libcrypto.a CACHE FILEPATH "" FORCE)
set(CURL_DIR ${dependencies}/lib/cmake/CURL CACHE PATH "" FORCE)

add_compile_options(-ffunction-sections -fdata-sections)
add_link_options(-static-libstdc++ -static-libgcc -s LINKER:--gc-sections LINKER:-Bsymbolic LINKER:--exclude-libs,ALL)
# libstdc++.a refers to it weakly, so the linker would leave it to the host.
add_link_options(LINKER:--undefined=__cxa_pure_virtual)

# portable_program(TARGET): what glibc 2.34 lacks is linked in.
function(portable_program TARGET)
  target_sources(${TARGET} PRIVATE ${PROJECT_SOURCE_DIR}/cmake/older_glibc.cc)
endfunction()

# portable_small(TARGET): for a room that nobody waits for. A precompiled header holds for one level of optimisation.
function(portable_small TARGET)
  target_compile_options(${TARGET} PRIVATE -Os)
  set_target_properties(${TARGET} PROPERTIES DISABLE_PRECOMPILE_HEADERS ON)
endfunction()
