// Compiles Boost.JSON from its headers, once, so that the extension needs no Boost library at run time.
#include <boost/json/src.hpp>
