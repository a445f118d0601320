// One connection's kept answers over the test's own AWS, with the clock and the settings in the test's hand.
//
// Example:
//
//   void ask_twice(kept::Connection& connection) {
//     connection.ask("a");
//     connection.ask("a");  // connection.aws.sent stays {"a"}
//   }
#pragma once

#include <stdlib.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "connectors/asking/kept/file_kept_answers.h"
#include "connectors/asking/kept/keeping.h"
#include "tests/asking/support/destined.h"
#include "tests/vtab/registered.h"
#include "vtab/database.h"

namespace awscost::kept {

class Folder {
 public:
  Folder() : path_(std::filesystem::temp_directory_path() / "kept_XXXXXX") {
    if (mkdtemp(path_.data()) == nullptr) throw std::runtime_error("no folder");
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string file(const std::string& name = "kept.db") const { return path_ + "/" + name; }

 private:
  std::string path_;
};

// SQLite as the extension reaches it.
inline sql::OpenDatabase open_database() {
  static const bool ready = [] {
    test::Connection first;  // keeps the pointer
    test::Connection second;
    return true;
  }();
  static_cast<void>(ready);
  return vtab::open_database;
}

// Answers each request with its body and a number that tells one answer from the next.
class Aws : public asking::Sender {
 public:
  void send_all(std::span<const asking::Question> questions, const sql::Interrupted& interrupted,
                const asking::Answered& answered) override {
    for (std::size_t i = 0; i < questions.size(); ++i) {
      if (interrupted && interrupted()) {
        answered(i, asking::not_sent());
        continue;
      }
      const std::string& body = questions[i].call.body;
      sent.push_back(body);
      if (while_sending) while_sending(body);
      wire::Reply reply{.status = 200,
                        .headers = {{"x-amzn-requestid", "id-" + body}},
                        .body = body + " " + std::to_string(sent.size()) + filling};
      if (status.contains(body)) reply.status = status[body];
      if (reply.status == 0) {
        answered(i, {.outcome = wire::SendError("It broke.", true), .row = 7});
      } else {
        answered(i, {.outcome = std::move(reply), .row = 7});
      }
    }
  }

  std::vector<std::string> sent;
  std::map<std::string, int> status;  // by body; 0: no answer comes
  std::function<void(const std::string& body)> while_sending;
  std::string filling;
};

class Connection {
 public:
  explicit Connection(std::string path = "", sql::OpenDatabase open = open_database(), Owner owner = new_owner())
      : kept({.open = std::move(open),
              .settings = [this] { return settings; },
              .notice = [this](const std::string& sentence) { notices.push_back(sentence); },
              .clock = [this] { return clock; },
              .owner = std::move(owner)}) {
    settings.path = std::move(path);
    settings.most = 1'000'000;
    settings.freshness = {.now = *text::parse_instant("2026-11-21 10:30:00"),
                          .ttl = std::chrono::seconds(3600),
                          .reopen_days = std::chrono::days(14)};
  }

  asking::Question question(const std::string& body, const std::string& service = "ce") {
    asking::Destination destination = test::destination_to(nobody);
    destination.kept_under = "aws\naccount";
    destination.account_id = "111122223333";
    destination.endpoint = "https://ce.us-east-1.amazonaws.com";
    asking::Question question = test::question_to(destination, body);
    question.call.service = service;
    question.may_be_kept = true;
    return question;
  }

  // The reply's body, or the failure.
  std::string ask(const asking::Question& question) {
    last = keeping.send(question, {});
    return test::text_of(last.outcome);
  }
  std::string ask(const std::string& body) { return ask(question(body)); }
  // A further page of the answer to `last`.
  std::string next_page(const std::string& body, int page) {
    asking::Question next = question(body);
    next.page = page;
    next.kept_as = last.kept_as;
    return ask(next);
  }

  void wait(std::chrono::seconds time) {
    settings.freshness.now += time;
    clock += time;
  }

  test::Nobody nobody;
  KeptSettings settings;
  Seconds clock = *text::parse_instant("2026-11-21 10:30:00");
  std::vector<std::string> notices;
  Aws aws;
  std::vector<std::string> recalled;
  int slept = 0;
  std::function<void()> while_sleeping;
  FileKeptAnswers kept;
  Keeping keeping{aws,
                  kept,
                  kept,
                  {.sleep =
                       [this](std::chrono::milliseconds) {
                         ++slept;
                         if (while_sleeping) while_sleeping();
                       },
                   .recalled =
                       [this](const asking::Question& question, const wire::Reply&) {
                         recalled.push_back(question.call.body);
                         return std::uint64_t{recalled.size()};
                       }}};
  asking::Answer last;
};

// A file of the test's own look.
inline std::int64_t number_in(const std::string& path, const std::string& query) {
  std::int64_t number = 0;
  open_database()(path)->run(query, {},
                             [&number](std::span<const sql::Cell> row) { number = std::get<std::int64_t>(row[0]); });
  return number;
}

}  // namespace awscost::kept
