// A log that a test reads: it writes to a temporary file, with made-up clocks.
//
//   Notebook notebook;
//   log::LoggedExchange exchange(curl, notebook.log());
//   EXPECT_THAT(notebook.lines(), ElementsAre(...));
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include "connectors/aws/log/log.h"

namespace awscost::log {

class Notebook {
 public:
  Notebook() {
    std::remove(path().c_str());
    log_.write_to("~/" + name());
  }
  ~Notebook() { std::remove(path().c_str()); }
  Notebook(const Notebook&) = delete;
  Notebook& operator=(const Notebook&) = delete;

  Log& log() { return log_; }
  std::string path() const { return testing::TempDir() + name(); }

  std::vector<std::string> lines() const {
    std::ifstream file(path());
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
  }

 private:
  static std::string name() {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    return "awscost-" + std::string(test->test_suite_name()) + "-" + test->name() + ".log";
  }

  // Each look at the stopwatch finds 15 ms gone.
  std::atomic<int> looks_ = 0;
  Log log_{{.clocks = {.time = [] { return std::chrono::sys_days{std::chrono::year{2026} / 11 / 22}; },
                       .stopwatch = [this] { return std::chrono::milliseconds(15 * ++looks_); }},
            .expanded = [](const std::string& path) {
              return path.starts_with("~/") ? testing::TempDir() + path.substr(2) : path;
            }}};
};

}  // namespace awscost::log
