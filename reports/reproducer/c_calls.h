// Steps of a scenario as expressions of the C that c_prelude.h makes possible.

#ifndef CLOSESPEC_REPORTS_REPRODUCER_C_CALLS_H_
#define CLOSESPEC_REPORTS_REPRODUCER_C_CALLS_H_

#include <string>

#include "reports/reproducer/reproduced_case.h"
#include "suites/model/scenario.h"

namespace closespec {

// The variable of a socket: "sut_c".
std::string SocketVariable(Actor actor, const std::string& name);

// An expression of type `struct seen`. Throws Inexpressible.
std::string CallExpression(const Case& reproduced, const SocketCall& call);

// Whether `seen` is what the clause demands: an expression of type int. Throws Inexpressible.
std::string MetExpression(const Expectation& expectation);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_REPRODUCER_C_CALLS_H_
