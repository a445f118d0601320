#include "floor.h"

#include <curl/curl.h>

#include <array>
#include <boost/json/basic_parser_impl.hpp>
#include <charconv>
#include <cstdint>
#include <limits>
#include <memory>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "cost_pages.h"

namespace awscost::bench {
namespace {

using Error = boost::json::error_code;

constexpr std::size_t kMetrics = 3;
constexpr std::array<std::string_view, kMetrics> kMetricNames = {"UnblendedCost", "AmortizedCost", "UsageQuantity"};

// The rows of a page as columns of views into its body.
struct Columns {
  std::vector<std::string_view> starts;
  std::vector<std::string_view> keys;
  std::array<std::vector<std::string_view>, kMetrics> amounts;
  std::array<std::vector<std::string_view>, kMetrics> units;
  std::string_view token;

  void clear() {
    for (auto* column : {&starts, &keys, &amounts[0], &amounts[1], &amounts[2], &units[0], &units[1], &units[2]}) {
      column->clear();
    }
    token = {};
  }
};

// What comes in parts has escapes, which these pages have not.
class Events {
 public:
  static constexpr std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_array_size = max_object_size;
  static constexpr std::size_t max_key_size = max_object_size;
  static constexpr std::size_t max_string_size = max_object_size;

  explicit Events(Columns& columns) : columns_(columns) {}

  bool on_document_begin(Error&) { return true; }
  bool on_document_end(Error&) { return true; }
  bool on_object_begin(Error&) { return true; }
  bool on_object_end(std::size_t, Error&) { return true; }
  bool on_array_begin(Error&) { return true; }
  bool on_array_end(std::size_t, Error&) { return true; }
  bool on_key_part(std::string_view, std::size_t, Error&) { return false; }
  bool on_key(std::string_view key, std::size_t, Error&) {
    member_ = key == "Keys"            ? Member::kKey
              : key == "Amount"        ? Member::kAmount
              : key == "Unit"          ? Member::kUnit
              : key == "Start"         ? Member::kStart
              : key == "NextPageToken" ? Member::kToken
                                       : Member::kOther;
    if (member_ != Member::kOther) return true;
    for (std::size_t i = 0; i < kMetrics; ++i) {
      if (key == kMetricNames[i]) metric_ = i;
    }
    return true;
  }
  bool on_string_part(std::string_view, std::size_t, Error&) { return false; }
  bool on_string(std::string_view text, std::size_t, Error&) {
    switch (member_) {
      case Member::kKey:
        columns_.keys.push_back(text);
        columns_.starts.push_back(start_);
        break;
      case Member::kAmount:
        columns_.amounts[metric_].push_back(text);
        break;
      case Member::kUnit:
        columns_.units[metric_].push_back(text);
        break;
      case Member::kStart:
        start_ = text;
        break;
      case Member::kToken:
        columns_.token = text;
        break;
      case Member::kOther:
        break;
    }
    member_ = Member::kOther;
    return true;
  }
  bool on_number_part(std::string_view, Error&) { return true; }
  bool on_int64(std::int64_t, std::string_view, Error&) { return true; }
  bool on_uint64(std::uint64_t, std::string_view, Error&) { return true; }
  bool on_double(double, std::string_view, Error&) { return true; }
  bool on_bool(bool, Error&) { return true; }
  bool on_null(Error&) { return true; }
  bool on_comment_part(std::string_view, Error&) { return true; }
  bool on_comment(std::string_view, Error&) { return true; }

 private:
  enum class Member : std::uint8_t { kOther, kKey, kAmount, kUnit, kStart, kToken };

  Columns& columns_;
  Member member_ = Member::kOther;
  std::size_t metric_ = 0;
  std::string_view start_;
};

double read_amount(std::string_view text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// One connection to the server; each page into the same memory.
class Download {
 public:
  explicit Download(const std::string& url)
      : easy_(curl_easy_init(), curl_easy_cleanup), headers_(nullptr, curl_slist_free_all) {
    headers_.reset(curl_slist_append(nullptr, "Content-Type: application/x-amz-json-1.1"));
    headers_.reset(
        curl_slist_append(headers_.release(), "X-Amz-Target: AWSInsightsIndexService.GetCostAndUsageWithResources"));
    constexpr long kBuffer = 512L * 1024;
    CURL* const easy = easy_.get();
    curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers_.get());
    curl_easy_setopt(easy, CURLOPT_AWS_SIGV4, "aws:amz:us-east-1:ce");
    curl_easy_setopt(easy, CURLOPT_USERPWD, "AKIDEXAMPLE:secret");
    curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, kBuffer);
    curl_easy_setopt(easy, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &Download::append);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &body_);
    constexpr std::size_t kPage = std::size_t{2} << 20;
    body_.reserve(kPage);
  }

  const std::string& page(const std::string& token) {
    std::string request = R"({"TimePeriod":{"Start":"2026-11-08","End":"2026-11-22"},"Granularity":"DAILY")";
    if (!token.empty()) request += R"(,"NextPageToken":")" + token + '"';
    request += '}';
    body_.clear();
    curl_easy_setopt(easy_.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(request.size()));
    curl_easy_setopt(easy_.get(), CURLOPT_POSTFIELDS, request.c_str());
    if (curl_easy_perform(easy_.get()) != CURLE_OK) throw std::runtime_error("the page server does not answer");
    return body_;
  }

 private:
  static std::size_t append(char* bytes, std::size_t size, std::size_t count, void* body) {
    static_cast<std::string*>(body)->append(bytes, size * count);
    return size * count;
  }

  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> easy_;
  std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> headers_;
  std::string body_;
};

// `use` is called with the columns of each page.
template <typename Use>
void read_all(const std::string& url, const Use& use) {
  Download download(url);
  Columns columns;
  std::string token;
  do {
    const std::string& body = download.page(token);
    columns.clear();
    boost::json::basic_parser<Events> parser(boost::json::parse_options{}, columns);
    Error error;
    parser.write_some(false, body.data(), body.size(), error);
    if (error) throw std::runtime_error("the page server sends no JSON");
    use(columns);
    token = columns.token;
  } while (!token.empty());
}

void run(sqlite3* db, const char* sql) {
  if (sqlite3_exec(db, sql, nullptr, nullptr, nullptr) != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(db));
}

}  // namespace

FloorResult floor_sum(const std::string& url) {
  FloorResult result;
  read_all(url, [&](const Columns& page) {
    result.rows += page.keys.size();
    for (const std::string_view amount : page.amounts.front()) result.sum += read_amount(amount);
  });
  return result;
}

FloorResult floor_insert(const std::string& url, sqlite3* db) {
  FloorResult result;
  run(db, "BEGIN");
  sqlite3_stmt* insert = nullptr;
  if (sqlite3_prepare_v2(db, "INSERT INTO t VALUES (?, ?, ?, ?, ?)", -1, &insert, nullptr) != SQLITE_OK) {
    throw std::runtime_error(sqlite3_errmsg(db));
  }
  const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> owner(insert, sqlite3_finalize);
  read_all(url, [&](const Columns& page) {
    result.rows += page.keys.size();
    for (std::size_t row = 0; row < page.keys.size(); ++row) {
      const std::string_view day = page.starts[row].substr(0, kFirstDay.size());
      sqlite3_bind_text(insert, 1, day.data(), static_cast<int>(day.size()), SQLITE_STATIC);
      sqlite3_bind_text(insert, 2, page.keys[row].data(), static_cast<int>(page.keys[row].size()), SQLITE_STATIC);
      constexpr int kFirst = 3;
      for (std::size_t i = 0; i < kMetrics; ++i) {
        sqlite3_bind_double(insert, kFirst + static_cast<int>(i), read_amount(page.amounts[i][row]));
      }
      if (sqlite3_step(insert) != SQLITE_DONE) throw std::runtime_error("a row was not inserted");
      sqlite3_reset(insert);
    }
  });
  run(db, "COMMIT");
  return result;
}

}  // namespace awscost::bench
