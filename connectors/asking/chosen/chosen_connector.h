// Who answers, by the setting `connector`, looked up at every request: AWS or the sandbox, never one for the other.
//
// Owns: what settings decide about a request (who answers, within which limits, with which profile where the statement
// names none). Settings are read on the calling thread, before anything is sent. The sandbox answers one call after the
// other.
//
//   chosen::ChosenConnector connector(settings);      // Replies > Retrying > Meter > ChosenConnector
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "connectors/asking/chosen/aws_connector.h"
#include "connectors/asking/settings/settings.h"
#include "connectors/aws/http/exchange.h"
#include "connectors/aws/log/log.h"
#include "connectors/aws/log/logged_connector.h"
#include "connectors/sandbox/sandbox.h"
#include "connectors/wire/call.h"

namespace awscost::chosen {

// Not for several threads at once: belongs to one SQLite connection and is used under its mutex.
class ChosenConnector : public wire::Connector {
 public:
  // `settings` outlives it.
  explicit ChosenConnector(const settings::Settings& settings);

  wire::Reply send(const wire::Call& call, const sql::Interrupted& interrupted) override;
  void send_all(std::span<const wire::Call> calls, const sql::Interrupted& interrupted,
                const wire::Answered& answered) override;

  // Attempts that the call has, the first included. The sandbox has one: what it refuses, it refuses again.
  int max_attempts(const wire::Call& call);

 private:
  struct SandboxKind {
    std::int64_t seed = 0;
    std::int64_t page_size = 0;
    std::string account;  // a file; empty: made up from the seed
    bool operator==(const SandboxKind&) const = default;
  };

  bool is_sandbox() const;
  wire::Connector& chosen();
  wire::Connector& sandbox();
  std::unique_ptr<sandbox::Sandbox> make_sandbox(const SandboxKind& kind) const;
  AwsConnector& aws();
  http::Limits limits() const;
  wire::Call with_profile(wire::Call call) const;

  const settings::Settings& settings_;
  log::Log log_;
  std::unique_ptr<sandbox::Sandbox> sandbox_;
  std::unique_ptr<log::LoggedConnector> logged_sandbox_;
  SandboxKind sandbox_kind_;
  std::unique_ptr<AwsConnector> aws_;
};

// Can lines be written there? For awscost_config: throws wire::SendError where not.
void check_log_destination(const std::string& destination);

}  // namespace awscost::chosen
