// The wall: no exception crosses into SQLite's C frames, and every sentence reaches the user.
//
// Example:
//
//   int next(sqlite3_vtab_cursor* cursor) noexcept {
//     return guard(cursor->pVtab, [] { throw sql::Error("the query ends here."); });  // SQLITE_ERROR
//   }
#pragma once

#include <exception>
#include <new>
#include <utility>

#include "sql/error.h"
#include "sql/interrupt.h"
#include "vtab/sqlite.h"

namespace awscost::vtab {

// Puts the sentence into `*message`, in SQLite's memory, as sqlite3_vtab.zErrMsg requires; frees the earlier one.
inline void set_message(char** message, const char* sentence) {
  sqlite3_free(*message);
  *message = sqlite3_mprintf("%s", sentence);
}

template <class Body>
int guard_message(char** message, Body&& body) noexcept {
  try {
    std::forward<Body>(body)();
    return SQLITE_OK;
  } catch (const sql::InterruptError&) {
    return SQLITE_INTERRUPT;
  } catch (const std::bad_alloc&) {
    return SQLITE_NOMEM;
  } catch (const std::exception& error) {
    set_message(message, error.what());
    return SQLITE_ERROR;
  } catch (...) {
    set_message(message, "awscost: an error without a description ended the query.");
    return SQLITE_ERROR;
  }
}

template <class Body>
int guard(sqlite3_vtab* table, Body&& body) noexcept {
  return guard_message(&table->zErrMsg, std::forward<Body>(body));
}

// For SQL functions: the sentence becomes the function's error.
template <class Body>
void guard(sqlite3_context* context, Body&& body) noexcept {
  char* message = nullptr;
  const int code = guard_message(&message, std::forward<Body>(body));
  if (code == SQLITE_NOMEM) {
    sqlite3_result_error_nomem(context);
  } else if (code != SQLITE_OK) {
    sqlite3_result_error(context, message == nullptr ? "interrupted" : message, -1);
    sqlite3_result_error_code(context, code);  // keeps the message
  }
  sqlite3_free(message);
}

}  // namespace awscost::vtab
