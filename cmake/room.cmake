# room(NAME [SOURCES …] [USES room…] [LIBRARIES …]): this folder as a target that sees only what it names.
#
# How: every room gets a directory build/…/rooms/<name> that holds one symbolic link to the source folder, under the
# folder's path from the project's root. That directory is the room's public include path, so `#include "sql/plan.h"`
# compiles exactly in the rooms that USE sql. (tests/style.sh refuses `#include "../`, the one way around it.)
#
#   room(request SOURCES expression.cc USES sql wire)      # in connectors/request/CMakeLists.txt
# A designated initialiser names what differs from the default: the rest is not "missing".
set(AWSCOST_WARNINGS
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wno-missing-field-initializers)

# g++ 12 reports overflows that cannot happen, inside libstdc++'s string and Boost.Multiprecision, once it has inlined
# enough of them (GCC bug 105651). Clang builds the same code, and the sanitizers look for the real thing.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  list(APPEND AWSCOST_WARNINGS -Wno-restrict -Wno-array-bounds -Wno-stringop-overread)
  # The sanitizers' own code makes it lose track of what <regex> initialises (GCC bug 105562).
  if(CMAKE_CXX_FLAGS MATCHES "-fsanitize")
    list(APPEND AWSCOST_WARNINGS -Wno-maybe-uninitialized)
  endif()
endif()

function(awscost_warnings TARGET)
  target_compile_options(${TARGET} PRIVATE ${AWSCOST_WARNINGS} $<$<BOOL:${AWSCOST_WERROR}>:-Werror>)
endfunction()

function(room NAME)
  cmake_parse_arguments(ROOM "" "" "SOURCES;USES;LIBRARIES" ${ARGN})
  cmake_path(RELATIVE_PATH CMAKE_CURRENT_SOURCE_DIR BASE_DIRECTORY ${PROJECT_SOURCE_DIR} OUTPUT_VARIABLE folder)
  set(view ${PROJECT_BINARY_DIR}/rooms/${NAME})
  cmake_path(GET folder PARENT_PATH parent)
  file(MAKE_DIRECTORY ${view}/${parent})
  file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR} ${view}/${folder} SYMBOLIC)
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

# awscost_test(NAME SOURCES … USES room…): one GoogleTest binary, found by CTest case by case.
function(awscost_test NAME)
  cmake_parse_arguments(TEST "" "" "SOURCES;USES;LIBRARIES" ${ARGN})
  list(TRANSFORM TEST_USES PREPEND awscost_)
  add_executable(${NAME} ${TEST_SOURCES})
  awscost_warnings(${NAME})
  target_link_libraries(${NAME} PRIVATE ${TEST_USES} ${TEST_LIBRARIES} GTest::gmock_main)
  target_compile_definitions(${NAME} PRIVATE
    AWSCOST_SOURCE_DIR="${PROJECT_SOURCE_DIR}" AWSCOST_BINARY_DIR="${PROJECT_BINARY_DIR}")
  gtest_discover_tests(${NAME} DISCOVERY_TIMEOUT 60)
endfunction()
