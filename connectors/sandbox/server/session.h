// One connection of the server: reads a request, sends the answer as its Delivery says, and repeats.
//
// How: a normal answer is sent in one piece. A faulty one is first written to bytes; none, half or all of them are
// sent, at once or in small pieces. Then the connection is kept, closed in order, reset (RST), or left open in silence
// until the client leaves.
//
// Example:
//
//   void serve(boost::asio::ip::tcp::socket socket, FaultyExchange& exchange, int& connections) {
//     start_session(std::move(socket), exchange, {}, connections);
//   }
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <cstdint>
#include <functional>

#include "connectors/sandbox/server/faulty_exchange.h"

namespace awscost::sandbox {

enum class Stage : std::uint8_t {
  kAsked,      // the request was read
  kAnswering,  // part of the answer was sent
  kAnswered,   // everything was sent that will be sent
};

// Called on the server's thread with the stage of request N, from 1. Tests wait for a stage instead of sleeping.
using Watch = std::function<void(Stage stage, std::uint64_t request)>;

// The session owns itself. The references must outlive the socket's io_context. `connections`: the number of open ones.
void start_session(boost::asio::ip::tcp::socket socket, FaultyExchange& exchange, const Watch& watch, int& connections);

}  // namespace awscost::sandbox
