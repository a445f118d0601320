#include "connectors/asking/spend/replies.h"

#include <utility>
#include <vector>

#include "connectors/wire/asker.h"

namespace awscost::spend {
namespace {

constexpr int kSuccess = 200;

// Of a rehearsal: what credentials and endpoint depend on.
std::string key_of_rehearsal(const wire::Call& call) {
  return call.service + '\n' + call.profile + '\n' + call.region;
}

// Every byte that decides the answer. Lengths stand before the texts, so that no two calls share a key.
std::string key_of(const wire::Call& call) {
  std::string key;
  const auto add = [&key](std::string_view text) {
    key += std::to_string(text.size());
    key += ':';
    key += text;
  };
  for (const std::string* part :
       {&call.service, &call.operation, &call.method, &call.path, &call.profile, &call.region}) {
    add(*part);
  }
  for (const auto& [name, value] : call.query) {
    add(name);
    add(value);
  }
  add(call.body);
  return key;
}

// The different calls of a batch, each with the places at which it was asked.
struct Questions {
  std::vector<wire::Call> calls;
  std::vector<std::string> keys;
  std::vector<std::vector<std::size_t>> places;
  std::unordered_map<std::string, std::size_t> by_key;

  void add(std::string key, std::size_t place, const wire::Call& call) {
    const auto [found, is_new] = by_key.try_emplace(key, calls.size());
    if (is_new) {
      calls.push_back(call);
      keys.push_back(std::move(key));
      places.emplace_back();
    }
    places[found->second].push_back(place);
  }
};

// Copies only where a call was asked several times: a reply can be megabytes.
void tell_all(wire::Asker& asker, const std::vector<std::size_t>& places, wire::Outcome outcome) {
  for (std::size_t i = 0; i + 1 < places.size(); ++i) {
    asker.tell(places[i], outcome);
    if (outcome.reply) outcome.reply->request = 0;
  }
  asker.tell(places.back(), std::move(outcome));
}

}  // namespace

Replies::Replies(wire::Connector& connector, sql::StatementWatcher* statements, std::size_t most_in_memory)
    : connector_(connector), statements_(statements), most_in_memory_(most_in_memory) {}

wire::Reply Replies::send(const wire::Call& call, const sql::Interrupted& interrupted) {
  if (statements_open_ == 0 || call.rehearsal) return connector_.send(call, interrupted);
  const std::string key = key_of(call);
  if (std::optional<wire::Reply> known = recall(key)) return *std::move(known);
  wire::Reply reply = connector_.send(call, interrupted);
  keep(key, call, reply);
  return reply;
}

void Replies::send_all(std::span<const wire::Call> calls, const sql::Interrupted& interrupted,
                       const wire::Answered& answered) {
  wire::Asker asker(answered, interrupted);
  Questions questions;
  for (std::size_t i = 0; i < calls.size(); ++i) {
    const bool rehearsal = calls[i].rehearsal;
    std::string key = rehearsal ? key_of_rehearsal(calls[i]) : key_of(calls[i]);
    if (rehearsal && rehearsed_.contains(key)) {
      asker.tell(i, {.reply = wire::Reply{.status = kSuccess}});
    } else if (std::optional<wire::Reply> known = rehearsal ? std::nullopt : recall(key)) {
      asker.tell(i, {.reply = std::move(known)});
    } else {
      questions.add(std::move(key), i, calls[i]);
    }
  }
  asker.end();  // what failed at a known answer asks for nothing more
  if (questions.calls.empty()) return;
  connector_.send_all(
      questions.calls, [&asker] { return asker.wants_to_stop(); },
      [&](std::size_t nth, wire::Outcome outcome) {
        if (outcome.reply) keep(questions.keys[nth], questions.calls[nth], *outcome.reply);
        tell_all(asker, questions.places[nth], std::move(outcome));
      });
  asker.end();
}

std::optional<wire::Reply> Replies::recall(const std::string& key) {
  const auto found = kept_.find(key);
  if (found == kept_.end()) return std::nullopt;
  wire::Reply reply = found->second.reply;
  reply.request = 0;
  if (!found->second.in_file || read_back(found->second, reply.body)) return reply;
  kept_.erase(found);  // the file cannot be read: better asked again than answered short
  return std::nullopt;
}

// Successes of a statement; an error is asked again.
void Replies::keep(const std::string& key, const wire::Call& call, const wire::Reply& reply) {
  if (statements_open_ == 0 || reply.status != kSuccess) return;
  if (call.rehearsal) {
    rehearsed_.insert(key);
    return;
  }
  Kept kept{.reply = {.status = reply.status, .headers = reply.headers, .attempts = reply.attempts}};
  if (in_memory_ + reply.body.size() <= most_in_memory_) {
    in_memory_ += reply.body.size();
    kept.reply.body = reply.body;
  } else if (call.secret || !write_out(reply.body, kept)) {
    return;  // not in a file, or no room on disk: the same request would be sent again, which is right, only dearer
  }
  kept_.emplace(key, std::move(kept));
}

// std::tmpfile: mode 0600 and without a name, so that nobody else opens it and nothing is left behind by a crash.
bool Replies::write_out(const std::string& body, Kept& kept) {
  if (!file_) file_.reset(std::tmpfile());
  if (!file_ || std::fseek(file_.get(), file_end_, SEEK_SET) != 0) return false;
  if (std::fwrite(body.data(), 1, body.size(), file_.get()) != body.size()) return false;
  kept.in_file = true;
  kept.offset = file_end_;
  kept.size = body.size();
  file_end_ += static_cast<long>(body.size());
  return true;
}

bool Replies::read_back(const Kept& kept, std::string& body) const {
  body.resize(kept.size);
  return std::fseek(file_.get(), kept.offset, SEEK_SET) == 0 &&
         std::fread(body.data(), 1, kept.size, file_.get()) == kept.size;
}

void Replies::statement_began() {
  if (statements_open_++ == 0) ++statement_;
  if (statements_ != nullptr) statements_->statement_began();
}

void Replies::statement_ended() {
  if (statements_open_ > 0 && --statements_open_ == 0) drop();
  if (statements_ != nullptr) statements_->statement_ended();
}

void Replies::drop() {
  kept_.clear();
  rehearsed_.clear();
  file_.reset();
  in_memory_ = 0;
  file_end_ = 0;
}

}  // namespace awscost::spend
