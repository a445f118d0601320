// Keeps the replies of one statement, so that joins, correlated subqueries and tables named several times never pay
// twice for the same reply.
//
// How: the key of a reply is its destination and its whole request, page token included. Only status 200 is kept. The
// first few MiB stay in memory. Of the rest, what is kept past the statement is read from there, what nobody can ask for
// again is not kept, and what is left goes
// into an unnamed temporary file of this process. Where the file has no room, more stays in memory, and past that limit
// the question is remembered: a paid one is then not sent again unnoticed (Statement refuses it).
//
// Example:
//
//   bool is_known(KeptReplies& replies, const asking::Question& question) {
//     return replies.recall(key_of(question)).has_value();
//   }
#pragma once

#include <cstddef>
#include <cstdio>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include "connectors/asking/kept/kept_answers.h"
#include "connectors/asking/question/question.h"

namespace awscost::asking {

// The limit in memory for each statement. A big scan is usually read once, so it is not worth the host's memory.
constexpr std::size_t kMostReplyBytesInMemory = std::size_t{4} * 1024 * 1024;

// The same where the temporary file has no room: about the pages that the default max_requests allows.
constexpr std::size_t kMostReplyBytesWithoutFile = std::size_t{128} * 1024 * 1024;

// Every byte that decides the reply; different questions never share a key.
std::string key_of(const Question& question);

class KeptReplies {
 public:
  explicit KeptReplies(std::size_t most_in_memory = kMostReplyBytesInMemory,
                       std::size_t most_without_file = kMostReplyBytesWithoutFile, kept::KeptAnswers* kept = nullptr)
      : most_in_memory_(most_in_memory), most_without_file_(most_without_file), kept_answers_(kept) {}

  // Nothing where it is not known or was lost.
  std::optional<Answer> recall(const std::string& key);

  // Whether there was such a reply, and no room for it, or the file cannot be read any more.
  bool is_lost(const std::string& key) const;

  // Does not keep a reply that is not a success. One that has no room, or that may hold secrets and would have to go
  // into the file, is lost. `kept_as`: the answer that keeps it past the statement; 0: none. `is_asked_once`: whether nobody
  // can ask again; the file is then not worth its time, and the reply counts as lost, so that no mistake in that is paid
  // for. Asked past 1 MiB; may be empty.
  void keep(const std::string& key, const Question& question, const wire::Reply& reply, std::int64_t kept_as = 0,
            const std::function<bool()>& is_asked_once = {}) noexcept;

  void clear();

 private:
  struct KeptReply {
    wire::Reply reply;  // its body is empty where it is in the file
    bool in_file = false;
    bool lost = false;
    bool elsewhere = false;    // its body is in kept_answers_
    std::int64_t kept_as = 0;  // there
    int page = 1;              // likewise
    long offset = 0;
    std::size_t size = 0;
  };
  struct CloseFile {
    // An error does not matter: the file is temporary.
    void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
  };

  void hold(const Question& question, const wire::Reply& reply, KeptReply& kept,
            const std::function<bool()>& is_asked_once);
  bool write_out(const std::string& body, KeptReply& kept);
  bool read_back(const KeptReply& kept, std::string& body) const;

  std::size_t most_in_memory_;
  std::size_t most_without_file_;
  kept::KeptAnswers* kept_answers_;  // null: there are none
  std::unordered_map<std::string, KeptReply> kept_;
  std::size_t in_memory_ = 0;
  std::unique_ptr<std::FILE, CloseFile> file_;
  long file_end_ = 0;
  std::optional<bool> is_asked_once_;
};

}  // namespace awscost::asking
