#include "connectors/sandbox/billing_view.h"

#include <algorithm>

#include "connectors/sandbox/api_error.h"
#include "connectors/sandbox/organisation.h"
#include "connectors/sandbox/page_token.h"

namespace awscost::sandbox {
namespace {

namespace json = boost::json;

constexpr std::string_view kClosed = "custom-closed";
constexpr std::size_t kPage = 2;  // small, so that a client meets further pages

std::string arn_of(const Account& account, std::string_view name) {
  return "arn:aws:billing::" + account.payer() + ":billingview/" + std::string(name);
}

std::size_t read_page_size(const Structure& request) {
  const auto most = request.integer("maxResults");
  if (!most) return kPage;
  if (*most < 1 || *most > 100) throw validation("maxResults must be between 1 and 100.");
  return std::min(kPage, static_cast<std::size_t>(*most));
}

}  // namespace

bool BillingView::shows(const Line& line, const Account& account) const {
  if (accounts.empty()) return true;
  const std::string& id = account.text(line.value(Dimension::kLinkedAccount));
  return std::find(accounts.begin(), accounts.end(), id) != accounts.end();
}

std::optional<BillingView> find_billing_view(const Account& account, std::string_view arn) {
  if (arn == arn_of(account, "primary")) return BillingView{};
  const std::vector<std::string> shop = {std::string(kMembers[0].id), std::string(kMembers[1].id)};
  if (arn == arn_of(account, "custom-shop")) return BillingView{.accounts = shop, .source_views = 3};
  if (arn == arn_of(account, kClosed)) return BillingView{.accounts = shop, .source_views = 10};
  return std::nullopt;
}

BillingView billing_view_of(const Structure& request, const Account& account) {
  const auto arn = request.text("BillingViewArn");
  if (!arn) return {};
  if (auto view = find_billing_view(account, *arn)) return *std::move(view);
  if (!arn->starts_with("arn:aws:billing::")) {
    throw validation(
        "1 validation error detected: Value '" + *arn +
        "' at 'billingViewArn' failed to satisfy constraint: Member must satisfy regular expression pattern: "
        "^arn:aws[a-z-]*:(billing)::[0-9]{12}:billingview/[-a-zA-Z0-9/:_+=.-@]{1,43}$");
  }
  throw ApiError("ResourceNotFoundException", "Billing view not found.", {.members = {{"ResourceName", *arn}}});
}

json::object list_source_views_for_billing_view(const Context& context, const json::value& body) {
  const Structure request(body);
  const std::string arn = request.required_text("arn");
  const auto view = find_billing_view(context.account, arn);
  if (!view) throw ApiError("ResourceNotFoundException", "Billing view not found.");
  if (arn == arn_of(context.account, kClosed)) {
    throw ApiError("AccessDeniedException",
                   "User is not authorized to perform: billing:ListSourceViewsForBillingView on resource: " + arn);
  }
  const std::size_t page_size = read_page_size(request);
  const auto token = request.text("nextToken");
  const std::size_t begin = token ? static_cast<std::size_t>(token->front() - '0') : 0;
  if (token && (token->size() != 1 || begin == 0 || begin >= view->source_views))
    throw validation("Invalid nextToken.");
  const std::size_t end = std::min(view->source_views, begin + page_size);
  json::array views;
  for (std::size_t i = begin; i < end; ++i)
    views.emplace_back(arn_of(context.account, "source-" + std::to_string(i + 1)));
  json::object answer{{"sourceViews", std::move(views)}};
  if (end < view->source_views) answer["nextToken"] = std::to_string(end);
  return answer;
}

}  // namespace awscost::sandbox
