# check_wings(): the picture in CONTRIBUTING.md is the house. Called once all rooms are known.
#
# A wing is a folder of rooms: vtab, sql, and each folder in connectors/. Two things end the configuration:
#   - a room that USES a room of a wing above its own (below, each wing names those it may use);
#   - a picture that does not list exactly the rooms, each under its wing.
#
# The picture is the code block of CONTRIBUTING.md between the lines "```picture" and "```". A wing stands behind one
# blank, a room of it behind four; whatever follows the name is for people.
set(AWSCOST_BELOW_vtab sql wire tables asking aws sandbox)
set(AWSCOST_BELOW_tables sql wire asking aws)
set(AWSCOST_BELOW_asking sql wire aws sandbox)
set(AWSCOST_BELOW_aws sql wire)
set(AWSCOST_BELOW_sandbox wire)
set(AWSCOST_BELOW_wire sql)
set(AWSCOST_BELOW_sql)

function(wing_of ROOM OUT)
  get_property(folder GLOBAL PROPERTY AWSCOST_ROOM_${ROOM})
  string(REGEX REPLACE "^connectors/" "" folder "${folder}")
  string(REGEX REPLACE "/.*" "" wing "${folder}")
  set(${OUT} ${wing} PARENT_SCOPE)
endfunction()

function(check_arrows ROOM)
  get_property(uses GLOBAL PROPERTY AWSCOST_USES_${ROOM})
  wing_of(${ROOM} wing)
  foreach(used ${uses})
    wing_of(${used} other)
    if(NOT other STREQUAL wing AND NOT other IN_LIST AWSCOST_BELOW_${wing})
      message(FATAL_ERROR "The room ${ROOM} uses ${used}, and nothing in ${wing}/ may look at ${other}/: move what is "
                          "shared to where both may look, or hand it in (cmake/wings.cmake).")
    endif()
  endforeach()
endfunction()

# "wing/room" of every room in the picture.
function(read_picture OUT)
  file(STRINGS ${PROJECT_SOURCE_DIR}/CONTRIBUTING.md lines)
  set(inside FALSE)
  set(found)
  foreach(line IN LISTS lines)
    if(line STREQUAL "```picture")
      set(inside TRUE)
    elseif(line STREQUAL "```")
      set(inside FALSE)
    elseif(inside AND line MATCHES "^ ([a-z_]+)( |$)")
      set(wing ${CMAKE_MATCH_1})
    elseif(inside AND line MATCHES "^    ([a-z_]+)( |$)")
      list(APPEND found ${wing}/${CMAKE_MATCH_1})
    endif()
  endforeach()
  set(${OUT} ${found} PARENT_SCOPE)
endfunction()

function(check_wings)
  # A change of the picture is a change of the build.
  set_property(DIRECTORY ${PROJECT_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/CONTRIBUTING.md)
  read_picture(drawn)
  get_property(rooms GLOBAL PROPERTY AWSCOST_ROOMS)
  set(built)
  foreach(room ${rooms})
    check_arrows(${room})
    wing_of(${room} wing)
    list(APPEND built ${wing}/${room})
    if(NOT ${wing}/${room} IN_LIST drawn)
      message(FATAL_ERROR "The room ${wing}/${room} is not in CONTRIBUTING.md's picture: add a line for it.")
    endif()
  endforeach()
  foreach(room ${drawn})
    if(NOT room IN_LIST built)
      message(FATAL_ERROR "CONTRIBUTING.md's picture has a room ${room}, which is not built: take its line away.")
    endif()
  endforeach()
endfunction()
