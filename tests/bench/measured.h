// Times of what runs in this process and of programs, and the table that they are printed as.
//
// How: a round runs every contestant once, one after the other, so that a disturbance hits all of them. Each is divided by
// its basis in the same round; the table shows the medians of these ratios. A time by itself is never shown: it says more
// about the machine than about the program.
//
// Example:
//
//   void compare(bench::Rounds& rounds) {
//     rounds.run("twice", "once", [] { return 2.0; });  // rounds.run("once", "", ...) came before
//   }
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace awscost::bench {

// Processor time of this process, all its threads, in seconds.
double cpu_seconds();
double wall_seconds();

double wall_of(const std::function<void()>& work);

struct Apart {
  double seconds = 0;  // processor time
  std::string result;
};

// `work` in a forked process: two builds of one library would share symbols in one. `prepare` is not timed: what it loads,
// opens and warms is there for the work. Throws std::runtime_error where either throws.
Apart measured_apart(const std::function<void()>& prepare, const std::function<std::string()>& work);

// The output of a program; its path is looked up, its standard error is this process's. Throws std::runtime_error where it
// fails.
std::string output_of(const std::vector<std::string>& words);

double median(std::vector<double> all);

class Rounds {
 public:
  // `measure` returns a time or a size; `basis`: what it is divided by, which has run before in the round; empty: it is a
  // basis itself and not shown.
  void run(const std::string& name, const std::string& basis, const std::function<double()>& measure);

  // The same upside down: how many times longer `name` takes than `ours`.
  void run_peer(const std::string& name, const std::string& ours, const std::function<double()>& measure);

  // A measure that stands for itself, such as memory in MiB.
  void note(const std::string& name, double value);

  // The median of its ratios so far.
  double ratio(const std::string& name) const;

  // One line each, in the order in which they were first run: name, median, goal (`goals`, by name).
  std::string table(const std::map<std::string, std::string>& goals) const;

 private:
  std::vector<double>& values(const std::string& name);

  std::map<std::string, double> last_;  // by name: in the present round
  std::vector<std::pair<std::string, std::vector<double>>> shown_;
};

}  // namespace awscost::bench
