// Boost.JSON, compiled here once: headers only, so that the extension needs no Boost library at run time.
#include <boost/json/src.hpp>
