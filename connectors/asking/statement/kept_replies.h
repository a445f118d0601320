// Keeps the replies of one statement, so that joins, correlated subqueries and tables named several times never pay
// twice for the same reply.
//
// How: the key of a reply is its destination and its whole request, page token included. Only status 200 is kept. The
// first few MiB stay in memory; the rest goes into an unnamed temporary file of this process.
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

// The limit in memory for each statement. A big scan is usually read once, so it is not worth the host's memory.
constexpr std::size_t kMostReplyBytesInMemory = std::size_t{4} * 1024 * 1024;

// Every byte that decides the reply; different questions never share a key.
std::string key_of(const Question& question);

class KeptReplies {
 public:
  explicit KeptReplies(std::size_t most_in_memory = kMostReplyBytesInMemory) : most_in_memory_(most_in_memory) {}

  // Nothing where it is not known or the file cannot be read: the request is then sent again, which costs more but is
  // right.
  std::optional<wire::Reply> recall(const std::string& key);

  // Does not keep a reply that is not a success, that may hold secrets and would have to go into the file, or that has
  // no room.
  void keep(const std::string& key, const Question& question, const wire::Reply& reply) noexcept;

  void clear();

 private:
  struct KeptReply {
    wire::Reply reply;  // its body is empty where it is in the file
    bool in_file = false;
    long offset = 0;
    std::size_t size = 0;
  };
  struct CloseFile {
    // An error does not matter: the file is temporary.
    void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
  };

  bool write_out(const std::string& body, KeptReply& kept);
  bool read_back(const KeptReply& kept, std::string& body) const;

  std::size_t most_in_memory_;
  std::unordered_map<std::string, KeptReply> kept_;
  std::size_t in_memory_ = 0;
  std::unique_ptr<std::FILE, CloseFile> file_;
  long file_end_ = 0;
};

}  // namespace awscost::asking
