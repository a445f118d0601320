#include "vtab/origin.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace awscost::vtab {
namespace {

using Instruction = Program::Instruction;
using Block = Program::Block;

constexpr std::array kConstants = {std::string_view("String8"), std::string_view("Integer"), std::string_view("Int64"),
                                   std::string_view("Real"),    std::string_view("Blob"),    std::string_view("String"),
                                   std::string_view("Variable")};

// Made of two registers, in the third.
constexpr std::array<std::string_view, 6> kBinary = {"Concat", "Add", "Subtract", "Multiply", "Divide", "Remainder"};

// Jumps inside the computation of a value. They stand in each of the three groups below.
constexpr std::array<std::string_view, 13> kInnerJumps = {"Eq", "Ne",    "Lt",    "Le",     "Gt",      "Ge",  "ElseEq",
                                                          "If", "IfNot", "IfPos", "IsNull", "NotNull", "Goto"};

// Instructions that change no register which holds a value: jumps, and those that only read.
constexpr std::array<std::string_view, 36> kWriteNoValue = {
    "Noop",          "Explain",   "Once",      "ElseNotEq",   "Jump",   "Compare",   "Rewind",    "Next",
    "Prev",          "Last",      "Sort",      "VOpen",       "VNext",  "OpenRead",  "OpenDup",   "OpenWrite",
    "NullRow",       "Close",     "IdxInsert", "CollSeq",     "Filter", "FilterAdd", "SeekRowid", "SeekHit",
    "DeferredSeek",  "IdxGT",     "IdxGE",     "IdxLT",       "IdxLE",  "Return",    "Init",      "OpenEphemeral",
    "OpenAutoindex", "ReopenIdx", "Halt",      "EndCoroutine"};

// Instructions whose second operand is an address. Not Once, which leads around what has run before, and not a call of
// a subroutine.
constexpr std::array<std::string_view, 43> kJumps = {
    "Jump",       "Yield",         "InitCoroutine", "IsType",     "IfNullRow",  "IfNotOpen", "IfEmpty",
    "IfSmaller",  "IfSizeBetween", "SeekLT",        "SeekLE",     "SeekGE",     "SeekGT",    "SeekScan",
    "SeekRowid",  "NoConflict",    "NotFound",      "Found",      "NotExists",  "Last",      "Sort",
    "SorterSort", "Rewind",        "Prev",          "Next",       "SorterNext", "IdxLE",     "IdxGT",
    "IdxLT",      "IdxGE",         "IFindKey",      "RowSetRead", "RowSetTest", "Program",   "FkIfZero",
    "IfNotZero",  "DecrJumpZero",  "IncrVacuum",    "VFilter",    "VNext",      "Filter",    "ElseNotEq",
    "MustBeInt"};

// What a block that runs once may hold if its result is the statement's own: no cursor but that of an IN list is read,
// no coroutine is called.
constexpr std::array<std::string_view, 30> kHarmless = {
    "Null",         "SoftNull",     "Copy",          "SCopy",      "IntCopy",   "Function",  "PureFunc",    "Cast",
    "Affinity",     "RealAffinity", "BitAnd",        "BitOr",      "BitNot",    "ShiftLeft", "ShiftRight",  "Not",
    "And",          "Or",           "IsTrue",        "AddImm",     "Once",      "CollSeq",   "BeginSubrtn", "Return",
    "DecrJumpZero", "Noop",         "OpenEphemeral", "MakeRecord", "IdxInsert", "NullRow"};

template <class Names>
bool is_one_of(const Names& names, const Instruction& instruction) {
  return std::find(names.begin(), names.end(), instruction.opcode) != names.end();
}

bool writes_no_value(const Instruction& instruction) {
  return is_one_of(kWriteNoValue, instruction) || is_one_of(kInnerJumps, instruction);
}

bool is_jump(const Instruction& instruction) {
  return is_one_of(kJumps, instruction) || is_one_of(kInnerJumps, instruction);
}

bool is_harmless_in_itself(const Instruction& instruction) {
  return is_one_of(kHarmless, instruction) || is_one_of(kInnerJumps, instruction) ||
         is_one_of(kConstants, instruction) || is_one_of(kBinary, instruction);
}

struct Span {
  int begin = 0;  // the first address
  int end = 0;    // behind the last one
  bool holds(int address) const { return begin <= address && address < end; }
  int size() const { return end - begin; }
};

// Follows registers backwards through one block.
class Reader {
 public:
  explicit Reader(const Block& block) : block_(block) {
    // Where nothing is computed first, as in a trigger, Init leads to the next instruction.
    const bool has_init = !block.empty() && block.front().opcode == "Init" && block.front().p2 > 1;
    init_ = has_init ? block.front().p2 : size();
    for (int at = 0; at < size(); ++at) {
      if (block[at].opcode == "Once") once_.push_back({at + 1, block[at].p2});
      if (block[at].opcode == "InitCoroutine") coroutines_.push_back({at + 1, block[at].p2});
    }
  }

  // Whether the register's value at that address is the statement's own.
  bool is_own(int reg, int address) const { return is_own(reg, address, kPatience); }

 private:
  static constexpr int kPatience = 30;  // a longer expression counts as another table's

  int size() const { return static_cast<int>(block_.size()); }

  bool is_own(int reg, int address, int patience) const {
    if (patience <= 0) return false;
    const auto writer = last_writer(reg, address);
    if (!writer) return is_hoisted(reg);
    const int at = *writer;
    if (leaves_a_coroutine(at, address)) return false;
    if (const auto once = once_around(at, address)) return is_harmless(*once);
    if (is_jumped_into(at, address)) return false;
    const Instruction& instruction = block_[at];
    if (is_one_of(kConstants, instruction) || instruction.opcode == "Null") return true;
    if (instruction.opcode == "SCopy" || instruction.opcode == "IntCopy" || instruction.opcode == "Copy") {
      return is_own(instruction.p1 + reg - instruction.p2, at, patience - 1);
    }
    if (is_one_of(kBinary, instruction)) {
      return is_own(instruction.p1, at, patience - 1) && is_own(instruction.p2, at, patience - 1);
    }
    if (instruction.opcode == "Function" || instruction.opcode == "PureFunc") {
      return has_own_arguments(instruction.p2, at, patience - 1);
    }
    return instruction.opcode == "VInitIn" && holds_own(instruction.p1, at);
  }

  // The listing does not say how many arguments a function has. They are computed one after the other into registers
  // side by side, so the first register that was written before its neighbour, or never, is none.
  bool has_own_arguments(int first, int address, int patience) const {
    int last_written = -1;
    for (int reg = first;; ++reg) {
      const auto writer = last_writer(reg, address);
      if (writer ? *writer <= last_written : !is_hoisted(reg)) return true;
      if (!is_own(reg, address, patience)) return false;
      last_written = writer.value_or(last_written);
    }
  }

  // Constants that SQLite computes before everything else stand behind the rest, where Init jumps to. No other
  // instruction writes their registers.
  bool is_hoisted(int reg) const {
    bool found = false;
    for (int at = init_; at < size(); ++at) {
      if (!may_write(block_[at], reg)) continue;
      if (!is_harmless_in_itself(block_[at])) return false;
      found = true;
    }
    return found;
  }

  // The nearest instruction before `address` that writes the register, or may.
  std::optional<int> last_writer(int reg, int address) const {
    const int begin = address >= init_ ? init_ : 0;
    for (int at = address - 1; at >= begin; --at) {
      if (may_write(block_[at], reg)) return at;
    }
    return std::nullopt;
  }

  static bool may_write(const Instruction& instruction, int reg) {
    const auto within = [&](int first, int last) { return first <= reg && reg <= last; };
    const std::string& opcode = instruction.opcode;
    if (is_one_of(kConstants, instruction) || opcode == "SCopy" || opcode == "IntCopy" || opcode == "VInitIn") {
      return instruction.p2 == reg;
    }
    if (opcode == "Null") return within(instruction.p2, std::max(instruction.p2, instruction.p3));
    if (opcode == "Copy") return within(instruction.p2, instruction.p2 + instruction.p3);
    if (opcode == "Column" || opcode == "VColumn" || opcode == "Function" || opcode == "PureFunc" ||
        opcode == "MakeRecord" || is_one_of(kBinary, instruction)) {
      return instruction.p3 == reg;
    }
    if (opcode == "VFilter") return false;
    // These change how a value is stored, and not whose it is.
    if (opcode == "Affinity" || opcode == "Cast" || opcode == "RealAffinity") return false;
    if (writes_no_value(instruction)) return false;
    return instruction.p1 == reg || instruction.p2 == reg || instruction.p3 == reg;
  }

  // The smallest block around the writer that runs once, where the reader stands outside.
  std::optional<Span> once_around(int writer, int reader) const {
    std::optional<Span> found;
    for (const Span& span : once_) {
      if (span.holds(writer) && !span.holds(reader) && (!found || span.size() < found->size())) found = span;
    }
    return found;
  }

  bool is_harmless(const Span& span) const {
    for (int at = span.begin; at < span.end; ++at) {
      if (!is_harmless_in_itself(block_[at])) return false;
    }
    return true;
  }

  // A coroutine's registers are the rows of a table in FROM.
  bool leaves_a_coroutine(int writer, int reader) const {
    return std::any_of(coroutines_.begin(), coroutines_.end(),
                       [&](const Span& span) { return span.holds(writer) && !span.holds(reader); });
  }

  // Whether a jump from elsewhere leads between writer and reader: the value may then be another one.
  bool is_jumped_into(int writer, int reader) const {
    for (int at = 0; at < size(); ++at) {
      const bool inside = writer < at && at < reader;
      if (inside || !is_jump(block_[at])) continue;
      if (writer < block_[at].p2 && block_[at].p2 <= reader) return true;
    }
    return false;
  }

  // An IN list that is made once, of the statement's own values.
  bool holds_own(int cursor, int address) const {
    for (int at = address - 1; at >= 0; --at) {
      if (block_[at].p1 != cursor || block_[at].opcode != "OpenEphemeral") continue;
      const auto once = once_around(at, address);
      return once && is_harmless(*once);
    }
    return false;
  }

  const Block& block_;
  int init_ = 0;
  std::vector<Span> once_;
  std::vector<Span> coroutines_;
};

}  // namespace

bool is_own(const Program& program, const sqlite3_vtab* table, const char* plan_text, std::size_t argument) {
  constexpr int kFirstArgument = 2;  // behind idxNum and the count
  bool found = false;
  bool all_own = true;
  program.each_filter(table, plan_text, [&](const Block& block, std::size_t address) {
    found = true;
    const int reg = block[address].p3 + kFirstArgument + static_cast<int>(argument);
    all_own = all_own && Reader(block).is_own(reg, static_cast<int>(address));
  });
  return found && all_own;
}

}  // namespace awscost::vtab
