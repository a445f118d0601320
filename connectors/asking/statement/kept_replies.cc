#include "connectors/asking/statement/kept_replies.h"

#include <algorithm>
#include <exception>
#include <string_view>
#include <utility>

namespace awscost::asking {
namespace {

constexpr int kSuccess = 200;

// Finding out whether a statement asks once costs as much as reading some kilobytes.
constexpr std::size_t kWorthAsking = std::size_t{1} << 20;

}  // namespace

// Each text is preceded by its length, so that two lists of texts never look alike.
std::string key_of(const Question& question) {
  const wire::Call& call = question.call;
  std::string key;
  const auto add = [&key](std::string_view text) {
    key += std::to_string(text.size());
    key += ':';
    key += text;
  };
  for (const std::string* part :
       {&question.destination->key, &call.service, &call.operation, &call.method, &call.path}) {
    add(*part);
  }
  for (const auto& [name, value] : call.query) {
    add(name);
    add(value);
  }
  add(call.body);
  return key;
}

std::optional<Answer> KeptReplies::recall(const std::string& key) {
  const auto found = kept_.find(key);
  if (found == kept_.end() || found->second.lost) return std::nullopt;
  KeptReply& kept = found->second;
  if (kept.elsewhere) {
    if (auto reply = kept_answers_->page(kept.kept_as, kept.page)) {
      return Answer{.outcome = *std::move(reply), .kept_as = kept.kept_as};
    }
  } else {
    wire::Reply reply = kept.reply;
    if (!kept.in_file || read_back(kept, reply.body)) {
      return Answer{.outcome = std::move(reply), .kept_as = kept.kept_as};
    }
  }
  kept.lost = true;
  return std::nullopt;
}

bool KeptReplies::is_lost(const std::string& key) const {
  const auto found = kept_.find(key);
  return found != kept_.end() && found->second.lost;
}

void KeptReplies::keep(const std::string& key, const Question& question, const wire::Reply& reply, std::int64_t kept_as,
                       const std::function<bool()>& is_asked_once) noexcept {
  if (reply.status != kSuccess) return;
  try {
    KeptReply kept{
        .reply = {.status = reply.status, .headers = reply.headers}, .kept_as = kept_as, .page = question.page};
    hold(question, reply, kept, is_asked_once);
    const auto [place, is_new] = kept_.try_emplace(key);
    if (!is_new && !place->second.lost) return;
    place->second = std::move(kept);
    in_memory_ += place->second.reply.body.size();
  } catch (const std::exception&) {  // no memory: not kept
  }
}

void KeptReplies::hold(const Question& question, const wire::Reply& reply, KeptReply& kept,
                       const std::function<bool()>& is_asked_once) {
  const std::size_t in_memory = in_memory_ + reply.body.size();
  kept.elsewhere = in_memory > most_in_memory_ && kept.kept_as != 0 && kept_answers_ != nullptr;
  if (kept.elsewhere) return;
  if (in_memory > std::min(most_in_memory_, kWorthAsking)) {
    if (!is_asked_once_) is_asked_once_ = is_asked_once && is_asked_once();
    kept.lost = *is_asked_once_;
    if (kept.lost) return;
  }
  if (in_memory > most_in_memory_) {
    if (!question.secret && write_out(reply.body, kept)) return;
    kept.lost = question.secret || in_memory > most_without_file_;
  }
  if (!kept.lost) kept.reply.body = reply.body;
}

// std::tmpfile has mode 0600 and no name: nobody else can open it, and a crash leaves nothing behind.
bool KeptReplies::write_out(const std::string& body, KeptReply& kept) {
  if (!file_) file_.reset(std::tmpfile());
  if (!file_ || std::fseek(file_.get(), file_end_, SEEK_SET) != 0) return false;
  if (std::fwrite(body.data(), 1, body.size(), file_.get()) != body.size()) return false;
  if (std::fflush(file_.get()) != 0) return false;  // a full disk may show only here
  kept.in_file = true;
  kept.offset = file_end_;
  kept.size = body.size();
  file_end_ += static_cast<long>(body.size());
  return true;
}

bool KeptReplies::read_back(const KeptReply& kept, std::string& body) const {
  body.resize(kept.size);
  return std::fseek(file_.get(), kept.offset, SEEK_SET) == 0 &&
         std::fread(body.data(), 1, kept.size, file_.get()) == kept.size;
}

void KeptReplies::clear() {
  kept_.clear();
  file_.reset();
  in_memory_ = 0;
  file_end_ = 0;
  is_asked_once_.reset();
}

}  // namespace awscost::asking
