#include "connectors/asking/statement/dry_run.h"

#include <boost/json.hpp>
#include <utility>

#include "connectors/asking/statement/kept_replies.h"

namespace awscost::asking {

void DryRun::add(const Question& question, bool kept) {
  if (!asked_.insert(key_of(question)).second) return;
  requests_.push_back({.service = question.call.service,
                       .operation = question.call.operation,
                       .request = request_text(question),
                       .page = question.page,
                       .price = kept ? 0 : from_dollars(question.call.price_usd),
                       .kept = kept});
}

void DryRun::name(std::size_t known, std::string_view table, std::string_view operation,
                  std::optional<std::int64_t> pages) {
  for (std::size_t i = known; i < requests_.size(); ++i) {
    requests_[i].table = table;
    if (requests_[i].operation == operation && !requests_[i].kept) requests_[i].estimated_pages = pages;
  }
}

// By hand, because a serializer of numbers writes a cent as 1E-2.
std::string DryRun::to_json() const {
  const auto text = [](const std::string& value) { return boost::json::serialize(boost::json::string(value)); };
  std::string all = "[";
  for (const Request& each : requests_) {
    all += all.size() == 1 ? "{" : ",{";
    all += "\"table\":" + text(each.table) + ",\"service\":" + text(each.service);
    all += ",\"operation\":" + text(each.operation) + ",\"request\":" + each.request;
    all += ",\"page\":" + std::to_string(each.page) + ",\"price_usd\":" + dollars_text(each.price);
    all += ",\"estimated_pages\":" + (each.estimated_pages ? std::to_string(*each.estimated_pages) : "null");
    all += std::string(",\"kept\":") + (each.kept ? "true" : "false") + "}";
  }
  return all + "]";
}

}  // namespace awscost::asking
