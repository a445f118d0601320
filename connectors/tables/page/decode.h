// From a page's bytes to a Document: one pass over the JSON as a stream of events, no tree of it in memory.
//
// Only what the Shape asks for is stored; texts and numbers stay where they are, in the body, unless they have escapes.
// Unknown members are skipped whatever they hold, null is the same as absent, and of a member that comes twice the last
// one counts. (Not in a map, where two entries of one name would be two rows: an error.)
//
//   decode(shape, std::move(reply.body), document);
//   document.levels[2].element(0)[keys.slot].text()
#pragma once

#include <stdexcept>
#include <string>

#include "connectors/tables/page/document.h"
#include "connectors/tables/page/shape.h"

namespace awscost::page {

// The answer is not the JSON that the operation promises: what() is a clause with the place in it, such as
// "/ResultsByTime/3/Groups/0/Keys has 1 element instead of 2".
class DecodeError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// `document` loses what it held and keeps its memory. Throws DecodeError; the document then means nothing.
void decode(const Shape& shape, std::string body, Document& document);

}  // namespace awscost::page
