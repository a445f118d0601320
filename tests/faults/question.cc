#include "question.h"

#include <cctype>
#include <map>
#include <sstream>
#include <stdexcept>

#include "database.h"
#include "faulty_server.h"

namespace awscost {
namespace {

RightAnswer ask_a_good_server(const Question& question) {
  const FaultyServer server;
  point_at(server);
  golden::Database database(kExtension);
  Reading reading(database.handle(), question.sql);
  reading.finish();
  reading.end();
  if (!reading.error().empty()) throw std::runtime_error(std::string(question.name) + ": " + reading.error());
  RightAnswer answer{reading.rows(), {0}};
  std::istringstream pages(database.run("SELECT rows FROM awscost_requests ORDER BY id").rows);
  for (std::size_t rows = 0; pages >> rows;) answer.page_ends.push_back(answer.page_ends.back() + rows);
  return answer;
}

}  // namespace

std::string as_test_name(const char* words) {
  std::string name;
  bool begins = true;
  for (const char* c = words; *c != '\0'; ++c) {
    const auto letter = static_cast<unsigned char>(*c);
    if (std::isalnum(letter) != 0) name += static_cast<char>(begins ? std::toupper(letter) : letter);
    begins = std::isalnum(letter) == 0;
  }
  return name;
}

Reading::Reading(sqlite3* db, const char* sql) : db_(db) {
  sqlite3_stmt* statement = nullptr;
  code_ = sqlite3_prepare_v2(db, sql, -1, &statement, nullptr);
  statement_.reset(statement);
  if (code_ != SQLITE_OK) error_ = sqlite3_errmsg(db_);
}

bool Reading::step() {
  if (!statement_) return false;
  code_ = sqlite3_step(statement_.get());
  if (code_ != SQLITE_ROW) {
    if (code_ != SQLITE_DONE) error_ = sqlite3_errmsg(db_);
    return false;
  }
  std::string row;
  for (int column = 0; column < sqlite3_column_count(statement_.get()); ++column) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
    row += (column > 0 ? "|" : "") + std::string(text == nullptr ? "NULL" : text);
  }
  rows_.push_back(std::move(row));
  return true;
}

void Reading::finish() {
  while (step()) {
  }
}

const RightAnswer& right_answer(const Question& question) {
  static std::map<std::string, RightAnswer> known;
  const auto found = known.find(question.name);
  return found != known.end() ? found->second : known.emplace(question.name, ask_a_good_server(question)).first->second;
}

}  // namespace awscost
