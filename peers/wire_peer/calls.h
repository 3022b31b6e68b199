// The functions behind the rows of actions.cc, and what they have in common.

#ifndef CLOSESPEC_PEERS_WIRE_PEER_CALLS_H_
#define CLOSESPEC_PEERS_WIRE_PEER_CALLS_H_

#include <memory>
#include <string>

#include "peers/wire_peer/actions.h"

namespace closespec::wire_peer {

// actions_connection.cc
Attempt OpenSocket(Host& host, const Request& request);
Attempt Bind(Host& host, const Request& request);
Attempt Listen(Host& host, const Request& request);
Attempt Accept(Host& host, const Request& request);
Attempt Connect(Host& host, const Request& request);
Attempt Close(Host& host, const Request& request);

// actions_segment.cc
Attempt SendSegments(Host& host, const Request& request);
Attempt SendIcmpError(Host& host, const Request& request);
Attempt ResetAll(Host& host, const Request& request);

// The socket that `on` names.
Socket& OnOf(Host& host, const Request& request);
Answer Returns(std::int64_t value);
void AddEnds(const Ends& ends, Answer& answer);

}  // namespace closespec::wire_peer

#endif  // CLOSESPEC_PEERS_WIRE_PEER_CALLS_H_
