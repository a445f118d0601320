# room(NAME [SOURCES …] [USES room…] [LIBRARIES …]): this folder as a target that sees only what it names.
#
# How: every room gets a directory build/…/rooms/<name> that holds one symbolic link to the source folder, under the
# folder's path from the project's root. That directory is the room's public include path, so `#include "sql/plan.h"`
# compiles exactly in the rooms that USE sql. (tests/style.sh refuses `#include "../`, the one way around it.)
# Which wing may use which is in cmake/wings.cmake.
#
#   room(request SOURCES expression.cc USES sql wire)      # in connectors/tables/request/CMakeLists.txt
# A designated initialiser names what differs from the default: the rest is not "missing".
set(AWSCOST_WARNINGS
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wno-missing-field-initializers)

# Once it has inlined enough, g++ 12 reports what cannot happen: overflows inside libstdc++'s string and
# Boost.Multiprecision (GCC bug 105651), and the uninitialised inside of a std::optional that is empty (bug 80635).
# Clang builds the same code with its own such warnings, and the sanitizers look for the real thing.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  list(APPEND AWSCOST_WARNINGS -Wno-restrict -Wno-array-bounds -Wno-stringop-overread -Wno-maybe-uninitialized)
endif()

function(awscost_warnings TARGET)
  target_compile_options(${TARGET} PRIVATE ${AWSCOST_WARNINGS} $<$<BOOL:${AWSCOST_WERROR}>:-Werror>)
endfunction()

function(room NAME)
  cmake_parse_arguments(ROOM "" "" "SOURCES;USES;LIBRARIES" ${ARGN})
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
    add_library(awscost_${NAME} STATIC ${ROOM_SOURCES})
    awscost_warnings(awscost_${NAME})
    set(scope PUBLIC)
  else()
    add_library(awscost_${NAME} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_include_directories(awscost_${NAME} ${scope} ${view})
  target_link_libraries(awscost_${NAME} ${scope} ${ROOM_USES} ${ROOM_LIBRARIES})
endfunction()

# awscost_test(NAME SOURCES … USES room… [OPTIMISED]): one GoogleTest binary, found by CTest case by case.
#
# What is tested is built as the build type says. The tests' own code is not optimised, whatever the build type: that
# takes a third off a build of everything, and more than half where sanitizers are in it. OPTIMISED is for tests that
# measure code of their own beside ours. All others share one precompiled header (tests/precompiled.cc), which takes a
# quarter off what they cost; the preset `clang` does without it, which shows that every file includes what it needs.
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
