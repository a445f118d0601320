// One connection of the server: reads a request, has it answered, sends the answer the way its delivery says, reads the
// next.
//
// How: the usual answer goes out in one piece. One with a fault is made into bytes first; of those, none, half or all
// are sent, at once or little by little, and then the connection goes on, is closed in order, is reset (RST), or stays
// open in silence until the client leaves.
//
//   start_session(std::move(socket), exchange, watch, connections);
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <cstdint>
#include <functional>

#include "connectors/sandbox/server/faulty_exchange.h"

namespace awscost::sandbox {

enum class Stage : std::uint8_t {
  kAsked,      // the request is here, nothing was answered yet
  kAnswering,  // a part of the answer has been sent
  kAnswered,   // all that will be sent has been sent
};

// Told, on the server's thread, how far request N (from 1) has come: a test waits for a stage instead of for a time.
using Watch = std::function<void(Stage stage, std::uint64_t request)>;

// The session ends by itself; what is given outlives the io_context of the socket. `connections` counts those that are
// open.
void start_session(boost::asio::ip::tcp::socket socket, FaultyExchange& exchange, const Watch& watch, int& connections);

}  // namespace awscost::sandbox
