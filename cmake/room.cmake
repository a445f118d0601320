# room(NAME [SOURCES ...] [USES room...] [LIBRARIES ...] [WHOLE]): makes this folder a target that sees only the rooms it USES.
#
# How: every room gets a directory rooms/<name> in the build folder, with one symbolic link to the source folder under
# the folder's path from the project's root. That directory is the room's public include path, so `#include "sql/plan.h"`
# compiles only in rooms that USE sql. (tests/style.sh refuses `#include "../`, the only way around it.)
# Which wing may use which is in cmake/wings.cmake.
#
# WHOLE links a room's objects although nothing asks for them: a linker takes operator new from the first library that
# has one, and that is the sanitizer's, before it looks into an archive. A program USES such a room itself: what another
# room hands on of it stands in that room's archive.
#
#   room(request SOURCES expression.cc USES sql wire)      # in connectors/tables/request/CMakeLists.txt
# A designated initialiser names only members that differ from their defaults; the others are not "missing".
set(AWSCOST_WARNINGS
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wno-missing-field-initializers)

# After inlining, g++ 12 warns of impossible errors: overflows inside libstdc++'s string and Boost.Multiprecision (GCC
# bug 105651), and uninitialised memory in an empty std::optional (bug 80635). Clang builds the same code with its own
# warnings of this kind, and the sanitizers find real errors. (-Wstringop-overflow joined the others with the precompiled
# header: behind it, g++ sees memcpy into a string's 16 bytes wherever a literal is appended to a text.)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  list(APPEND AWSCOST_WARNINGS
    -Wno-restrict -Wno-array-bounds -Wno-stringop-overread -Wno-stringop-overflow -Wno-maybe-uninitialized)
endif()

function(awscost_warnings TARGET)
  target_compile_options(${TARGET} PRIVATE ${AWSCOST_WARNINGS} $<$<BOOL:${AWSCOST_WERROR}>:-Werror>)
endfunction()

# precompiled_headers(NAME HEADER...): a target that owns a precompiled header, which others use through
# `target_precompile_headers(... REUSE_FROM NAME)`. Parsing the standard library and Boost.JSON is half of what most files
# cost. Nothing of this project stands in such a header, so it is built once. The preset `clang` does without, and so shows
# that every file includes what it needs. (-fpch-preprocess is for ccache: with `sloppiness = pch_defines,time_macros` it
# keeps such objects, too.)
set(AWSCOST_STANDARD_HEADERS
  <algorithm> <array> <charconv> <chrono> <functional> <map> <memory> <mutex> <optional> <span> <stdexcept> <string>
  <string_view> <unordered_map> <utility> <variant> <vector> <boost/json.hpp>)

function(precompiled_headers NAME)
  add_library(${NAME} OBJECT EXCLUDE_FROM_ALL ${PROJECT_SOURCE_DIR}/cmake/precompiled.cc)
  target_link_libraries(${NAME} PRIVATE Boost::headers)
  target_precompile_headers(${NAME} PRIVATE ${ARGN})
endfunction()

# product_code(TARGET): a library that is part of the extension or of the sandbox.
function(product_options TARGET)
  awscost_warnings(${TARGET})
  target_compile_options(${TARGET} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
endfunction()

function(product_code TARGET)
  product_options(${TARGET})
  target_precompile_headers(${TARGET} REUSE_FROM awscost_headers)
endfunction()

# test_code(TARGET): code that only tests have. It is never optimised, which saves a third of a full build and more than
# half with sanitizers; the tested code is built by the build type. -fPIC and the definition are those of GoogleTest's
# users and of libraries, because all who share a precompiled header are compiled alike.
function(test_options TARGET)
  awscost_warnings(${TARGET})
  target_compile_options(${TARGET} PRIVATE -O0 -fPIC $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
  target_compile_definitions(${TARGET} PRIVATE GTEST_HAS_PTHREAD=1)
endfunction()

function(test_code TARGET)
  test_options(${TARGET})
  target_precompile_headers(${TARGET} REUSE_FROM awscost_test_headers)
endfunction()

function(room NAME)
  cmake_parse_arguments(ROOM "WHOLE" "" "SOURCES;USES;LIBRARIES" ${ARGN})
  cmake_path(RELATIVE_PATH CMAKE_CURRENT_SOURCE_DIR BASE_DIRECTORY ${PROJECT_SOURCE_DIR} OUTPUT_VARIABLE folder)
  set_property(GLOBAL APPEND PROPERTY AWSCOST_ROOMS ${NAME})
  set_property(GLOBAL PROPERTY AWSCOST_ROOM_${NAME} ${folder})
  set(view ${PROJECT_BINARY_DIR}/rooms/${NAME})
  cmake_path(GET folder PARENT_PATH parent)
  file(MAKE_DIRECTORY ${view}/${parent})
  file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR} ${view}/${folder} SYMBOLIC)
  set_property(GLOBAL PROPERTY AWSCOST_USES_${NAME} ${ROOM_USES})
  list(TRANSFORM ROOM_USES PREPEND awscost_)
  if(ROOM_SOURCES)
    set(kind STATIC)
    if(ROOM_WHOLE)
      set(kind OBJECT)
    endif()
    add_library(awscost_${NAME} ${kind} ${ROOM_SOURCES})
    if(folder MATCHES "^tests/")
      test_code(awscost_${NAME})
    else()
      product_code(awscost_${NAME})
    endif()
    set(scope PUBLIC)
  else()
    add_library(awscost_${NAME} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_include_directories(awscost_${NAME} ${scope} ${view})
  target_link_libraries(awscost_${NAME} ${scope} ${ROOM_USES} ${ROOM_LIBRARIES})
endfunction()

# awscost_test(NAME SOURCES ... USES room... [OPTIMISED source...]): one GoogleTest binary, with one CTest test for each case.
#
# OPTIMISED names sources that measure their own code beside the extension's, and are compiled like that.
function(awscost_test NAME)
  cmake_parse_arguments(TEST "" "" "SOURCES;USES;LIBRARIES;OPTIMISED" ${ARGN})
  list(TRANSFORM TEST_USES PREPEND awscost_)
  add_executable(${NAME} ${TEST_SOURCES} ${TEST_OPTIMISED})
  test_code(${NAME})
  set_source_files_properties(${TEST_OPTIMISED} PROPERTIES SKIP_PRECOMPILE_HEADERS ON
    COMPILE_OPTIONS "$<$<CONFIG:Release>:-O2>;$<$<CONFIG:RelWithDebInfo>:-O1>")
  target_link_libraries(${NAME} PRIVATE ${TEST_USES} ${TEST_LIBRARIES} GTest::gmock_main)
  target_compile_definitions(${NAME} PRIVATE
    AWSCOST_SOURCE_DIR="${PROJECT_SOURCE_DIR}" AWSCOST_BINARY_DIR="${PROJECT_BINARY_DIR}")
  gtest_discover_tests(${NAME} DISCOVERY_TIMEOUT 60)
endfunction()

# link_extension(TARGET): the extension as a part of a program of the tests (tests/support/linked/linked_extension.h). Such a
# program sees the extension's memory and branches as its own, which it does not of a loaded library.
function(link_extension TARGET)
  target_sources(${TARGET} PRIVATE ${PROJECT_SOURCE_DIR}/vtab/extension.cc)
  target_compile_definitions(${TARGET} PRIVATE AWSCOST_VERSION="${PROJECT_VERSION}")
  list(TRANSFORM AWSCOST_EXTENSION_ROOMS PREPEND awscost_ OUTPUT_VARIABLE rooms)
  target_link_libraries(${TARGET} PRIVATE awscost_linked_extension ${rooms})
endfunction()
