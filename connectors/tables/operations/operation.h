// An operation as data: its table, how a question becomes a request, and where the rows stand in the answer.
//
// Everything that knows one operation from another is here; request/, page/ and assembly/ read declarations and have no
// case per operation. A new operation is one file under operations/, two lines (its service's header, operations.cc),
// and one folder of cases. A wrong declaration does not compile (well_formed.h).
//
// Example:
//
//   constexpr sql::Column kColumns[] = {{.name = "value", .wire = "{value}", .doc = "A tag's key."}};
//   constexpr Operation kGetTags{
//       .table = {.name = "ce_tags", .doc = "Tags.", .operation = "GetTags", .columns = kColumns},
//       .service = {.endpoint = "ce", .target_prefix = "AWSInsightsIndexService"},
//       .iam_action = "ce:GetTags",
//       .price_usd = 0.01,
//       .rows = {.each = "/Tags[]"}};
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "connectors/tables/operations/hint.h"
#include "sql/table.h"

namespace awscost {

// How a service is spoken to: awsJson posts a JSON body to / and names the operation in a header; restJson1 puts it
// into method, path and query, and API Gateway answers in another form (HAL) unless it is asked for application/json.
enum class Protocol : std::uint8_t { kAwsJson, kRestJson };

// How a service writes an element of a list of filters: {"name": "STATUS", "values": ["READY"], "matchOption":
// "EQUALS"}.
struct FilterElement {
  std::string_view name = {};
  std::string_view values = {};
  std::string_view match_option = {};  // it reads EQUALS; empty: the service has none
};

// What all operations of a service share.
struct Service {
  std::string_view endpoint = {};       // endpoint prefix and signing name: "ce"
  std::string_view target_prefix = {};  // awsJson: X-Amz-Target is "<target_prefix>.<operation>"
  std::string_view content_type = {};   // awsJson: of requests; 1.0 and 1.1 differ in it
  Protocol protocol = Protocol::kAwsJson;
  FilterElement filter_element = {};
  std::span<const Hint> hints = {};  // on refusals of all its operations
};

// Operations of restJson1 services only. Every method but GET has a body.
struct Http {
  std::string_view method = "GET";
  std::string_view path = {};  // "/usageplans/{usageplanId}/usage"
};

// Where in a request (path.h) the parts of a question go; empty where the operation takes no such member.
struct RequestMembers {
  std::string_view time_period = {};  // {Start, End}
  std::string_view first_day = {};    // both ends of the window as days of their own, the last one included
  std::string_view last_day = {};
  std::string_view granularity = {};
  std::string_view filter = {};    // Expression
  std::size_t most_filters = 0;    // leaves that AWS takes in it; 0: no limit is known
  std::string_view group_by = {};  // [{Type, Key}]
  std::string_view metrics = {};   // [name]
};

// A member that every request has, such as {.wire = "/Service", .json = "\"AmazonEC2\""}.
struct Constant {
  std::string_view wire = {};  // a member of the body or a parameter (path.h)
  std::string_view json = {};  // its value; of a parameter a text, a number, true or false
};

// How rows name the keys of group_by.
enum class KeyForm : std::uint8_t {
  kTexts,        // a list of texts, one for each key, in the order asked for: {"Keys": ["AWS Lambda", "eu-west-3"]}
  kKeyAndValue,  // an object that is about the one key: {"Key": "SUBSCRIPTION_ID", "Value": "1234"}
  kByName,       // an object from the API's name of a key to its value: {"REGION": "eu-west-3", "AZ": "eu-west-3a"}
};

// Which elements of a response are rows, and where the parts stand that depend on the question. A part with a fixed
// place has it in its Column.wire (path.h).
struct RowShape {
  // "/ResultsByTime[]/Groups[]": one row per element of the last level. Without a level, "/Total" or empty: one row.
  std::string_view each = {};
  std::string_view keys = {};  // what `key_form` says
  KeyForm key_form = KeyForm::kTexts;
  std::string_view metrics = {};  // object: metric -> {Amount, Unit}
  // Of periods that are a position, {index}: the day of position 0.
  std::string_view first_day = {};
  bool or_one = false;  // an answer without such an element is one row, of what stands around the elements
  // AWS may omit an empty list, because its model does not require the member. On one page of several it is required.
  bool may_be_absent = false;
};

// How the next page is requested: the same request with the token of the last answer. Empty: there is one page.
struct Paging {
  std::string_view response_token = {};
  std::string_view request_token = {};
  std::string_view size_member = {};  // requests pages of `size`; empty: the service chooses the size
  int size = 0;
};

struct Operation;

// Whose lists the rows stand in. Where the table's kParent column is not bound, the parents are listed first and each
// one is asked. A parent that is deleted in between has no rows.
struct Parents {
  const Operation* list = nullptr;  // null: the table has no parents
  std::string_view id = {};         // the column of that operation's table that names a parent
  std::string_view echo = {};       // where an answer repeats the id: "/usagePlanId"; empty where it does not
};

// AWS charges a request over a custom billing view once for each source view of it.
struct PriceByView {
  std::string_view input = {};              // the column that names the view; empty: there is one price
  const Operation* source_views = nullptr;  // lists them, for free
  std::string_view view = {};               // that operation's column for the view
  std::size_t most = 0;                     // source views that are charged
};

struct Operation {
  sql::Table table = {};
  Service service = {};
  Http http = {};
  std::string_view iam_action = {};  // what a policy must allow: "ce:GetCostAndUsage"
  std::string_view iam_writes = {};  // what its changes need besides; writable tables only
  double price_usd = 0;              // of each page, in US dollars; AWS charges answers with success
  PriceByView price_by_view = {};
  bool secret = false;  // answers may hold secrets, which must not be logged or stored
  RequestMembers request = {};
  std::span<const Constant> constants = {};
  RowShape rows = {};  // where group_by is empty, or the table has none
  // AWS keeps so many groups of a period, and drops others; 0: all. `groups_kept_by`: of each value of that key.
  std::size_t most_groups = 0;
  std::string_view groups_kept_by = {};
  RowShape grouped_rows = {};  // where group_by has keys; a column may have another place there (Column.grouped_wire)
  // Where an answer says of a period that AWS may still change it; empty where it does not.
  std::string_view may_change = {};
  // Lists when AWS filled in the past of tags, which changes answers by tag; null: it never does.
  const Operation* tag_backfills = nullptr;
  // Where the input of that name is given, `given_rows` are the rows instead.
  std::string_view given_input = {};
  RowShape given_rows = {};
  Paging paging = {};
  Parents parents = {};
  std::span<const Hint> hints = {};  // on its own refusals; they come before the service's
};

}  // namespace awscost
