// Reads a page that is plain JSON, several times faster than a parser of events, and leaves every other page alone.
//
// How: it knows the Shape and goes straight to the parts that are read. A row that looks like the row before, the same bytes
// between its texts, is not parsed at all: the bytes are compared, and the texts that are stored are looked up between them
// (pattern.h). At the first byte that it does not expect it gives up, and the whole page is read anew by Boost.JSON
// (connectors/tables/page/decode.cc), which alone says what is wrong with a page. So a page is plain only where Boost.JSON
// would store the very same: no escapes, valid UTF-8, short numbers, every member that is required, none that comes twice,
// and at most 32 levels.
//
// Example:
//
//   std::size_t rows_of_a_plain_page(const page::Shape& shape, page::Document& document, std::size_t level) {
//     return plain::read(shape, document) ? document.levels[level].count() : 0;
//   }
#pragma once

#include "connectors/tables/plain/bytes.h"
#include "connectors/tables/shape/document.h"
#include "connectors/tables/shape/shape.h"

namespace awscost::plain {

// `document` has the body and is otherwise empty, its levels are those of the shape. False: it has to be emptied and read
// otherwise. Throws only where memory is short.
bool read(const page::Shape& shape, page::Document& document);

// The same with the bytes of another processor: ScalarBytes, or Bytes. For tests, and for what they are compared with.
template <class Form>
bool read_with(const page::Shape& shape, page::Document& document);

}  // namespace awscost::plain
