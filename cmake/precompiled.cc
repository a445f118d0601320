// The source of the targets that own a precompiled header (cmake/room.cmake, precompiled_headers). CMake needs one that
// is built like those that use the header; this one has no code.
namespace {}
