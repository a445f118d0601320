#include "connectors/sandbox/sandbox.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <string>
#include <string_view>

#include "connectors/sandbox/api_error.h"
#include "connectors/sandbox/apigateway/gateway.h"
#include "connectors/sandbox/apigateway/hal.h"
#include "connectors/sandbox/bcm/bill_scenarios.h"
#include "connectors/sandbox/calendar.h"
#include "connectors/sandbox/generator.h"
#include "connectors/sandbox/operation.h"
#include "connectors/sandbox/organisation.h"
#include "connectors/sandbox/percent.h"
#include "connectors/sandbox/protocol.h"
#include "connectors/sandbox/random.h"
#include "connectors/sandbox/rest_operation.h"
#include "connectors/sandbox/structure.h"
#include "connectors/sandbox/sts/get_caller_identity.h"

namespace awscost::sandbox {
namespace {

constexpr std::string_view kHomeRegion = "us-east-1";

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

// AWS checks the headers before the body and refuses wrong ones without details.
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

Route route_of(const wire::Call& call) {
  // API Gateway's answer to every unknown path or method, even if the request is signed.
  auto route = find_route(call.service, call.method, call.path);
  if (!route) throw ApiError("MissingAuthenticationTokenException", "Missing Authentication Token");
  const std::string_view type = header(call, "Content-Type");
  if (!type.empty() && type.substr(0, type.find(';')) != "application/json") {
    throw ApiError("UnsupportedMediaTypeException", "The content type must be application/json");
  }
  return *std::move(route);
}

bool accepts_json(const wire::Call& call) {
  return header(call, "Accept").find("application/json") != std::string_view::npos;
}

wire::Reply success(std::string_view type, const boost::json::object& body) {
  wire::Reply reply;
  reply.status = 200;
  reply.headers = {{"Content-Type", std::string(type)}};
  reply.body = boost::json::serialize(body);
  return reply;
}

}  // namespace

// State that operations change or create on first use. `mutex` guards all of it.
struct Sandbox::State {
  State(std::uint64_t seed, std::chrono::sys_seconds now) : gateway(seed), bill_scenarios(seed, now) {}

  std::mutex mutex;
  Gateway gateway;
  BillScenarios bill_scenarios;
};

Sandbox::Sandbox(Options options) : options_(std::move(options)) {}

Sandbox::Sandbox(Account account, Options options)
    : options_(std::move(options)), given_(std::make_shared<const Account>(std::move(account))) {}

Sandbox::~Sandbox() = default;

wire::Reply Sandbox::send(const wire::Call& call, const sql::Interrupted& interrupted) {
  return send_at({}, call, interrupted);
}

wire::Reply Sandbox::send_at(const Place& place, const wire::Call& call, const sql::Interrupted& interrupted) {
  if (interrupted && interrupted()) throw sql::InterruptError(false);
  const auto clock = [&] {
    return options_.now ? options_.now() : std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  };
  wire::Reply reply;
  try {
    reply = answer(
        {call, place.region.empty() ? kHomeRegion : std::string_view(place.region), place.now ? *place.now : clock()});
  } catch (const ApiError& error) {
    reply = refusal(protocol_of(call.service), error);
  }
  reply.headers.push_back({"x-amzn-requestid", next_request_id()});
  return reply;
}

wire::Reply Sandbox::answer(const Asked& asked) {
  switch (protocol_of(asked.call.service)) {
    case Protocol::kRestJson1:
      return answer_rest(asked);
    case Protocol::kQuery:
      return answer_query(asked);
    default:
      return answer_json(asked);
  }
}

wire::Reply Sandbox::answer_json(const Asked& asked) {
  const Operation& operation = operation_of(asked.call);
  const boost::json::value request = parse_body(asked.call.body);
  return success(operation.content_type, with_context(asked, [&](const Context& context) {
                   if (operation.service == "ce" && !context.account.switches().cost_explorer) {
                     throw ApiError("AccessDeniedException", "User not enabled for cost explorer access");
                   }
                   return operation.answer(context, request);
                 }));
}

wire::Reply Sandbox::answer_rest(const Asked& asked) {
  const wire::Call& call = asked.call;
  const Route route = route_of(call);
  const boost::json::object body = with_context(asked, [&](const Context& context) {
    return route.operation->answer(context, {route.labels, call.query});
  });
  if (accepts_json(call)) return success("application/json", body);
  return success("application/hal+json", hal(body, call.path, call.query));
}

// Needs the number of the account alone, so none is generated.
wire::Reply Sandbox::answer_query(const Asked& asked) const {
  const std::string account = given_ ? given_->payer() : std::string(kPayer);
  wire::Reply reply;
  reply.status = 200;
  reply.body = get_caller_identity(parse_query(asked.call.body), account);
  reply.headers = {{"Content-Type", std::string(content_type(Protocol::kQuery))}};
  return reply;
}

boost::json::object Sandbox::with_context(const Asked& asked, const Answer& answer) {
  // API Gateway's operations need no bill lines, which are slow to generate.
  static const auto no_lines = std::make_shared<const Account>("");
  const std::shared_ptr<const Account> account =
      protocol_of(asked.call.service) == Protocol::kRestJson1 ? no_lines : account_at(asked.now);
  State& state = state_at(asked.now);
  std::unique_lock<std::mutex> lock(state.mutex, std::defer_lock);
  // Cost Explorer's operations only read the account, which never changes, so they may run at the same time.
  if (asked.call.service != "ce") lock.lock();
  return answer({*account, asked.now, options_.page_size, asked.region, state.gateway, state.bill_scenarios});
}

Sandbox::State& Sandbox::state_at(std::chrono::sys_seconds now) {
  const std::lock_guard lock(mutex_);
  if (!state_) state_ = std::make_unique<State>(options_.seed, now);
  return *state_;
}

// Generates the account again in a new month, because short-lived resources exist only for the months in the history.
std::shared_ptr<const Account> Sandbox::account_at(std::chrono::sys_seconds now) {
  if (given_) return given_;
  const Day month = first_of_month(day_of(now));
  const std::lock_guard lock(mutex_);
  if (!generated_ || generated_->month != month) {
    generated_ = Generated{month, std::make_shared<const Account>(generate_account(options_.seed, now))};
  }
  return generated_->account;
}

// A UUID made from a counter: unique, and the same in every run of a test.
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
