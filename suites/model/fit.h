// A case made into what can be run on a side under test that is a server, or makes sockets of
// another kind.

#ifndef CLOSESPEC_SUITES_MODEL_FIT_H_
#define CLOSESPEC_SUITES_MODEL_FIT_H_

#include <optional>

#include "suites/model/fit_to_server.h"
#include "suites/model/scenario.h"
#include "suites/model/server_role.h"
#include "suites/model/socket_kind.h"

namespace closespec {

struct FitTo {
  std::optional<ServerRole> server;
  SocketKind socket = SocketKind::kTcp;
};

// A case that does not fit stays as it is.
std::optional<DoesNotFit> Fit(const FitTo& to, Case& fitted);

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_FIT_H_
