// Scenarios with another kind of socket in the place of an ordinary TCP one. The steps stay as they
// are; what is decided is which side has such sockets, and whether the case still means something.
//
// MPTCP connections end by signals of their own (RFC 8684 3.3.3), and their subflows' segments and
// states are not theirs. So where a case looks at those the other side stays plain TCP, by which
// MPTCP falls back to TCP (RFC 8684 3.7) and must end connections as TCP does.

#ifndef CLOSESPEC_SUITES_MODEL_FIT_TO_SOCKET_H_
#define CLOSESPEC_SUITES_MODEL_FIT_TO_SOCKET_H_

#include <variant>

#include "suites/model/fit_to_server.h"
#include "suites/model/scenario.h"
#include "suites/model/socket_kind.h"

namespace closespec {

std::variant<Case, DoesNotFit> FitToSocket(const Case& original, SocketKind kind);

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_FIT_TO_SOCKET_H_
