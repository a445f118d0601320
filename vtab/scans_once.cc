// Whether a statement's program starts its one scan once: Program::scans_once().
//
// How: the program has one VFilter, and no jump from behind it leads back to it or before it. What Init jumps to at the end
// of the program runs once, before everything else. The body of a co-routine runs anew only where an InitCoroutine behind it
// names it, so that instruction must not come again either. What this file does not know counts as a jump.
//
// A value that is bound may change the order of a join (LIKE, and what ANALYZE knows), and the program that was listed has
// none bound: with parameters, only a statement about one table is certain.
#include <algorithm>
#include <array>
#include <string_view>

#include "vtab/program.h"

namespace awscost::vtab {
namespace {

using Instruction = Program::Instruction;
using Block = Program::Block;

// Instructions whose P2 is a register, a column or a number.
constexpr auto kNoJumps = std::to_array<std::string_view>(
    {"Add",         "Affinity",  "AggFinal",     "AggStep",      "AggStep1",   "AggValue",  "Blob",
     "Cast",        "Close",     "CollSeq",      "Column",       "Compare",    "Concat",    "Copy",
     "CreateBtree", "Delete",    "Divide",       "Explain",      "Function",   "Halt",      "IdxInsert",
     "Insert",      "Int64",     "IntCopy",      "Integer",      "MakeRecord", "Move",      "Multiply",
     "NewRowid",    "Noop",      "Null",         "OpenPseudo",   "OpenRead",   "OpenWrite", "ParseSchema",
     "PureFunc",    "Real",      "RealAffinity", "ResultRow",    "Return",     "Rowid",     "SCopy",
     "Sequence",    "SetCookie", "SorterData",   "SorterInsert", "String8",    "Subtract",  "VColumn"});

// Whether control may go from the instruction at `from` to `address` or before it.
bool leads_back(const Instruction& from, std::size_t address) {
  const auto is_target = [&](int place) { return place > 0 && static_cast<std::size_t>(place) <= address; };
  if (from.opcode == "Jump") return is_target(from.p1) || is_target(from.p2) || is_target(from.p3);
  if (std::find(kNoJumps.begin(), kNoJumps.end(), from.opcode) != kNoJumps.end()) return false;
  return is_target(from.p2);
}

bool comes_again(const Block& block, std::size_t address) {
  const auto end = static_cast<std::size_t>(block.front().p2);  // what Init jumps to
  for (std::size_t i = address + 1; i < std::min(end, block.size()); ++i) {
    if (leads_back(block[i], address)) return true;
  }
  return false;
}

bool begins_again(const Block& block, std::size_t filter) {
  std::size_t after = 0;
  for (std::size_t i = 0; i < block.size(); ++i) {
    const Instruction& each = block[i];
    if (each.opcode == "Program") return true;
    if (each.opcode == "Gosub" && static_cast<std::size_t>(each.p2) <= filter) return true;
    if (each.opcode != "InitCoroutine" || i < filter || static_cast<std::size_t>(each.p3) > filter) continue;
    // It makes ready what must not have run before: nothing between the body and here has called it.
    const auto calls = [&](const Instruction& other) { return other.opcode == "Yield" && other.p2 != 0; };
    const auto before = block.begin() + static_cast<std::ptrdiff_t>(i);
    if (++after > 1 || comes_again(block, i) || std::any_of(block.begin(), before, calls)) return true;
  }
  return false;
}

bool reads_another_table(const Block& block) {
  return std::any_of(block.begin(), block.end(), [](const Instruction& each) {
    return each.opcode == "OpenRead" || each.opcode == "OpenAutoindex" || each.opcode == "InitCoroutine";
  });
}

}  // namespace

bool Program::scans_once() const {
  if (blocks_.size() != 1 || blocks_.front().front().opcode != "Init") return false;
  const Block& block = blocks_.front();
  const auto is_filter = [](const Instruction& each) { return each.opcode == "VFilter"; };
  if (std::count_if(block.begin(), block.end(), is_filter) != 1) return false;
  if (has_parameters_ && reads_another_table(block)) return false;
  const auto filter = static_cast<std::size_t>(std::find_if(block.begin(), block.end(), is_filter) - block.begin());
  return !comes_again(block, filter) && !begins_again(block, filter);
}

}  // namespace awscost::vtab
