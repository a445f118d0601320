#include "connectors/sandbox/server/arguments.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <stdexcept>

#include "connectors/sandbox/calendar.h"
#include "connectors/sandbox/server/faults.h"

namespace awscost::sandbox {
namespace {

constexpr std::uint64_t kAny = std::numeric_limits<std::uint64_t>::max();

std::uint64_t number(const std::string& option, const std::string& text, std::uint64_t least, std::uint64_t most) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc() && end == text.data() + text.size() && value >= least && value <= most) return value;
  throw std::invalid_argument("Write a number from " + std::to_string(least) + " to " + std::to_string(most) + " for " +
                              option + ", not '" + text + "'.");
}

std::chrono::sys_seconds moment(const std::string& text) {
  const auto parsed = parse_moment(text);
  if (!parsed) {
    throw std::invalid_argument("Write YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ for --now, not '" + text + "'.");
  }
  return parsed->at;
}

// ID:SECRET[:TOKEN]. Ids and secrets have no colon.
Credentials further_keys(const std::string& text) {
  const auto secret = text.find(':');
  const auto token = secret == std::string::npos ? secret : text.find(':', secret + 1);
  if (secret == std::string::npos || secret == 0 || secret + 1 == std::min(token, text.size())) {
    throw std::invalid_argument("Write ACCESS_KEY:SECRET_KEY[:SESSION_TOKEN] for --also-accept.");
  }
  return {.access_key = text.substr(0, secret),
          .secret_key = text.substr(secret + 1, token == std::string::npos ? token : token - secret - 1),
          .session_token = token == std::string::npos ? "" : text.substr(token + 1)};
}

std::string script(const std::string& text) {
  FaultScript checked(text);
  return text;
}

void apply(Arguments& arguments, const std::string& option, const std::string& value) {
  if (option == "--port") {
    arguments.server.port = static_cast<std::uint16_t>(number(option, value, 0, 65535));
  } else if (option == "--seed") {
    arguments.sandbox.seed = number(option, value, 0, kAny);
  } else if (option == "--account") {
    arguments.account = value;
  } else if (option == "--page-size") {
    arguments.sandbox.page_size = number(option, value, 1, 1'000'000);
  } else if (option == "--now") {
    arguments.sandbox.now = [now = moment(value)] { return now; };
  } else if (option == "--region") {
    arguments.credentials.region = value;
  } else if (option == "--access-key") {
    arguments.credentials.access_key = value;
  } else if (option == "--secret-key") {
    arguments.credentials.secret_key = value;
  } else if (option == "--session-token") {
    arguments.credentials.session_token = value;
  } else if (option == "--also-accept") {
    arguments.others.push_back(further_keys(value));
  } else if (option == "--faults") {
    arguments.server.faults = script(value);
  } else if (option == "--stop-after-seconds") {
    arguments.server.stop_after = std::chrono::seconds(number(option, value, 1, 86400));
  } else if (option == "--log") {
    arguments.server.exchange.log = value;
  } else if (option == "--gateway-rate") {
    arguments.server.exchange.gateway_rate = static_cast<unsigned>(number(option, value, 0, 10'000));
  } else {
    throw std::invalid_argument("There is no option " + option + ".");
  }
}

}  // namespace

Arguments parse_arguments(const std::vector<std::string>& words) {
  Arguments arguments;
  arguments.credentials = {"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "", "us-east-1"};
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "--help") {
      arguments.help = true;
    } else if (words[i] == "--stop-on-eof") {
      arguments.server.stop_on_eof = true;
    } else if (i + 1 < words.size()) {
      apply(arguments, words[i], words[i + 1]);
      ++i;
    } else {
      throw std::invalid_argument("Option " + words[i] + " is unknown or has no value.");
    }
  }
  return arguments;
}

std::string usage() {
  return "awscost-sandbox: a generated AWS account on 127.0.0.1, behind the APIs of Cost Explorer, BCM Pricing\n"
         "Calculator (bill scenarios and their usage lines) and API Gateway (usage plans, keys and usage)\n"
         "  --port N                 the port; 0 (default): any free one, printed in the first line of output\n"
         "  --seed N                 generates another account (default 1)\n"
         "  --account FILE           answers from a JSON file of line items instead\n"
         "  --page-size N            groups per page of Cost Explorer (default 5000)\n"
         "  --now TIME               fixes the clock of the data: YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ\n"
         "  --region NAME            Region of the signature's scope (default us-east-1); API Gateway accepts any\n"
         "  --gateway-rate N         API Gateway requests per second and Region, with bursts of four times as many;\n"
         "                           0 (default): no limit\n"
         "  --access-key ID --secret-key KEY [--session-token TOKEN]\n"
         "                           the accepted credentials (default: those of AWS's documentation, AKIDEXAMPLE\n"
         "                           and wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY)\n"
         "  --also-accept ID:KEY[:TOKEN]\n"
         "                           further accepted credentials, to test their renewal; may be repeated\n"
         "  --stop-after-seconds N   stops after this time (default 600)\n"
         "  --stop-on-eof            also stops when standard input closes\n"
         "  --log FILE               appends one JSON line per request: service, method, path, query, body, target,\n"
         "                           status\n" +
         describe_faults();
}

}  // namespace awscost::sandbox
