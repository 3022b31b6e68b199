// A call of a scenario as a request of the peer protocol: the same words, with what only the
// harness knows filled in (family, addresses, ports).

#ifndef CLOSESPEC_HARNESS_CONDUCTOR_REQUESTS_H_
#define CLOSESPEC_HARNESS_CONDUCTOR_REQUESTS_H_

#include <string>
#include <utility>
#include <vector>

#include "harness/conductor/sockets_known.h"
#include "suites/model/scenario.h"

namespace closespec {

// `own_address`: of the call's actor in the case's family.
std::vector<std::pair<std::string, std::string>> RequestWords(const SocketCall& call, Family family,
                                                              const std::string& own_address,
                                                              const SocketsKnown& known);
// What a wire peer must know of itself when it makes a socket.
std::vector<std::pair<std::string, std::string>> WordsOf(const WirePeer& wire_peer);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CONDUCTOR_REQUESTS_H_
