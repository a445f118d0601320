// The replies of one statement, kept so that it never pays twice for the same one: joins, correlated subqueries, and
// tables that a statement names several times.
//
// How: a reply with status 200 is kept under its destination and its whole request, page token included. The first few
// MiB stay in memory; what comes after goes to an unnamed temporary file of this process.
//
// Example:
//
//   bool is_known(KeptReplies& replies, const asking::Question& question) {
//     return replies.recall(key_of(question)).has_value();
//   }
#pragma once

#include <cstddef>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include "connectors/asking/question/question.h"

namespace awscost::asking {

// Of one statement's replies, what is kept in memory. A big scan is read once, so it is not worth the host's memory.
constexpr std::size_t kMostReplyBytesInMemory = std::size_t{4} * 1024 * 1024;

// Every byte that decides the reply; no two questions share a key.
std::string key_of(const Question& question);

class KeptReplies {
 public:
  explicit KeptReplies(std::size_t most_in_memory = kMostReplyBytesInMemory) : most_in_memory_(most_in_memory) {}

  // Nothing where it is not known, or where the file cannot be read: asking again is dearer, and right.
  std::optional<wire::Reply> recall(const std::string& key);

  // Not kept: a reply that is no success, one that may hold secrets and would have to go into the file, and one for
  // which there is no room. The same request is sent again then, which is dearer, and right.
  void keep(const std::string& key, const Question& question, const wire::Reply& reply) noexcept;

  void clear();

 private:
  struct Kept {
    wire::Reply reply;  // its body is empty where it went to the file
    bool in_file = false;
    long offset = 0;
    std::size_t size = 0;
  };
  struct CloseFile {
    // A temporary file: nothing in it is kept.
    void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
  };

  bool write_out(const std::string& body, Kept& kept);
  bool read_back(const Kept& kept, std::string& body) const;

  std::size_t most_in_memory_;
  std::unordered_map<std::string, Kept> kept_;
  std::size_t in_memory_ = 0;
  std::unique_ptr<std::FILE, CloseFile> file_;
  long file_end_ = 0;
};

}  // namespace awscost::asking
