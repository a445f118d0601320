// kept_differential: asks random questions of connections that keep answers and of one that does not, and compares.
//
//   kept_differential --questions 2000 --seed 1     prints `2000 questions, N equal, N errors, 0 different; N requests of M`
//   kept_differential --seed 1 --first 40 --questions 1   repeats one, after those of its account before it
//
// The account changes as long as AWS would call it open (changing_account.h), and the clock goes on between questions. One
// connection keeps its answers for itself; two share a file. A difference is printed with its account and question; the
// exit code is then 1.
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <iostream>
#include <memory>
#include <stdexcept>

#include "changing_account.h"
#include "database.h"
#include "kept_questions.h"

namespace awscost::differential {
namespace {

constexpr std::uint64_t kQuestionsOfAnAccount = 60;
constexpr std::size_t kWho = 3;  // one alone, two that share a file

struct Arguments {
  std::uint64_t questions = 2000;
  std::uint64_t seed = 1;
  std::uint64_t first = 0;
  bool tells_all = false;
  std::string extension = AWSCOST_EXTENSION;
};

Arguments read_arguments(const std::vector<std::string>& words) {
  Arguments arguments;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "--tell") {
      arguments.tells_all = true;
      continue;
    }
    if (i + 1 == words.size()) throw std::invalid_argument("a value is missing after " + words[i]);
    const std::string& value = words[i + 1];
    std::uint64_t number = 0;
    std::from_chars(value.data(), value.data() + value.size(), number);
    if (words[i] == "--questions") {
      arguments.questions = number;
    } else if (words[i] == "--seed") {
      arguments.seed = number;
    } else if (words[i] == "--first") {
      arguments.first = number;
    } else if (words[i] == "--extension") {
      arguments.extension = value;
    } else {
      throw std::invalid_argument("there is no option " + words[i]);
    }
    ++i;
  }
  return arguments;
}

// The connections to one account.
class Scene {
 public:
  Scene(const Arguments& arguments, std::string folder, std::uint64_t number)
      : folder_(std::move(folder)), random_(mixed(arguments.seed, number)), account_(mixed(arguments.seed, number)) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    write_account(account_.world(), items());
    page_size_ = std::to_string(random_.pick(std::vector<int>{5, 20, 5000}));
    open(fresh_, arguments.extension, "off", "");
    open(keeping_[0], arguments.extension, "on", "");
    for (std::size_t i = 1; i < kWho; ++i) open(keeping_[i], arguments.extension, "on", folder_ + "/kept.db");
  }

  void go_on() {
    using std::chrono::hours;
    // Mostly a burst of questions, as a dashboard asks them; now and then an open answer no longer holds.
    static const std::vector<std::chrono::seconds> kLater = {hours(2), hours(2), hours(26), hours(24 * 6)};
    const auto step = random_.chance(12)   ? random_.pick(kLater)
                      : random_.chance(20) ? std::chrono::seconds(std::chrono::minutes(10))
                                           : std::chrono::seconds(0);
    account_.advance(step, random_);
    if (step >= hours(1)) write_account(account_.world(), items());
    ++reading_;
    tell_the_time(fresh_);
    for (Database& db : keeping_) tell_the_time(db);
  }

  KeptQuestion draw() { return draw_kept_question(random_, theme_, account_.now()); }

  Answer ask_fresh(const std::string& sql) { return sorted(fresh_.run(sql, {})); }
  Answer ask_keeping(const std::string& sql) {
    who_ = random_.below(kWho);
    return sorted(keeping_[who_].run(sql, {}));
  }
  std::string who() const { return who_ == 0 ? "alone" : "shared " + std::to_string(who_); }
  Seconds now() const { return account_.now(); }

  std::int64_t fresh_requests() { return fresh_.count("SELECT count(*) FROM awscost_requests WHERE NOT cached"); }
  std::int64_t keeping_requests() {
    std::int64_t all = 0;
    for (Database& db : keeping_) all += db.count("SELECT count(*) FROM awscost_requests WHERE NOT cached");
    return all;
  }

 private:
  std::string items() const { return folder_ + "/items.json"; }

  static void set(Database& db, const std::string& name, const std::string& value) {
    db.execute("SELECT awscost_config(" + differential::quoted(name) + ", " + differential::quoted(value) + ")");
  }

  void open(Database& db, const std::string& extension, const std::string& cache, const std::string& path) {
    db.load(extension);
    set(db, "connector", "sandbox");
    set(db, "sandbox_account", items());
    set(db, "sandbox_page_size", page_size_);
    set(db, "budget", "999999");
    set(db, "max_requests", "1000000");
    set(db, "cache", cache);
    if (!path.empty()) set(db, "cache_path", path);
    tell_the_time(db);
    const std::string columns = "(tags = 'team, env', cost_categories = 'unit')";
    db.execute("CREATE VIRTUAL TABLE cost USING ce_cost_and_usage" + columns);
    db.execute("CREATE VIRTUAL TABLE resource_cost USING ce_cost_and_usage_with_resources" + columns);
  }

  // The account's file is read again when the seed changes, and kept answers do not know the seed.
  void tell_the_time(Database& db) {
    set(db, "now", time_text(account_.now()));
    set(db, "sandbox_seed", std::to_string(reading_));
  }

  static Answer sorted(Answer answer) {
    std::sort(answer.rows.begin(), answer.rows.end());
    return answer;
  }

  std::string folder_;
  Random random_;
  ChangingAccount account_;
  Theme theme_{random_};
  std::string page_size_;
  std::uint64_t reading_ = 1;
  Database fresh_;
  std::array<Database, kWho> keeping_;
  std::size_t who_ = 0;
};

class Run {
 public:
  explicit Run(const Arguments& arguments)
      : arguments_(arguments),
        folder_((std::filesystem::temp_directory_path() / ("awscost-kept-" + std::to_string(getpid()))).string()) {}
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;
  ~Run() {
    scene_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  int run() {
    const std::uint64_t first = arguments_.first - arguments_.first % kQuestionsOfAnAccount;
    for (std::uint64_t i = first; i < arguments_.first + arguments_.questions && different_ == 0; ++i) {
      if (i % kQuestionsOfAnAccount == 0) begin(i / kQuestionsOfAnAccount);
      ask(i);
    }
    note_requests();
    std::cout << asked_ << " questions, " << equal_ << " equal, " << errors_ << " errors, " << broken_off_
              << " broken off, " << different_ << " different; " << sent_ << " requests, where fresh questions send "
              << fresh_ << "; " << from_kept_ << " answered without any (seed " << arguments_.seed << ")\n";
    return different_ == 0 ? 0 : 1;
  }

 private:
  void begin(std::uint64_t number) {
    note_requests();
    scene_.reset();
    scene_ = std::make_unique<Scene>(arguments_, folder_, number);
  }

  void note_requests() {
    if (!scene_) return;
    sent_ += scene_->keeping_requests();
    fresh_ += scene_->fresh_requests();
  }

  void ask(std::uint64_t i) {
    scene_->go_on();
    const KeptQuestion question = scene_->draw();
    const std::int64_t before = scene_->keeping_requests();
    const Answer kept = scene_->ask_keeping(question.sql);
    const bool sent = scene_->keeping_requests() != before;
    ++asked_;
    if (arguments_.tells_all) {
      std::cout << i << " " << time_text(scene_->now()) << " " << scene_->who() << (sent ? " sent " : " kept ")
                << question.sql << "\n";
    }
    if (question.is_broken_off) {
      ++broken_off_;
      return;
    }
    const Answer fresh = scene_->ask_fresh(question.sql);
    from_kept_ += !sent && !kept.rows.empty() ? 1 : 0;
    if (!kept.error.empty() && !fresh.error.empty()) {
      ++errors_;
    } else if (kept.rows == fresh.rows && kept.error == fresh.error) {
      ++equal_;
    } else {
      ++different_;
      std::cout << "DIFFERENT: --seed " << arguments_.seed << " --first " << i << " --questions 1, present "
                << time_text(scene_->now()) << ", " << scene_->who() << "\n"
                << question.sql << "\nKEPT\n"
                << differences(kept, fresh) << "FRESH\n"
                << differences(fresh, kept);
    }
  }

  // The rows of one that the other has not.
  static std::string differences(const Answer& one, const Answer& other) {
    if (!one.error.empty()) return "  error: " + one.error + "\n";
    std::vector<std::string> only;
    std::set_difference(one.rows.begin(), one.rows.end(), other.rows.begin(), other.rows.end(),
                        std::back_inserter(only));
    std::string text = "  " + std::to_string(only.size()) + " of " + std::to_string(one.rows.size()) + " rows\n";
    constexpr std::size_t kMost = 12;
    for (std::size_t i = 0; i < std::min(only.size(), kMost); ++i) text += "  " + only[i] + "\n";
    return text;
  }

  const Arguments arguments_;
  std::string folder_;
  std::unique_ptr<Scene> scene_;
  std::uint64_t asked_ = 0, equal_ = 0, errors_ = 0, broken_off_ = 0, different_ = 0, from_kept_ = 0;
  std::int64_t sent_ = 0, fresh_ = 0;
};

}  // namespace
}  // namespace awscost::differential

int main(int argc, char** argv) {
  try {
    return awscost::differential::Run(awscost::differential::read_arguments({argv + 1, argv + argc})).run();
  } catch (const std::exception& error) {
    std::cerr << "kept_differential: " << error.what() << "\n";
    return 2;
  }
}
