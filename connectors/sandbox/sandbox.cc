#include "connectors/sandbox/sandbox.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <string>
#include <string_view>

#include "connectors/sandbox/api_error.h"
#include "connectors/sandbox/calendar.h"
#include "connectors/sandbox/generator.h"
#include "connectors/sandbox/operation.h"
#include "connectors/sandbox/random.h"
#include "connectors/sandbox/structure.h"

namespace awscost::sandbox {
namespace {

constexpr std::string_view kAnswerType = "application/x-amz-json-1.1";

bool same_name(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); });
}

std::string_view header(const wire::Call& call, std::string_view name) {
  for (const wire::Header& header : call.headers) {
    if (same_name(header.name, name)) return header.value;
  }
  return {};
}

// The operation that a call's headers name. AWS looks at them before the body and tells wrong ones without details.
const Operation& operation_of(const wire::Call& call) {
  const Operation* operation = find_operation(call.service, header(call, "X-Amz-Target"));
  if (operation == nullptr || call.method != "POST" || call.path != "/") {
    throw ApiError("UnknownOperationException", "");
  }
  std::string_view type = header(call, "Content-Type");
  type = type.substr(0, type.find(';'));
  if (type != operation->content_type) throw ApiError("UnknownOperationException", "");
  return *operation;
}

}  // namespace

Sandbox::Sandbox(Options options) : options_(std::move(options)) {}

Sandbox::Sandbox(Account account, Options options)
    : options_(std::move(options)), given_(std::make_shared<const Account>(std::move(account))) {}

wire::Reply Sandbox::send(const wire::Call& call, const wire::Interrupted& interrupted) {
  if (interrupted && interrupted()) throw wire::InterruptError(false);
  const auto now =
      options_.now ? options_.now() : std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  wire::Reply reply;
  reply.status = 200;
  try {
    const Operation& operation = operation_of(call);
    const boost::json::value request = parse_body(call.body);
    const std::shared_ptr<const Account> account = account_at(now);
    reply.body = boost::json::serialize(operation.answer({*account, now, options_.page_size}, request));
  } catch (const ApiError& error) {
    reply.status = ApiError::kStatus;
    reply.body = error.body();
  }
  reply.headers = {{"x-amzn-requestid", next_request_id()}, {"Content-Type", std::string(kAnswerType)}};
  return reply;
}

// Generated anew when the month changes: the lines of short-lived resources are made for the months that can be asked.
std::shared_ptr<const Account> Sandbox::account_at(std::chrono::sys_seconds now) {
  if (given_) return given_;
  const Day month = first_of_month(day_of(now));
  const std::lock_guard lock(mutex_);
  if (!generated_ || generated_->month != month) {
    generated_ = Generated{month, std::make_shared<const Account>(generate_account(options_.seed, now))};
  }
  return generated_->account;
}

// A UUID that counts answers: as unlike any other as AWS's, and the same in every run of a test.
std::string Sandbox::next_request_id() {
  std::uint64_t count = 0;
  {
    const std::lock_guard lock(mutex_);
    count = ++answered_;
  }
  const std::uint64_t high = mix(options_.seed, count);
  const std::uint64_t low = mix(high);
  char text[64];
  const int length =
      std::snprintf(text, sizeof text, "%08x-%04x-4%03x-8%03x-%012llx", static_cast<unsigned>(high >> 32),
                    static_cast<unsigned>(high >> 16 & 0xffff), static_cast<unsigned>(high & 0xfff),
                    static_cast<unsigned>(low >> 52), static_cast<unsigned long long>(low & 0xffffffffffff));
  return std::string(text, static_cast<std::size_t>(length));
}

}  // namespace awscost::sandbox
