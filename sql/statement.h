// What lives as long as a statement: from its first open cursor to its last, as one object whose end is its destructor.
//
// Sources keep here what must not outlive a statement: whoever derives from it, what it has asked and been answered
// (connectors/asking/statement); anybody, a state of its own. Statements that are open at the same time share nothing.
//
// Example:
//
//   struct Asked {
//     int times = 0;
//   };
//   bool asks_again(Statement& statement, const void* source) {
//     return ++statement.state<Asked>(source).times > 1;
//   }
#pragma once

#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <typeindex>
#include <typeinfo>
#include <utility>

#include "sql/scan_record.h"

namespace awscost::sql {

// Not for several threads at once.
class Statement {
 public:
  Statement() = default;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  virtual ~Statement() = default;

  // Something that the user may not expect and that is no error. `text` is a sentence that names the table.
  virtual void note(std::string_view table, std::string_view text) {
    (void)table;
    (void)text;
  }

  // Its SQL, for notices; empty where it is not known.
  void set_text(std::string text) { text_ = std::move(text); }
  const std::string& text() const { return text_; }

  // Whether the statement starts one scan in all, and that once; false: it is not known. `known` is asked when somebody
  // wants to know, lives as long as the statement, and may be slow.
  void set_scans_once(std::function<bool()> known) { scans_once_ = std::move(known); }
  bool scans_once() const { return scans_once_ && scans_once_(); }

  // The record of the table's scans by that plan, as long as the statement lives; made when first asked for.
  ScanRecord& record(std::string_view table, std::string_view plan) {
    const auto known = std::find_if(records_.begin(), records_.end(),
                                    [&](const ScanRecord& each) { return each.table == table && each.plan == plan; });
    if (known != records_.end()) return *known;
    return records_.emplace_back(ScanRecord{.table = std::string(table), .plan = std::string(plan)});
  }
  const std::deque<ScanRecord>& records() const { return records_; }
  // At the end of the statement, where no memory may be asked for.
  void give_records(std::deque<ScanRecord>& to) noexcept { to.swap(records_); }

  // A scan of that record goes on: what is asked and read from now on counts there.
  void resume(ScanRecord* record) { resumed_ = record; }
  // Null before the first scan.
  ScanRecord* resumed() const { return resumed_; }

  // The State that `owner` keeps in this statement; made by its default constructor when first asked for.
  template <class State>
  State& state(const void* owner) {
    std::shared_ptr<void>& kept = states_[{owner, typeid(State)}];
    if (!kept) kept = std::make_shared<State>();
    return *static_cast<State*>(kept.get());
  }

 protected:
  // For the destructor of whoever derives: a state may use its Statement up to its own end.
  void end_states() { std::exchange(states_, {}).clear(); }

 private:
  std::string text_;
  std::function<bool()> scans_once_;
  std::deque<ScanRecord> records_;  // none of them moves
  ScanRecord* resumed_ = nullptr;
  std::map<std::pair<const void*, std::type_index>, std::shared_ptr<void>> states_;
};

// Makes the Statement of a statement that begins.
using BeginStatement = std::function<std::shared_ptr<Statement>()>;

}  // namespace awscost::sql
