// Whether both peers and the sandbox have what a case needs, decided before its first step.

#ifndef CLOSESPEC_HARNESS_CONDUCTOR_CASE_NEEDS_H_
#define CLOSESPEC_HARNESS_CONDUCTOR_CASE_NEEDS_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "suites/model/journal.h"
#include "suites/model/scenario.h"

namespace closespec {

struct Lack {
  std::string why;      // in words
  std::string feature;  // of the SUT, by the name that a target declares it by; or empty
};

// What the sandbox's socket table is good for, as in Sandbox.
struct TableUse {
  bool private_sockets = true;
  bool shows_states = true;
};

// What a call needs of its stack beyond being there at all, by such a name; or empty.
std::string FeatureOf(const SocketCall& call);

// `why` without who. What the other peer cannot do, no target has declared: it has no feature.
Lack LackBy(Actor actor, std::string_view why, std::string feature);
// By the answer to the step's call: the peer says that it cannot, or the socket has no such option
// and nobody wanted to know.
std::optional<Lack> LackTold(const Case& run, std::size_t step, const Outcome& outcome);

// Of a peer that said so instead of hello.
inline constexpr std::string_view kCannotBeSetUp = "cannot be set up: ";

// The first thing that is missing; nothing when all is there.
std::optional<Lack> LackOf(const Case& run, const std::map<Actor, PeerReady>& hello,
                           const TableUse& table);

// The same by what a journal tells, and also what turned out to be missing later.
std::optional<Lack> LackTold(const Case& run, const Journal& journal);

// How many sockets the SUT has open at the same time, as far as its calls tell.
int SocketsAtOnce(const Case& run);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_CONDUCTOR_CASE_NEEDS_H_
