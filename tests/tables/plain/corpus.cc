#include "tests/tables/plain/corpus.h"

#include <boost/json.hpp>
#include <chrono>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "connectors/sandbox/sandbox.h"
#include "connectors/tables/operations/operations.h"
#include "connectors/tables/request/call.h"

namespace awscost::test {
namespace {

constexpr std::size_t kRowsOfAPage = 8;

class Corpus {
 public:
  void ask(Question question, std::string_view what, std::string_view parent = {}) {
    const wire::Call call = request::call(question.operation(), question.scan(), {.parent = parent});
    const wire::Reply reply = sandbox_.send(call, {});
    if (!wire::is_success(reply)) throw std::logic_error(call.operation + ": " + reply.body);
    add(std::move(question), what, reply.body);
  }

  void add(Question question, std::string_view what, std::string body) {
    CorpusPage page{.name = std::string(question.operation().table.name) + " " + std::string(what),
                    .question = std::make_shared<const Question>(std::move(question))};
    page.layout = std::make_shared<const page::Layout>(page.question->operation(), page.question->scan());
    page.body = std::move(body);
    pages_.push_back(std::move(page));
  }

  // The id of the first element of the list that the last answer has.
  std::string first_id(std::string_view list) const {
    return std::string(boost::json::parse(pages_.back().body).at(list).at(0).at("id").as_string());
  }

  std::vector<CorpusPage> take() { return std::move(pages_); }

 private:
  sandbox::Sandbox sandbox_{{.seed = 1, .page_size = kRowsOfAPage, .now = [] {
                               using namespace std::chrono;
                               return sys_seconds(sys_days(2026y / November / 21));
                             }}};
  std::vector<CorpusPage> pages_;
};

Question all_of(std::string_view table) {
  Question question(table);
  const auto& columns = question.operation().table.columns;
  for (const sql::Column& column : columns) {
    // Columns that show JSON as text are for Boost.JSON alone (Shape::keeps_json).
    const bool is_json = column.type == sql::Type::kJson || column.wire.find("/Attributes") != std::string_view::npos;
    if (!is_json) question.mention({column.name});
  }
  return question;
}

void add_costs(Corpus& corpus) {
  corpus.ask(Question("ce_cost_and_usage").mention({"unblended_cost"}), "total of one metric");
  corpus.ask(all_of("ce_cost_and_usage").group_by("service"), "all columns by service");
  corpus.ask(Question("ce_cost_and_usage").group_by("service, region").mention({"unblended_cost", "currency"}),
             "by two keys");
  corpus.ask(Question("ce_cost_and_usage").group_by("tag:team").mention({"unblended_cost_exact"}), "by tag");
  corpus.ask(Question("ce_cost_and_usage")
                 .group_by("service")
                 .granularity(sql::Granularity::kMonthly)
                 .window("2026-09-01", "2026-11-01"),
             "months, no metric");
  const auto resources = [] {
    return Question("ce_cost_and_usage_with_resources")
        .window("2026-11-10", "2026-11-12")
        .group_by("resource_id")
        .bind("service", {"Amazon Elastic Compute Cloud - Compute"});
  };
  corpus.ask(resources().mention({"unblended_cost"}), "one metric");
  corpus.ask(resources().mention({"unblended_cost", "amortized_cost", "usage_quantity"}), "three metrics");
}

void add_lists(Corpus& corpus) {
  corpus.ask(all_of("ce_dimension_values").input("dimension", "SERVICE"), "services");
  corpus.ask(all_of("ce_tags").input("tag_key", "team"), "teams");
  corpus.ask(all_of("ce_cost_categories"), "categories");
  corpus.ask(all_of("apigateway_usage_plans"), "all");
  const std::string plan = corpus.first_id("item");
  corpus.ask(all_of("apigateway_usage_plan_keys"), "of the first plan", plan);
  corpus.ask(all_of("apigateway_usage"), "of the first plan", plan);
  corpus.ask(all_of("bcm_bill_scenarios"), "all");
}

// Members that the sandbox does not send, in other orders, pretty-printed, with texts beyond ASCII.
void add_written(Corpus& corpus) {
  const auto grouped = [] {
    return Question("ce_cost_and_usage").group_by("service, region").mention({"unblended_cost", "usage_quantity"});
  };
  corpus.add(grouped(), "token first, unknown members",
             R"({"NextPageToken":"t+/=","Unknown":{"a":[1,-2.5e3,true,null,{}]},
    "ResultsByTime":[{"Estimated":true,"Groups":[
      {"Metrics":{"UnblendedCost":{"Unit":"USD","Amount":"1.5"},"UsageQuantity":{"Unit":"N/A","Amount":"2"}},"Keys":["a","b"]},
      {"Metrics":{"UnblendedCost":{"Unit":"USD","Amount":"0"},"UsageQuantity":{"Unit":"Hrs","Amount":"3"}},"Keys":["c","d"]},
      {"Metrics":{"UnblendedCost":{"Unit":"USD","Amount":"7E-9"},"UsageQuantity":{"Unit":"N/A","Amount":""}},"Keys":["","é𝄞"]},
      {"Metrics":{"UnblendedCost":{"Unit":"EUR","Amount":"0.25"},"UsageQuantity":{"Unit":"N/A","Amount":"4"}},"Keys":["e","f"],
       "Extra":12}],"Total":{},"TimePeriod":{"End":"2026-11-02","Start":"2026-11-01"}},
     {"TimePeriod":{"Start":"2026-11-02","End":"2026-11-03"},"Groups":[],"Total":null}]})");
  corpus.add(all_of("apigateway_usage"), "numbers in tuples", R"({"usagePlanId":"p","startDate":"2026-11-01",
    "endDate":"2026-11-03","values":{"k1":[[10,90],[20,9223372036854775807],[0,1]],"k2":[],"k3":[[1.0E3,0]]},"position":null})");
}

}  // namespace

std::vector<CorpusPage> corpus() {
  Corpus corpus;
  add_costs(corpus);
  add_lists(corpus);
  add_written(corpus);
  return corpus.take();
}

}  // namespace awscost::test
