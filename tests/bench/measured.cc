#include "measured.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <stdexcept>

extern char** environ;

namespace awscost::bench {
namespace {

double seconds_of(clockid_t clock) {
  constexpr double kNanoseconds = 1e9;
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / kNanoseconds;
}

// What comes from a pipe until its other end is closed; closes it.
std::string read_all(int descriptor) {
  std::string text;
  std::array<char, 4096> buffer{};
  for (ssize_t count = 0; (count = read(descriptor, buffer.data(), buffer.size())) > 0;) {
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
  close(descriptor);
  return text;
}

}  // namespace

double cpu_seconds() {
  return seconds_of(CLOCK_PROCESS_CPUTIME_ID);
}

double wall_seconds() {
  return seconds_of(CLOCK_MONOTONIC);
}

double wall_of(const std::function<void()>& work) {
  const double begin = wall_seconds();
  work();
  return wall_seconds() - begin;
}

Apart measured_apart(const std::function<void()>& prepare, const std::function<std::string()>& work) {
  std::array<int, 2> output{};
  if (pipe(output.data()) != 0) throw std::runtime_error("no pipe for a measurement");
  const pid_t pid = fork();
  if (pid == 0) {
    close(output[0]);
    int status = 1;
    try {
      prepare();
      const double begin = cpu_seconds();
      const std::string result = work();
      const double seconds = cpu_seconds() - begin;
      dprintf(output[1], "%.9f %s", seconds, result.c_str());
      status = 0;
    } catch (const std::exception& error) {
      std::fprintf(stderr, "%s\n", error.what());
    }
    _exit(status);
  }
  close(output[1]);
  const std::string text = read_all(output[0]);
  int status = 1;
  if (pid > 0) waitpid(pid, &status, 0);
  const auto blank = text.find(' ');
  if (status != 0 || blank == std::string::npos) throw std::runtime_error("a measurement failed");
  return {std::atof(text.c_str()), text.substr(blank + 1)};
}

std::string output_of(const std::vector<std::string>& words) {
  std::array<int, 2> output{};
  if (pipe2(output.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe for " + words.front());
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, output[1], STDOUT_FILENO);
  std::vector<std::string> copies = words;
  std::vector<char*> argv;
  for (std::string& word : copies) argv.push_back(word.data());
  argv.push_back(nullptr);
  pid_t pid = -1;
  const int failed = posix_spawnp(&pid, argv.front(), &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(output[1]);
  std::string text = read_all(output[0]);
  int status = 1;
  if (failed == 0) waitpid(pid, &status, 0);
  if (status != 0) throw std::runtime_error(words.front() + " failed");
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

double median(std::vector<double> all) {
  if (all.empty()) return 0;
  std::sort(all.begin(), all.end());
  return all[all.size() / 2];
}

std::vector<double>& Rounds::values(const std::string& name) {
  const auto found = std::find_if(shown_.begin(), shown_.end(), [&](const auto& one) { return one.first == name; });
  return found != shown_.end() ? found->second : shown_.emplace_back(name, std::vector<double>()).second;
}

void Rounds::run(const std::string& name, const std::string& basis, const std::function<double()>& measure) {
  const double measured = measure();
  last_[name] = measured;
  if (!basis.empty()) values(name).push_back(measured / last_.at(basis));
}

void Rounds::run_peer(const std::string& name, const std::string& ours, const std::function<double()>& measure) {
  values(name).push_back(measure() / last_.at(ours));
}

void Rounds::note(const std::string& name, double value) {
  values(name).push_back(value);
}

double Rounds::ratio(const std::string& name) const {
  const auto found = std::find_if(shown_.begin(), shown_.end(), [&](const auto& one) { return one.first == name; });
  return found == shown_.end() ? 0 : median(found->second);
}

std::string Rounds::table(const std::map<std::string, std::string>& goals) const {
  std::string table = "| what | measured | goal |\n|---|---|---|\n";
  for (const auto& [name, all] : shown_) {
    constexpr double kOneDecimal = 10;
    const double value = median(all);
    std::array<char, 32> number{};
    std::snprintf(number.data(), number.size(), value < kOneDecimal ? "%.2f" : "%.1f", value);
    const auto goal = goals.find(name);
    table.append("| ").append(name).append(" | ").append(number.data()).append(" | ");
    table.append(goal == goals.end() ? "" : goal->second).append(" |\n");
  }
  return table;
}

}  // namespace awscost::bench
