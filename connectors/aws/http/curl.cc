#include "connectors/aws/http/curl.h"

#include <curl/curl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <new>
#include <stdexcept>
#include <string_view>
#include <type_traits>

#include "connectors/aws/http/authorities.h"
#include "connectors/aws/http/failure.h"
#include "connectors/aws/http/proxy.h"
#include "connectors/aws/http/transfer.h"
#include "connectors/aws/http/url.h"
#include "sql/text/words.h"

namespace awscost::http {
namespace {

constexpr int kStepMilliseconds = 100;                // an interrupt is noticed within one step
constexpr long kReceiveBufferBytes = 512L * 1024;     // libcurl's largest; a page can be megabytes
constexpr long kLongestIdleSeconds = 30;              // AWS closes idle connections
constexpr std::string_view kLineBreaks("\r\n\0", 3);  // each would end a header line

struct Cleanup {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
struct CleanupMulti {
  void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};
using Easy = std::unique_ptr<CURL, Cleanup>;
using Multi = std::unique_ptr<CURLM, CleanupMulti>;  // owns the connections
using HeaderList = std::unique_ptr<curl_slist, Cleanup>;

// Once per process, and never undone: the host may use libcurl too, and curl_global_cleanup would end it for the host.
// Since 7.84 libcurl counts these calls under a lock, so the host's own call does no harm.
void start_libcurl() {
  static const CURLcode code = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (code != CURLE_OK) {
    throw wire::SendError(std::string("libcurl could not be started: ") + curl_easy_strerror(code), false);
  }
}

// curl_easy_setopt is variadic: it takes a long, a curl_off_t, a pointer or a function pointer, and nothing else.
template <typename Value>
void set(CURL* easy, CURLoption option, Value value) {
  static_assert(std::is_pointer_v<Value> || std::is_same_v<Value, long> || std::is_same_v<Value, curl_off_t>);
  const CURLcode code = curl_easy_setopt(easy, option, value);
  if (code == CURLE_OK) return;
  const curl_easyoption* known = curl_easy_option_by_id(option);
  const std::string name = known == nullptr ? std::to_string(option) : known->name;
  throw wire::SendError("libcurl refused its option " + name + " (" + curl_easy_strerror(code) +
                            "). Nothing was sent. Check which libcurl is installed: SELECT awscost_version().",
                        false);
}

void append(HeaderList& list, const std::string& line) {
  curl_slist* longer = curl_slist_append(list.get(), line.c_str());
  if (longer == nullptr) throw std::bad_alloc();
  static_cast<void>(list.release());  // `longer` is the same list, or the first node of one
  list.reset(longer);
}

bool has_header(const Request& request, std::string_view lower_case_name) {
  return std::any_of(request.headers.begin(), request.headers.end(),
                     [&](const wire::Header& header) { return text::lower(header.name) == lower_case_name; });
}

// libcurl's syntax: "Name: value"; "Name;" sends an empty value; "Name:" suppresses libcurl's own header.
HeaderList header_list(const Request& request) {
  HeaderList list;
  for (const wire::Header& header : request.headers) {
    if (header.name.find_first_of(kLineBreaks) != std::string::npos ||
        header.value.find_first_of(kLineBreaks) != std::string::npos) {
      throw wire::SendError("The value for the header " +
                                header.name.substr(0, header.name.find_first_of(kLineBreaks)) +
                                " holds a line break or a zero byte. Nothing was sent. Check where it comes from.",
                            false);
    }
    const bool blank = header.value.find_first_not_of(" \t") == std::string::npos;
    append(list, blank ? header.name + ";" : header.name + ": " + header.value);
  }
  append(list, "Expect:");  // "100 Continue" costs a round trip, and AWS does not need it
  if (!has_header(request, "accept")) append(list, "Accept:");
  if (!has_header(request, "content-type")) append(list, "Content-Type:");
  return list;
}

// OpenSSL opens the file itself, without a time limit and without noticing an interrupt: it would wait for a pipe's
// writer and read a device without end.
void require_regular_file(const std::string& ca_bundle) {
  struct stat status {};
  if (::stat(ca_bundle.c_str(), &status) != 0 || S_ISREG(status.st_mode)) return;
  throw wire::SendError(
      "AWS_CA_BUNDLE (in a profile: ca_bundle) names a folder, a pipe or a device. Nothing was sent. Write the path of "
      "a "
      "PEM file.",
      false);
}

// For a libcurl that was built without certificate authorities; empty: it has its own.
std::string authorities_for_libcurl() {
  const curl_version_info_data& built = *curl_version_info(CURLVERSION_NOW);
  return built.cainfo == nullptr && built.capath == nullptr ? authorities_file() : std::string();
}

// The same rules for a server and for an https:// proxy.
void set_trust(CURL* easy, const std::string& ca_bundle) {
  set(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set(easy, CURLOPT_SSL_VERIFYPEER, 1L);
  set(easy, CURLOPT_SSL_VERIFYHOST, 2L);
  set(easy, CURLOPT_PROXY_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  set(easy, CURLOPT_PROXY_SSL_VERIFYPEER, 1L);
  set(easy, CURLOPT_PROXY_SSL_VERIFYHOST, 2L);
  require_regular_file(ca_bundle);
  const std::string file = ca_bundle.empty() ? authorities_for_libcurl() : ca_bundle;
  if (file.empty()) return;
  for (const CURLoption option : {CURLOPT_CAINFO, CURLOPT_PROXY_CAINFO}) set(easy, option, file.c_str());
  if (ca_bundle.empty()) return;
  // AWS_CA_BUNDLE replaces the system's authorities: libcurl's folder must not count too, and libcurl must not cache
  // the file for a day. A TLS library without these features refuses the options, which does no harm.
  curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
  curl_easy_setopt(easy, CURLOPT_PROXY_CAPATH, nullptr);
  curl_easy_setopt(easy, CURLOPT_CA_CACHE_TIMEOUT, 0L);
}

void set_safety(CURL* easy) {
  // An interrupt during a name look-up must not wait for the resolver's thread.
  set(easy, CURLOPT_QUICK_EXIT, 1L);
  set(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  // A redirect would carry the signature to a host it was not made for.
  set(easy, CURLOPT_FOLLOWLOCATION, 0L);
  // The request's headers are for the server: a proxy that opens a tunnel must not get them.
  set(easy, CURLOPT_HEADEROPT, static_cast<long>(CURLHEADER_SEPARATE));
}

void set_request(CURL* easy, const Request& request, curl_slist* headers) {
  set(easy, CURLOPT_URL, request.url.c_str());
  set(easy, CURLOPT_PATH_AS_IS, 1L);
  set(easy, CURLOPT_HTTPHEADER, headers);
  if (request.direct) set(easy, CURLOPT_NOPROXY, "*");  // else libcurl reads NO_PROXY itself
  if (request.method == "GET" && request.body.empty()) return;
  if (request.method == "POST" || !request.body.empty()) {
    set(easy, CURLOPT_POSTFIELDS, request.body.c_str());  // not copied: `request` outlives the transfer
    set(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
  }
  set(easy, CURLOPT_CUSTOMREQUEST, request.method.c_str());
}

void set_transport(CURL* easy, const Limits& limits) {
  // With one request at a time HTTP/2 gains nothing (measured: slower than 1.1 on a kept connection).
  set(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  set(easy, CURLOPT_ACCEPT_ENCODING, "");  // every encoding that this libcurl knows
  // libcurl refuses this while it holds a buffer of an earlier request that ended before it had a connection (a wrong
  // proxy address). That buffer has this size already.
  curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, kReceiveBufferBytes);
  set(easy, CURLOPT_MAXAGE_CONN, kLongestIdleSeconds);
  set(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);  // a proxy's headers are not part of the answer
  set(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits.connect_timeout.count()));
  set(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(limits.total_timeout.count()));
}

void set_callbacks(CURL* easy, Transfer& transfer, char* error_text) {
  set(easy, CURLOPT_ERRORBUFFER, error_text);
  set(easy, CURLOPT_WRITEFUNCTION, &Transfer::on_body);
  set(easy, CURLOPT_WRITEDATA, &transfer);
  set(easy, CURLOPT_HEADERFUNCTION, &Transfer::on_header);
  set(easy, CURLOPT_HEADERDATA, &transfer);
  set(easy, CURLOPT_PREREQFUNCTION, &Transfer::on_connected);
  set(easy, CURLOPT_PREREQDATA, &transfer);
}

// The process is the host's: no signals. Broken pipes are errors, since libcurl sends with MSG_NOSIGNAL. Without
// NOSIGNAL, which a reset clears, closing a connection ignores SIGPIPE for a moment; a threaded host could lose its own
// handler.
void reset_quietly(CURL* easy) {
  curl_easy_reset(easy);
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
}

// An easy handle with a transfer under way. The destructor ends the transfer; after an interrupt or an error that
// closes the connection. The handle then refers to nothing of the caller's.
class ActiveTransfer {
 public:
  ActiveTransfer(CURLM* multi, CURL* easy) : multi_(multi), easy_(easy) {
    check(curl_multi_add_handle(multi, easy), false);
  }
  ~ActiveTransfer() {
    curl_multi_remove_handle(multi_, easy_);
    reset_quietly(easy_);
  }
  ActiveTransfer(const ActiveTransfer&) = delete;
  ActiveTransfer& operator=(const ActiveTransfer&) = delete;

  CURLcode finish(const Transfer& transfer, const sql::Interrupted& interrupted) {
    for (;;) {
      if (interrupted && interrupted()) throw sql::InterruptError(transfer.sent());
      int running = 0;
      check(curl_multi_perform(multi_, &running), transfer.sent());
      if (running == 0) return result();
      check(curl_multi_poll(multi_, nullptr, 0, kStepMilliseconds, nullptr), transfer.sent());
    }
  }

 private:
  static void check(CURLMcode code, bool sent) {
    if (code == CURLM_OK) return;
    throw wire::SendError(std::string("libcurl could not continue the request: ") + curl_multi_strerror(code), sent);
  }

  CURLcode result() {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
      if (message->msg == CURLMSG_DONE && message->easy_handle == easy_) return message->data.result;
    }
    return CURLE_GOT_NOTHING;
  }

  CURLM* multi_;
  CURL* easy_;
};

// `which`: CURLINFO_RESPONSE_CODE, or CURLINFO_HTTP_CONNECTCODE, a proxy's answer to CONNECT.
int status_of(CURL* easy, CURLINFO which) {
  long status = 0;
  curl_easy_getinfo(easy, which, &status);
  return static_cast<int>(status);
}

// For errors. A wrong URL is refused here, before libcurl sees it.
std::string origin_of(const Request& request) {
  try {
    return parse_request_url(request.url).origin();
  } catch (const std::invalid_argument& reason) {
    throw wire::SendError(std::string("The address of the service cannot be used: ") + reason.what() +
                              ". Nothing was sent. Check AWS_ENDPOINT_URL: write it as https://host[:port][/path].",
                          false);
  }
}

}  // namespace

struct Curl::Handles {
  Multi multi;
  Easy easy;  // destroyed first
  pid_t owner = getpid();
};

Curl::Curl() = default;

// A child of fork shares its parent's sockets. Closing a TLS session in the child would send "close notify" on the
// parent's connection and end it, so the child leaks the parent's handles.
Curl::~Curl() {
  if (handles_ && handles_->owner != getpid()) static_cast<void>(handles_.release());
}

Curl::Handles& Curl::handles() {
  if (handles_ && handles_->owner == getpid()) return *handles_;
  static_cast<void>(handles_.release());
  start_libcurl();
  auto fresh = std::make_unique<Handles>();
  fresh->multi.reset(curl_multi_init());
  fresh->easy.reset(curl_easy_init());
  if (!fresh->multi || !fresh->easy) throw std::bad_alloc();
  reset_quietly(fresh->easy.get());
  handles_ = std::move(fresh);
  return *handles_;
}

wire::Reply Curl::exchange(const Request& request, const Limits& limits, const sql::Interrupted& interrupted) {
  const std::string origin = origin_of(request);
  const HeaderList headers = header_list(request);
  Transfer transfer(limits.max_body_bytes);
  std::array<char, CURL_ERROR_SIZE> error_text{};
  Handles& own = handles();
  CURL* easy = own.easy.get();
  reset_quietly(easy);  // keeps connections, clears the options of an exchange that failed
  set_safety(easy);
  set_trust(easy, request.ca_bundle);
  set_request(easy, request, headers.get());
  set_transport(easy, limits);
  set_callbacks(easy, transfer, error_text.data());
  ActiveTransfer active(own.multi.get(), easy);
  const CURLcode code = active.finish(transfer, interrupted);
  if (code != CURLE_OK) {
    const Failure failure{.code = code,
                          .detail = error_text.data(),
                          .origin = origin,
                          .proxy_status = status_of(easy, CURLINFO_HTTP_CONNECTCODE),
                          .fixed = request.fixed,
                          .direct = request.direct,
                          .own_authorities = !request.ca_bundle.empty(),
                          .proxy = request.direct ? "" : unreachable_proxy(code, error_text.data(), request.url)};
    throw wire::SendError(sentence(failure, transfer, limits), transfer.sent(), cause_of(failure, transfer));
  }
  return wire::Reply{.status = status_of(easy, CURLINFO_RESPONSE_CODE),
                     .headers = transfer.take_headers(),
                     .body = transfer.take_body()};
}

}  // namespace awscost::http
