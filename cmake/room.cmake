# room(NAME [SOURCES ...] [USES room...] [LIBRARIES ...] [WHOLE]): makes this folder a target that sees only the rooms it USES.
#
# How: every room gets a directory rooms/<name> in the build folder, with one symbolic link to the source folder under
# the folder's path from the project's root. That directory is the room's public include path, so `#include "sql/plan.h"`
# compiles only in rooms that USE sql. (tests/style.sh refuses `#include "../`, the only way around it.)
# Which wing may use which is in cmake/wings.cmake.
#
# WHOLE links a room's objects although nothing asks for them: a linker takes operator new from the first library that
# has one, and that is the sanitizer's, before it looks into an archive.
#
#   room(request SOURCES expression.cc USES sql wire)      # in connectors/tables/request/CMakeLists.txt
# A designated initialiser names only members that differ from their defaults; the others are not "missing".
set(AWSCOST_WARNINGS
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wno-missing-field-initializers)

# After inlining, g++ 12 warns of impossible errors: overflows inside libstdc++'s string and Boost.Multiprecision (GCC
# bug 105651), and uninitialised memory in an empty std::optional (bug 80635). Clang builds the same code with its own
# warnings of this kind, and the sanitizers find real errors.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  list(APPEND AWSCOST_WARNINGS -Wno-restrict -Wno-array-bounds -Wno-stringop-overread -Wno-maybe-uninitialized)
endif()

function(awscost_warnings TARGET)
  target_compile_options(${TARGET} PRIVATE ${AWSCOST_WARNINGS} $<$<BOOL:${AWSCOST_WERROR}>:-Werror>)
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
    awscost_warnings(awscost_${NAME})
    set(scope PUBLIC)
  else()
    add_library(awscost_${NAME} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_include_directories(awscost_${NAME} ${scope} ${view})
  target_link_libraries(awscost_${NAME} ${scope} ${ROOM_USES} ${ROOM_LIBRARIES})
endfunction()

# awscost_test(NAME SOURCES ... USES room... [OPTIMISED]): one GoogleTest binary, with one CTest test for each case.
#
# The tested code is built by the build type. The tests' own code is never optimised, which saves a third of a full build
# and more than half with sanitizers. OPTIMISED is for tests that measure their own code beside the extension's. All
# others share one precompiled header (tests/precompiled.cc), which saves a quarter of their build time; the preset
# `clang` does without it, to show that every file includes what it needs.
function(awscost_test NAME)
  cmake_parse_arguments(TEST "OPTIMISED" "" "SOURCES;USES;LIBRARIES" ${ARGN})
  list(TRANSFORM TEST_USES PREPEND awscost_)
  add_executable(${NAME} ${TEST_SOURCES})
  awscost_warnings(${NAME})
  if(NOT TEST_OPTIMISED)
    target_compile_options(${NAME} PRIVATE -O0)
    target_precompile_headers(${NAME} REUSE_FROM awscost_test_headers)
  endif()
  target_link_libraries(${NAME} PRIVATE ${TEST_USES} ${TEST_LIBRARIES} GTest::gmock_main)
  target_compile_definitions(${NAME} PRIVATE
    AWSCOST_SOURCE_DIR="${PROJECT_SOURCE_DIR}" AWSCOST_BINARY_DIR="${PROJECT_BINARY_DIR}")
  gtest_discover_tests(${NAME} DISCOVERY_TIMEOUT 60)
endfunction()
