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

#include <functional>
#include <map>
#include <memory>
#include <string_view>
#include <typeindex>
#include <typeinfo>
#include <utility>

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

  // The State that `owner` keeps in this statement; made by its default constructor when first asked for.
  template <class State>
  State& state(const void* owner) {
    std::shared_ptr<void>& kept = states_[{owner, typeid(State)}];
    if (!kept) kept = std::make_shared<State>();
    return *static_cast<State*>(kept.get());
  }

 private:
  std::map<std::pair<const void*, std::type_index>, std::shared_ptr<void>> states_;
};

// Makes the Statement of a statement that begins.
using BeginStatement = std::function<std::shared_ptr<Statement>()>;

}  // namespace awscost::sql
