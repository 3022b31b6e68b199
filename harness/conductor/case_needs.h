// Whether both peers and the sandbox have what a case needs, decided before its first step.

#ifndef CLOSESPEC_HARNESS_CONDUCTOR_CASE_NEEDS_H_
#define CLOSESPEC_HARNESS_CONDUCTOR_CASE_NEEDS_H_

#include <map>
#include <optional>
#include <string>

#include "harness/sandbox/sandbox.h"
#include "suites/model/journal.h"
#include "suites/model/scenario.h"

namespace closespec {

// The first thing that is missing, in words; nothing when all is there.
std::optional<std::string> LackOf(const Case& run, const std::map<Actor, PeerReady>& hello,
                                  const Sandbox& sandbox);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CONDUCTOR_CASE_NEEDS_H_
