#include "connectors/spend/replies.h"

#include <utility>

namespace awscost::spend {
namespace {

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

}  // namespace

Replies::Replies(wire::Connector& connector, sql::StatementWatcher* statements, std::size_t most_in_memory)
    : connector_(connector), statements_(statements), most_in_memory_(most_in_memory) {}

wire::Reply Replies::send(const wire::Call& call, const wire::Interrupted& interrupted) {
  if (statements_open_ == 0) return connector_.send(call, interrupted);
  std::string key = key_of(call);
  if (const auto found = kept_.find(key); found != kept_.end()) {
    wire::Reply reply = found->second.reply;
    reply.request = 0;
    if (!found->second.in_file || read_back(found->second, reply.body)) return reply;
    kept_.erase(found);  // the file cannot be read: better asked again than answered short
  }
  wire::Reply reply = connector_.send(call, interrupted);
  constexpr int kSuccess = 200;
  if (reply.status == kSuccess) keep(std::move(key), reply);
  return reply;
}

void Replies::keep(std::string key, const wire::Reply& reply) {
  Kept kept{.reply = {.status = reply.status, .headers = reply.headers, .attempts = reply.attempts}};
  if (in_memory_ + reply.body.size() <= most_in_memory_) {
    in_memory_ += reply.body.size();
    kept.reply.body = reply.body;
  } else if (!write_out(reply.body, kept)) {
    return;  // no room on disk: the same request would be sent again, which is right, only dearer
  }
  kept_.emplace(std::move(key), std::move(kept));
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
  ++statements_open_;
  if (statements_ != nullptr) statements_->statement_began();
}

void Replies::statement_ended() {
  if (statements_open_ > 0 && --statements_open_ == 0) drop();
  if (statements_ != nullptr) statements_->statement_ended();
}

void Replies::drop() {
  kept_.clear();
  file_.reset();
  in_memory_ = 0;
  file_end_ = 0;
}

}  // namespace awscost::spend
