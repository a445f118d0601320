#include "connectors/asking/kept/answer_file.h"

#include <algorithm>
#include <array>

#include "connectors/asking/kept/kept_file.h"

namespace awscost::kept {
namespace {

using sql::Cell;
using sql::Value;

constexpr int kSuccess = 200;
constexpr std::chrono::hours kUseLasts{1};  // of a process that cannot be looked for

// What a page takes in the file beside its bytes.
constexpr std::int64_t kAllowance = 512;

std::int64_t count(Seconds time) {
  return time.time_since_epoch().count();
}

Seconds time_of(const Cell& cell) {
  return Seconds(std::chrono::seconds(integer(cell)));
}

// One line each; HTTP has no line breaks in them.
std::string lines_of(const std::vector<wire::Header>& headers) {
  std::string text;
  for (const wire::Header& header : headers) text += header.name + ": " + header.value + '\n';
  return text;
}

std::vector<wire::Header> headers_of(std::string_view text) {
  std::vector<wire::Header> headers;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    const auto colon = line.find(": ");
    if (colon != std::string_view::npos) {
      headers.push_back({std::string(line.substr(0, colon)), std::string(line.substr(colon + 2))});
    }
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return headers;
}

sql::BlobPlace body_of(std::int64_t page) {
  return {.table = "pages", .column = "body", .rowid = page};
}

// The columns of an answer as KeptAnswer has them.
constexpr std::string_view kAnswerColumns =
    "id, table_name, subject, details, window_start, window_end, estimated_from, by_tag, rows, fetched_at, pages, "
    "bytes, complete";
constexpr std::size_t kAnswerWidth = 13;

KeptAnswer answer_of(std::span<const Cell> row) {
  return {.id = integer(row[0]),
          .description = {.table = text_of(row[1]),
                          .subject = text_of(row[2]),
                          .details = text_of(row[3]),
                          .start = text_of(row[4]),
                          .end = text_of(row[5]),
                          .estimated_from = text_of(row[6]),
                          .by_tag = integer(row[7]) != 0,
                          .rows = integer(row[8]),
                          .is_complete = integer(row[12]) != 0},
          .fetched_at = time_of(row[9]),
          .pages = integer(row[10]),
          .bytes = integer(row[11])};
}

}  // namespace

std::optional<AnswerFile::Found> AnswerFile::first_page(const std::string& key, const Between& fetched) {
  std::optional<Found> found;
  const std::array<Value, 3> parameters{key, count(fetched.after), count(fetched.until)};
  file_.run(
      "SELECT p.id, p.headers, a.id FROM answers a JOIN pages p ON p.answer = a.id AND p.number = 1 "
      "WHERE a.key = ?1 AND a.fetched_at > ?2 AND a.fetched_at <= ?3",
      parameters, [&](std::span<const Cell> row) { found = Found{.id = integer(row[2]), .reply = reply_of(row)}; });
  return found;
}

std::optional<wire::Reply> AnswerFile::page(std::int64_t id, int number, const std::string& key) {
  std::optional<wire::Reply> reply;
  const std::array<Value, 3> parameters{id, std::int64_t{number}, key};
  file_.run("SELECT id, headers FROM pages WHERE answer = ?1 AND number = ?2 AND (?3 = '' OR key = ?3)", parameters,
            [&](std::span<const Cell> row) { reply = reply_of(row); });
  return reply;
}

// Called while the row's statement runs, so the page is there still.
wire::Reply AnswerFile::reply_of(std::span<const Cell> page) {
  return {
      .status = kSuccess, .headers = headers_of(text_of(page[1])), .body = file_.read_blob(body_of(integer(page[0])))};
}

std::int64_t AnswerFile::begin(const Asked& asked, const wire::Reply& reply, std::int64_t most, bool by_statement) {
  const auto weight = static_cast<std::int64_t>(reply.body.size() + asked.request.size()) + 2 * kAllowance;
  Transaction transaction(file_);
  const std::array<Value, 1> key{asked.key};
  file_.run("UPDATE answers SET key = NULL WHERE key = ?1", key);
  drop_unkeyed();
  if (!make_room(weight, most)) return 0;
  const std::array<Value, 8> row{asked.key,     asked.asked,     asked.endpoint, asked.account_id,
                                 asked.service, asked.operation, asked.request,  count(asked.fetched_at)};
  file_.run(
      "INSERT INTO answers(key, asked, endpoint, account_id, service, operation, request, fetched_at, used_at) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8)",
      row);
  const std::int64_t id = file_.last_rowid();
  insert_page(id, 1, asked.key, reply, weight);
  if (by_statement) hold(id);
  transaction.commit();
  return id;
}

bool AnswerFile::add(std::int64_t id, int number, const std::string& key, const wire::Reply& reply, std::int64_t most) {
  const auto weight = static_cast<std::int64_t>(reply.body.size()) + kAllowance;
  Transaction transaction(file_);
  // The page before it is there, so a chain has no gap.
  const std::array<Value, 2> before{id, std::int64_t{number}};
  if (number_of(file_, "SELECT count(*) FROM answers WHERE id = ?1 AND pages = ?2 - 1", before) == 0) return false;
  if (!make_room(weight, most)) return false;
  insert_page(id, number, key, reply, weight);
  transaction.commit();
  return true;
}

void AnswerFile::insert_page(std::int64_t id, int number, const std::string& key, const wire::Reply& reply,
                             std::int64_t weight) {
  const auto bytes = static_cast<std::int64_t>(reply.body.size());
  const std::array<Value, 5> page{id, std::int64_t{number}, key, lines_of(reply.headers), bytes};
  file_.run("INSERT INTO pages(answer, number, key, headers, body) VALUES (?1, ?2, ?3, ?4, zeroblob(?5))", page);
  file_.write_blob(body_of(file_.last_rowid()), reply.body);
  const std::array<Value, 3> sizes{id, bytes, weight};
  file_.run("UPDATE totals SET stored = stored + ?1, uses = uses + 1", std::span(sizes).last(1));
  file_.run(
      "UPDATE answers SET pages = pages + 1, bytes = bytes + ?2, stored = stored + ?3, used = (SELECT uses FROM "
      "totals) "
      "WHERE id = ?1",
      sizes);
}

void AnswerFile::describe(std::int64_t id, const Description& description) {
  const std::array<Value, 10> parameters{id,
                                         description.table,
                                         description.subject,
                                         description.details,
                                         description.start,
                                         description.end,
                                         description.estimated_from,
                                         std::int64_t{description.by_tag ? 1 : 0},
                                         description.rows,
                                         std::int64_t{description.is_complete ? 1 : 0}};
  file_.run(
      "UPDATE answers SET complete = ?10, table_name = ?2, subject = ?3, details = ?4, window_start = ?5, "
      "window_end = ?6, estimated_from = ?7, by_tag = ?8, rows = ?9 WHERE id = ?1",
      parameters);
}

std::vector<KeptAnswer> AnswerFile::about(const std::string& asked, const std::string& subject, Seconds now) {
  std::vector<KeptAnswer> answers;
  const std::array<Value, 3> parameters{asked, subject, count(now)};
  file_.run("SELECT " + std::string(kAnswerColumns) +
                " FROM answers WHERE asked = ?1 AND subject = ?2 AND key IS NOT NULL AND fetched_at <= ?3 "
                "ORDER BY fetched_at DESC, id DESC",
            parameters, [&answers](std::span<const Cell> row) { answers.push_back(answer_of(row)); });
  return answers;
}

std::vector<Listed> AnswerFile::list() {
  std::vector<Listed> listed;
  file_.run("SELECT " + std::string(kAnswerColumns) +
                ", endpoint, account_id, service, operation, request, used_at FROM answers "
                "WHERE key IS NOT NULL ORDER BY id",
            {}, [&listed](std::span<const Cell> row) {
              const auto more = row.subspan(kAnswerWidth);
              listed.push_back({.answer = answer_of(row),
                                .asked = {.endpoint = text_of(more[0]),
                                          .account_id = text_of(more[1]),
                                          .service = text_of(more[2]),
                                          .operation = text_of(more[3]),
                                          .request = text_of(more[4])},
                                .used_at = time_of(more[5])});
            });
  return listed;
}

void AnswerFile::forget(const std::string& asked, std::string_view service) {
  Transaction transaction(file_);
  const std::array<Value, 2> parameters{asked, std::string(service)};
  file_.run("UPDATE answers SET key = NULL WHERE asked = ?1 AND service = ?2", parameters);
  drop_unkeyed();
  transaction.commit();
}

void AnswerFile::forget(std::span<const std::int64_t> ids) {
  Transaction transaction(file_);
  for (const std::int64_t id : ids) {
    const std::array<Value, 1> parameters{id};
    file_.run("UPDATE answers SET key = NULL WHERE id = ?1", parameters);
  }
  drop_abandoned_uses();
  drop_unkeyed();
  transaction.commit();
}

bool AnswerFile::use(std::int64_t id, Seconds now, bool by_statement) {
  Transaction transaction(file_);
  file_.run("UPDATE totals SET uses = uses + 1");
  const std::array<Value, 2> parameters{id, count(now)};
  file_.run("UPDATE answers SET used_at = ?2, used = (SELECT uses FROM totals) WHERE id = ?1", parameters);
  const bool is_there = file_.changes() > 0;
  if (by_statement && is_there) hold(id);
  transaction.commit();
  return is_there;
}

void AnswerFile::hold(std::int64_t id) {
  const std::array<Value, 5> use{id, owner_.name, owner_.host, owner_.pid, count(clock_() + kUseLasts)};
  file_.run("INSERT OR REPLACE INTO uses(answer, owner, host, pid, until) VALUES (?1, ?2, ?3, ?4, ?5)", use);
}

void AnswerFile::end_use() {
  Transaction transaction(file_);
  const std::array<Value, 1> owner{owner_.name};
  file_.run("DELETE FROM uses WHERE owner = ?1", owner);
  drop_unkeyed();
  transaction.commit();
}

bool AnswerFile::make_room(std::int64_t bytes, std::int64_t most) {
  if (bytes > most) return false;
  bool looked_for_the_dead = false;
  while (number_of(file_, "SELECT stored FROM totals") + bytes > most) {
    if (drop_least_used()) continue;
    if (looked_for_the_dead) return false;
    drop_abandoned_uses();
    looked_for_the_dead = true;
  }
  return true;
}

bool AnswerFile::drop_least_used() {
  const auto id = if_number(file_,
                            "SELECT id FROM answers a WHERE NOT EXISTS (SELECT 1 FROM uses WHERE answer = a.id) "
                            "ORDER BY used LIMIT 1");
  if (id) drop(*id);
  return id.has_value();
}

void AnswerFile::drop_abandoned_uses() {
  std::vector<std::string> gone;
  file_.run(
      "SELECT owner, host, pid, max(until) FROM uses GROUP BY owner, host, pid", {}, [&](std::span<const Cell> row) {
        const Holding holding{.owner = {text_of(row[0]), text_of(row[1]), integer(row[2])}, .until = time_of(row[3])};
        if (!still_held(owner_, holding, clock_())) gone.push_back(holding.owner.name);
      });
  for (const std::string& name : gone) {
    const std::array<Value, 1> owner{name};
    file_.run("DELETE FROM uses WHERE owner = ?1", owner);
  }
}

void AnswerFile::drop_unkeyed() {
  std::vector<std::int64_t> ids;
  file_.run("SELECT id FROM answers a WHERE key IS NULL AND NOT EXISTS (SELECT 1 FROM uses WHERE answer = a.id)", {},
            [&ids](std::span<const Cell> row) { ids.push_back(integer(row[0])); });
  for (const std::int64_t id : ids) drop(id);
}

void AnswerFile::drop(std::int64_t id) {
  const std::array<Value, 1> parameters{id};
  file_.run("UPDATE totals SET stored = stored - (SELECT stored FROM answers WHERE id = ?1)", parameters);
  file_.run("DELETE FROM pages WHERE answer = ?1", parameters);
  file_.run("DELETE FROM answers WHERE id = ?1", parameters);
}

}  // namespace awscost::kept
