#include "golden_case.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <stdexcept>
#include <string_view>

namespace awscost::golden {
namespace {

constexpr std::array<std::string_view, 9> kSections = {"needs",  "settings", "sql",   "plan",  "requests",
                                                       "counts", "rows",     "error", "obeyed"};

void trim_end(std::string& text) {
  while (!text.empty() && text.back() == '\n') text.pop_back();
}

[[noreturn]] void refuse(const std::filesystem::path& file, int line, const std::string& why) {
  throw std::runtime_error(file.string() + ":" + std::to_string(line) + ": " + why);
}

}  // namespace

Case read_case(const std::filesystem::path& file) {
  Case golden{.file = file, .comment = {}, .order = {}, .sections = {}};
  std::ifstream in(file);
  std::string line;
  std::string section;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.rfind("== ", 0) == 0) {
      section = line.substr(3);
      if (std::find(kSections.begin(), kSections.end(), section) == kSections.end()) {
        refuse(file, number, "there is no section '" + section + "'");
      }
      if (golden.has(section)) refuse(file, number, "the section '" + section + "' stands twice");
      golden.order.push_back(section);
      golden.sections[section];
    } else if (section.empty()) {
      if (!line.empty() && line[0] != '#') refuse(file, number, "before the first section stand # lines only");
      golden.comment += line + "\n";
    } else {
      golden.sections[section] += line + "\n";
    }
  }
  for (auto& [name, text] : golden.sections) trim_end(text);
  trim_end(golden.comment);
  if (golden.comment.empty()) refuse(file, 1, "a case says in # lines what it shows");
  if (!golden.has("sql")) refuse(file, 1, "a case has a section 'sql'");
  if (golden.has("rows") == golden.has("error")) refuse(file, 1, "a case has a section 'rows' or 'error'");
  return golden;
}

void write_case(const Case& golden) {
  std::ofstream out(golden.file);
  out << golden.comment << "\n";
  for (const std::string& section : golden.order) {
    out << "== " << section << "\n";
    const std::string& text = golden.sections.at(section);
    if (!text.empty()) out << text << "\n";
  }
}

std::vector<std::filesystem::path> find_cases(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".case") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace awscost::golden
