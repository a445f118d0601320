// awscost-sandbox: the sandbox as a program (options: arguments.cc).
//
// Prints one line, `listening on http://127.0.0.1:PORT`, and serves until it is stopped or its time is up.
#include <iostream>

#include "connectors/sandbox/account_file.h"
#include "connectors/sandbox/server/arguments.h"

namespace sandbox = awscost::sandbox;

int main(int argc, char** argv) {
  try {
    const sandbox::Arguments arguments = sandbox::parse_arguments({argv + 1, argv + argc});
    if (arguments.help) {
      std::cout << sandbox::usage();
      return 0;
    }
    sandbox::Sandbox account = arguments.account.empty()
                                   ? sandbox::Sandbox(arguments.sandbox)
                                   : sandbox::Sandbox(sandbox::read_account_file(arguments.account), arguments.sandbox);
    sandbox::Server server(account, sandbox::Verifier(arguments.credentials, arguments.others), arguments.server);
    std::cout << "listening on http://127.0.0.1:" << server.port() << std::endl;
    server.run();
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "awscost-sandbox: " << error.what() << "\n";
    return 1;
  }
}
