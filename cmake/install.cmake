# What is installed where, and the Debian package of it.
#
#   cmake --install build/release --prefix /usr          the extension, the sandbox's server, README, docs, examples
#   (cd build/release && cpack -G DEB)                   build/release/sqlite3-awscost_0.1.0_amd64.deb
#
# `.load awscost` and an ODBC source's `LoadExt=awscost` reach dlopen("awscost.so"): a name without a slash, which the
# dynamic loader looks for in LD_LIBRARY_PATH, in its cache, which lists only names that begin with lib, and in the
# system's folders. On Debian these are /usr/lib/<architecture> and /usr/lib, elsewhere /usr/lib64 or /usr/lib, and
# never /usr/local. So the file has no prefix lib and belongs beside the system's libraries, as SpatiaLite's module does.
if(CMAKE_LIBRARY_ARCHITECTURE AND NOT DEFINED CMAKE_INSTALL_LIBDIR)
  # GNUInstallDirs would take `lib` unless the prefix is /usr already when CMake configures.
  set(CMAKE_INSTALL_LIBDIR lib/${CMAKE_LIBRARY_ARCHITECTURE} CACHE PATH "Where awscost.so goes, below the prefix")
endif()
include(GNUInstallDirs)

# The source's own layout, so that README's links hold.
set(documentation ${CMAKE_INSTALL_DATAROOTDIR}/doc/sqlite3-awscost)
install(TARGETS awscost LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(TARGETS awscost-sandbox RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(FILES README.md CHANGELOG.md LICENSE DESTINATION ${documentation})
install(FILES LICENSE DESTINATION ${documentation} RENAME copyright)  # Debian's name for it
install(DIRECTORY docs DESTINATION ${documentation})
# quickstart.sh builds the extension, so it is of use only beside the source.
install(DIRECTORY examples DESTINATION ${documentation}
  PATTERN quickstart.sh EXCLUDE PATTERN node_modules EXCLUDE PATTERN __pycache__ EXCLUDE)

set(CPACK_GENERATOR DEB)
set(CPACK_SOURCE_GENERATOR)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_PACKAGE_NAME sqlite3-awscost)
set(CPACK_PACKAGE_VENDOR sqlite-awscost)
set(CPACK_PACKAGE_CONTACT "sqlite-awscost <sqlite-awscost@localhost>")  # dpkg wants an address
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "AWS cost and usage as SQLite virtual tables")
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
  "A loadable SQLite extension: plain SQL asks Cost Explorer, and\n\
WHERE, GROUP BY and the columns in use become its requests. The\n\
shell loads it by `.load awscost`, ODBC by LoadExt=awscost.\n\
awscost-sandbox is an invented account to try it on.")
set(CPACK_DEBIAN_PACKAGE_SECTION database)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
# The libraries that the two programs need, by dpkg-shlibdeps. SQLite is not among them: whoever loads the extension
# brings its own, which may be linked in.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
if(NOT AWSCOST_PORTABLE)
  # dpkg-shlibdeps goes by symbols and cannot know of the options that libcurl takes (connectors/aws/http/CMakeLists.txt).
  set(CPACK_DEBIAN_PACKAGE_DEPENDS "libcurl4 (>= 7.88)")
endif()
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "libsqlite3-0 (>= 3.38), ca-certificates")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS sqlite3)
include(CPack)
