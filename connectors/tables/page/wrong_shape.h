// Where an answer departs from its shape, as a clause: "/ResultsByTime/3/Groups/0/Keys has 1 element instead of 2".
//
// An entry of a map is shown by its position, {3}, not by its name: at API Gateway the name may be a secret key.
//
// Example:
//
//   std::string clause(std::span<const Frame> open, const Node& node) {
//     return wrong_kind(open, node);  // "/values/{3}/0 is not an array"
//   }
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "connectors/tables/shape/shape.h"

namespace awscost::page {

// An open object or array of the shape.
struct Frame {
  const Node* node = nullptr;
  std::uint64_t seen = 0;       // objects: bit i, child i has a value
  std::size_t position = 0;     // arrays and maps: the number of elements begun
  std::size_t copied_from = 0;  // copied nodes: where the text begins in Document::copies
};

// `frames`: what is open, from the list that holds the document inwards. `node`: the value that begins now.
std::string wrong_kind(std::span<const Frame> frames, const Node& node);
std::string comes_twice(std::span<const Frame> frames, const Node& node);
// These are about the innermost open frame.
std::string wrong_count(std::span<const Frame> frames, std::size_t count);
std::string missing_member(std::span<const Frame> frames);
std::string twins(std::span<const Frame> frames);

}  // namespace awscost::page
