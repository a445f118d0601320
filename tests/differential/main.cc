// differential: runs random SQL on the cost tables and on plain tables, and compares the answers.
//
//   differential --queries 2000 --seed 1          prints `2000 queries, N equal, N errors as promised, 0 different`
//   differential --soak --seed 1                  until stopped
//   differential --seed 1 --first 1234 --queries 1    repeats one case
//   differential --joins --queries 2000 --seed 1  joins alone (join_drawing.h): in every order of their tables, with verify
//                                                 off and on, and with a bound on their requests (request_bound.h)
//   differential --joins --keep-going --as-drawn  counts differences: none ends the run, and none is reduced
//
// A difference is printed in reduced form, with both statements and both answers; the exit code is then 1.
#include <sqlite3.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <stdexcept>

#include "comparison.h"
#include "generator.h"
#include "join_comparison.h"
#include "join_drawing.h"
#include "reducer.h"
#include "shapes.h"

namespace awscost::differential {
namespace {

constexpr std::uint64_t kQueriesPerWorld = 50;
constexpr std::uint64_t kEnoughForAllShapes = 2000;
constexpr std::uint64_t kProgress = 10'000;

struct Arguments {
  std::uint64_t queries = 2000;
  std::uint64_t seed = 1;
  std::uint64_t first = 0;
  std::optional<std::uint32_t> mask;
  bool joins = false;
  bool soak = false;
  bool keep_going = false;
  bool as_drawn = false;
  std::string extension = AWSCOST_EXTENSION;
};

std::uint64_t number(const std::string& text) {
  std::uint64_t value = 0;
  const bool hex = text.rfind("0x", 0) == 0;
  const char* begin = text.data() + (hex ? 2 : 0);
  const auto read = std::from_chars(begin, text.data() + text.size(), value, hex ? 16 : 10);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) {
    throw std::invalid_argument("'" + text + "' is no number");
  }
  return value;
}

Arguments read_arguments(const std::vector<std::string>& words) {
  Arguments arguments;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto value = [&] {
      return i + 1 < words.size() ? words[++i] : throw std::invalid_argument("a value is missing");
    };
    if (words[i] == "--queries") {
      arguments.queries = number(value());
    } else if (words[i] == "--seed") {
      arguments.seed = number(value());
    } else if (words[i] == "--first") {
      arguments.first = number(value());
    } else if (words[i] == "--mask") {
      arguments.mask = static_cast<std::uint32_t>(number(value()));
    } else if (words[i] == "--extension") {
      arguments.extension = value();
    } else if (words[i] == "--joins") {
      arguments.joins = true;
    } else if (words[i] == "--soak") {
      arguments.soak = true;
    } else if (words[i] == "--keep-going") {
      arguments.keep_going = true;
    } else if (words[i] == "--as-drawn") {
      arguments.as_drawn = true;
    } else {
      throw std::invalid_argument("there is no option " + words[i]);
    }
  }
  return arguments;
}

// A temporary folder for the account's file.
class Folder {
 public:
  Folder() : path_(std::filesystem::temp_directory_path() / ("awscost-differential-" + std::to_string(getpid()))) {
    std::filesystem::create_directories(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

// How often each shape was drawn, and how often its rows were compared.
class Shapes {
 public:
  explicit Shapes(bool joins) {
    if (joins) {
      for (const std::string& shape : join_shapes()) seen_[shape];
      return;
    }
    for (const DimensionShape& shape : dimension_shapes()) {
      seen_[std::string("key ") + shape.name];
      seen_[std::string("slice ") + shape.name];
    }
    for (const auto* list : {&period_shapes(), &result_shapes(), &input_shapes()}) {
      for (const Shape& shape : *list) seen_[shape.name];
    }
  }

  void add(const Query& query, Outcome::Kind kind) {
    const auto count = [&](const std::string& name) {
      if (name.empty()) return;
      ++seen_[name].first;
      if (kind == Outcome::Kind::kEqual) ++seen_[name].second;
    };
    for (const std::string& shape : query.joins.shapes) count(shape);
    for (const Source& source : query.sources) {
      for (const Predicate& predicate : source.predicates) count(predicate.shape);
      for (const Predicate& predicate : source.outside) count("outside " + predicate.shape);
    }
    if (query.join) {
      count(query.join->shape);
      count(query.join->extra_shape);
    }
  }

  void print(std::ostream& out) const {
    for (const auto& [name, counts] : seen_) {
      out << "  " << name << ": " << counts.first << ", compared " << counts.second << "\n";
    }
  }
  std::string never_seen() const {
    std::string out;
    for (const auto& [name, counts] : seen_) {
      if (counts.first == 0) out += (out.empty() ? "" : ", ") + name;
    }
    return out;
  }

 private:
  std::map<std::string, std::pair<std::uint64_t, std::uint64_t>> seen_;
};

class Run {
 public:
  explicit Run(const Arguments& arguments)
      : arguments_(arguments), surroundings_{arguments.extension, folder_.path()}, shapes_(arguments.joins) {}

  int run() {
    for (std::uint64_t i = arguments_.first; arguments_.soak || i < arguments_.first + arguments_.queries; ++i) {
      ask(i);
      if (different_ > 0 && !arguments_.keep_going) break;
      if (arguments_.soak && (i + 1) % kProgress == 0) print_totals();
    }
    print_totals();
    shapes_.print(std::cout);
    if (different_ > 0) return 1;
    const std::string never = asked_ >= kEnoughForAllShapes ? shapes_.never_seen() : "";
    if (never.empty()) return 0;
    std::cout << "shapes that never came: " << never << "\n";
    return 1;
  }

 private:
  Query draw(std::uint64_t i) const {
    const auto drawing = arguments_.joins ? draw_joins : draw_query;
    Query query = drawing(*world_, mixed(arguments_.seed, 2 * i + 1), sqlite3_libversion_number());
    if (arguments_.mask) query.mask = *arguments_.mask;
    return query;
  }

  void ask(std::uint64_t i) {
    if (!world_ || i / kQueriesPerWorld != world_number_) {
      world_number_ = i / kQueriesPerWorld;
      const Scene scene = arguments_.joins ? Scene::kJoins : Scene::kQueries;
      world_ = std::make_unique<World>(draw_world(mixed(arguments_.seed, 2 * world_number_), scene));
      connect();
    }
    const Query query = draw(i);
    const Outcome outcome = arguments_.joins ? joins_->ask(query) : comparison_->ask(query);
    ++asked_;
    shapes_.add(query, outcome.kind);
    equal_ += outcome.kind == Outcome::Kind::kEqual ? 1 : 0;
    errors_ += outcome.kind == Outcome::Kind::kPromisedError ? 1 : 0;
    undecided_ += outcome.kind == Outcome::Kind::kUndecided ? 1 : 0;
    if (outcome.kind == Outcome::Kind::kDifferent) show(i, query, outcome);
  }

  void connect() {
    comparison_.reset();
    note_requests();
    joins_.reset();
    if (arguments_.joins) {
      joins_ = std::make_unique<JoinComparison>(*world_, surroundings_);
    } else {
      comparison_ = std::make_unique<Comparison>(*world_, surroundings_);
    }
  }

  void note_requests() {
    if (!joins_) return;
    sent_ += joins_->requests().sent;
    single_ += joins_->requests().single;
    without_bound_ += joins_->requests().without_bound;
  }

  std::string report(const Case& candidate) const {
    try {
      const Outcome outcome = arguments_.joins ? JoinComparison(candidate.world, surroundings_).ask(candidate.query)
                                               : Comparison(candidate.world, surroundings_).ask(candidate.query);
      return outcome.kind == Outcome::Kind::kDifferent ? outcome.report : std::string();
    } catch (const std::exception&) {
      return {};  // the reduced query is not valid
    }
  }

  void show(std::uint64_t i, const Query& query, const Outcome& outcome) {
    ++different_;
    if (arguments_.as_drawn) {
      std::cout << "DIFFERENT: --seed " << arguments_.seed << " --first " << i << " --queries 1\n"
                << outcome.report << std::flush;
      return;
    }
    const Case small = reduce({*world_, query}, [&](const Case& candidate) { return !report(candidate).empty(); });
    std::string text = report(small);
    if (text.empty()) text = "(it differs in its place only: what came before it matters)\n" + outcome.report;
    std::cout << "DIFFERENT: --seed " << arguments_.seed << " --first " << i << " --queries 1, SQLite "
              << sqlite3_libversion() << ", present " << time_text(world_->now) << "\n"
              << text << "ITEMS\n";
    write_account(small.world, surroundings_.folder + "/small.json");
    std::ifstream items(surroundings_.folder + "/small.json");
    for (std::string line; std::getline(items, line);) std::cout << line << "\n";
    std::cout << std::flush;
    connect();
  }

  void print_totals() {
    std::cout << asked_ << " queries, " << equal_ << " equal, " << errors_ << " errors as promised, " << undecided_
              << " undecided, " << different_ << " different (SQLite " << sqlite3_libversion() << ", seed "
              << arguments_.seed << ")\n"
              << std::flush;
    if (!arguments_.joins) return;
    note_requests();
    joins_.reset();
    world_.reset();
    std::cout << sent_ << " requests, where single questions send " << single_ << "; " << without_bound_
              << " statements without a bound\n"
              << std::flush;
  }

  const Arguments arguments_;
  Folder folder_;
  Surroundings surroundings_;
  std::unique_ptr<World> world_;
  std::uint64_t world_number_ = 0;
  std::unique_ptr<Comparison> comparison_;
  std::unique_ptr<JoinComparison> joins_;
  Shapes shapes_;
  std::int64_t sent_ = 0, single_ = 0, without_bound_ = 0;
  std::uint64_t asked_ = 0, equal_ = 0, errors_ = 0, undecided_ = 0, different_ = 0;
};

}  // namespace
}  // namespace awscost::differential

int main(int argc, char** argv) {
  try {
    return awscost::differential::Run(awscost::differential::read_arguments({argv + 1, argv + argc})).run();
  } catch (const std::exception& error) {
    std::cerr << "differential: " << error.what() << "\n";
    return 2;
  }
}
