// The cost of a page beyond parsing it: RowReader against a bare walk of the same JSON by the same parser, in the same
// run. Prints the ratios; asserts only a wide bound, which no busy machine exceeds. Meaningful in an optimised build.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "connectors/tables/page/coverage.h"
#include "connectors/tables/page/decode.h"
#include "connectors/tables/page/row_reader.h"
#include "tests/tables/assembly/question.h"
#include "tests/tables/assembly/scripted_sender.h"

namespace awscost::page {
namespace {

using test::Question;

constexpr int kGroups = 5000;
constexpr int kRounds = 15;

// Resources of one day with three metrics, about 1.1 MB.
std::string big_page() {
  std::string body = R"({"GroupDefinitions":[{"Type":"DIMENSION","Key":"RESOURCE_ID"}],"ResultsByTime":[{"TimePeriod":)"
                     R"({"Start":"2026-11-01T00:00:00Z","End":"2026-11-02T00:00:00Z"},"Total":{},"Groups":[)";
  for (int i = 0; i < kGroups; ++i) {
    if (i > 0) body += ',';
    const std::string digits = std::to_string(1000000000LL + i * 7919LL);
    body += R"({"Keys":["i-0)" + digits + R"(abcdef"],"Metrics":{"UnblendedCost":{"Amount":"0.)" + digits +
            R"(","Unit":"USD"},"AmortizedCost":{"Amount":"1.)" + digits +
            R"(","Unit":"USD"},"UsageQuantity":{"Amount":"24.)" + digits + R"(","Unit":"Hrs"}}})";
  }
  return body + R"(],"Estimated":true}],"DimensionValueAttributes":[]})";
}

// Looks at every event and stores nothing: the cost of parsing alone.
struct Walk {
  static constexpr std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_array_size = max_object_size;
  static constexpr std::size_t max_key_size = max_object_size;
  static constexpr std::size_t max_string_size = max_object_size;
  using Error = boost::json::error_code;

  std::size_t bytes = 0;

  bool on_document_begin(Error&) { return true; }
  bool on_document_end(Error&) { return true; }
  bool on_object_begin(Error&) { return true; }
  bool on_object_end(std::size_t, Error&) { return true; }
  bool on_array_begin(Error&) { return true; }
  bool on_array_end(std::size_t, Error&) { return true; }
  bool on_key_part(std::string_view, std::size_t, Error&) { return true; }
  bool on_key(std::string_view key, std::size_t, Error&) { return count(key); }
  bool on_string_part(std::string_view, std::size_t, Error&) { return true; }
  bool on_string(std::string_view text, std::size_t, Error&) { return count(text); }
  bool on_number_part(std::string_view, Error&) { return true; }
  bool on_int64(std::int64_t, std::string_view, Error&) { return true; }
  bool on_uint64(std::uint64_t, std::string_view, Error&) { return true; }
  bool on_double(double, std::string_view, Error&) { return true; }
  bool on_bool(bool, Error&) { return true; }
  bool on_null(Error&) { return true; }
  bool on_comment_part(std::string_view, Error&) { return true; }
  bool on_comment(std::string_view, Error&) { return true; }

 private:
  bool count(std::string_view text) {
    bytes += text.size();
    return true;
  }
};

double walk(const std::string& body) {
  boost::json::basic_parser<Walk> parser(boost::json::parse_options{});
  boost::json::error_code error;
  parser.write_some(false, body.data(), body.size(), error);
  EXPECT_FALSE(error);
  return static_cast<double>(parser.handler().bytes);
}

// Reads a page and sums one amount of every row, as `SELECT sum(unblended_cost)` would.
double sum(RowReader& reader, wire::Reply reply, std::optional<std::size_t> column) {
  reader.read(std::move(reply), 1);
  double total = 0;
  for (std::size_t row = 0; row < reader.rows(); ++row) {
    reader.move_to(row);
    if (column) total += std::get<double>(reader.cell(*column));
  }
  return total;
}

// Of this thread's processor time, so that other programs do not count.
double processor_time() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

template <typename Work>
double microseconds(const Work& work) {
  const double begin = processor_time();
  const volatile double kept = work();
  (void)kept;
  return processor_time() - begin;
}

double median(std::vector<double> times) {
  std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2), times.end());
  return times[times.size() / 2];
}

TEST(DecodeSpeed, StaysCloseToParsing) {
  const std::string body = big_page();
  Question counted("ce_cost_and_usage_with_resources");
  counted.group_by("resource_id");
  Question summed("ce_cost_and_usage_with_resources");
  summed.group_by("resource_id").mention({"unblended_cost"});
  RowReader count_reader(counted.operation(), counted.scan());
  RowReader sum_reader(summed.operation(), summed.scan());
  const std::size_t cost = summed.column("unblended_cost");
  Document document;
  const Layout layout(counted.operation(), counted.scan());
  Coverage coverage(layout, counted.scan());
  std::vector<double> walks, counts, sums, checks;
  for (int round = 0; round < kRounds; ++round) {  // interleaved, so that a disturbance hits all three
    walks.push_back(microseconds([&] { return walk(body); }));
    wire::Reply counted_page = test::answer(body);
    wire::Reply summed_page = test::answer(body);
    counts.push_back(microseconds([&] { return sum(count_reader, std::move(counted_page), std::nullopt); }));
    sums.push_back(microseconds([&] { return sum(sum_reader, std::move(summed_page), cost); }));
    std::string copy = body;
    decode(layout.shape(), std::move(copy), document);
    coverage.begin();
    checks.push_back(microseconds([&] {
      coverage.add(document);
      return 0.0;
    }));
  }
  EXPECT_EQ(sum_reader.rows(), static_cast<std::size_t>(kGroups));
  const double floor = median(walks);
  std::printf(
      "page of %d groups, %zu bytes: bare walk %.0f us, count(*) %.2fx, sum of one metric %.2fx; of that sum, the "
      "search for groups that come twice takes %.1f %%\n",
      kGroups, body.size(), floor, median(counts) / floor, median(sums) / floor, 100 * median(checks) / median(sums));
  EXPECT_LT(median(sums), 20 * floor);
}

}  // namespace
}  // namespace awscost::page
