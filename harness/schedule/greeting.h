// Asks both sides' peers once, before a run, what stack they sit on.

#ifndef CLOSESPEC_HARNESS_SCHEDULE_GREETING_H_
#define CLOSESPEC_HARNESS_SCHEDULE_GREETING_H_

#include <chrono>
#include <string>

#include "harness/conductor/launcher.h"
#include "harness/sandbox/sandbox.h"

namespace closespec {

// "unknown: WHY" where a peer did not say hello; the run goes on and its cases tell.
struct Greetings {
  std::string sut;
  std::string peer;
};

// In `sandbox`; where there is no peer, empty. `patience`: how long to wait for each.
Greetings Greet(const LaunchPlan& sut, const LaunchPlan& peer, std::chrono::milliseconds patience,
                const Result<Sandbox>& sandbox);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_SCHEDULE_GREETING_H_
