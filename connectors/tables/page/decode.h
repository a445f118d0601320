// From the bytes of a page to a Document, without a tree in memory.
//
// How: a plain page is read by connectors/tables/plain. Any other page, and any that is wrong, goes through Boost.JSON's
// stream of events, in one pass; only that one says what is wrong.
//
// Only what the Shape asks for is stored. Texts and numbers stay in the body, unless they have escapes. Unknown members
// are skipped, and null counts as absent. A member in use that comes twice in one object is an error, because nothing
// says which of the two holds; in a map, two entries of one name would be two rows.
//
// Example:
//
//   std::size_t rows_of_level(const Shape& shape, std::string body, std::size_t level) {
//     Document document;
//     decode(shape, std::move(body), document);
//     return document.levels[level].count();
//   }
#pragma once

#include <stdexcept>
#include <string>

#include "connectors/tables/shape/document.h"
#include "connectors/tables/shape/shape.h"

namespace awscost::page {

// The answer is not the JSON that the operation promises. what() is a clause that names the place:
// "/ResultsByTime/3/Groups/0/Keys has 1 element instead of 2".
class DecodeError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Replaces what `document` holds, and reuses its memory. Throws DecodeError, which leaves the document without meaning.
void decode(const Shape& shape, std::string body, Document& document);

// The same by Boost.JSON alone. For tests, which hold decode() against it.
void decode_by_events(const Shape& shape, std::string body, Document& document);

}  // namespace awscost::page
