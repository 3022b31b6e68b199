// Scenarios for a SUT of which only an open port is known: no process there makes calls for us, so
// what the steps ask of the SUT must be what the server on that port does by itself.
//
// The calls of the SUT are left out. What the stack sends because its application did something is
// waited for and not judged (Step::by_server), all else is judged as it stands. A scenario that
// goes on where the server does not go along ends there; what it checks until then still holds.

#ifndef CLOSESPEC_SUITES_MODEL_FIT_TO_SERVER_H_
#define CLOSESPEC_SUITES_MODEL_FIT_TO_SERVER_H_

#include <string>
#include <variant>

#include "suites/model/scenario.h"
#include "suites/model/server_role.h"

namespace closespec {

struct DoesNotFit {
  std::string why;  // one of few, so that cases can be counted by it
};

std::variant<Case, DoesNotFit> FitToServer(const Case& original, ServerRole role);

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_FIT_TO_SERVER_H_
