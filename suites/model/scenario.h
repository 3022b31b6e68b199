// A scenario as its file says it, and a case: a scenario with its parameters filled in and its
// preamble in front. Values only; loader.h reads them.

#ifndef CLOSESPEC_SUITES_MODEL_SCENARIO_H_
#define CLOSESPEC_SUITES_MODEL_SCENARIO_H_

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "suites/model/expectation.h"
#include "suites/model/requirement.h"
#include "suites/model/segment_pattern.h"
#include "suites/model/server_role.h"
#include "suites/model/socket_kind.h"
#include "suites/model/wire_peer.h"

namespace closespec {

enum class Actor { kSut, kPeer };
std::string_view ToText(Actor actor);

enum class Family { kIpv4, kIpv6 };
std::string_view ToText(Family family);

// One row of the action table (actions.h) with its arguments; goes to a socket peer.
struct SocketCall {
  Actor actor = Actor::kSut;
  std::string action;      // "send"
  std::string on = "c";    // the socket it is made on
  std::string as;          // what it makes: a socket or a process; empty if nothing
  std::string in;          // the process it is made in; empty: the peer itself
  std::string background;  // name of the call when it runs in the background
  std::vector<std::pair<std::string, std::string>> arguments;  // in the order of the row

  bool operator==(const SocketCall&) const = default;
};

// Empty where the call has none of that name.
std::string ArgumentOf(const SocketCall& call, std::string_view name);

// Made by a wire peer: sends segments, or an ICMP error.
bool IsInjection(const SocketCall& call);

// Waits for a background call to return.
struct FinishCall {
  Actor actor = Actor::kSut;
  std::string call;
  bool operator==(const FinishCall&) const = default;
};

// The background call has not returned when the time is over.
struct StillBlocked {
  Actor actor = Actor::kSut;
  std::string call;
  std::chrono::milliseconds budget{50};
  bool operator==(const StillBlocked&) const = default;
};

// Waits until the connection is in one of the states; by the sandbox's socket table, else the peer.
struct WaitState {
  Actor actor = Actor::kSut;
  std::string on = "c";
  std::vector<std::string> states;  // spelt as in RFC 9293, with underscores
  bool if_able = false;             // where nobody can be asked it waits for nothing
  bool operator==(const WaitState&) const = default;
};

// The connection's state, by the sandbox's socket table, else the peer; fact "state".
struct ReadState {
  Actor actor = Actor::kSut;
  std::string on = "c";
  bool if_able = false;
  bool operator==(const ReadState&) const = default;
};

// The next segment behind the cursor that matches one of the patterns.
struct AwaitSegment {
  Direction direction = Direction::kFromSut;
  std::vector<SegmentPattern> any;  // never empty
  std::string on = "c";
  bool operator==(const AwaitSegment&) const = default;
};

// No segment of the SUT matches, in the whole case, also later.
struct NeverSegment {
  SegmentPattern pattern;
  std::string on = "c";
  bool operator==(const NeverSegment&) const = default;
};

// The SUT sends nothing new behind the last segment that a wire step matched, for so long (without
// `budget`, the target's silence budget). An ACK that acknowledges something for the first time is
// owed and passes.
struct Silence {
  std::string on = "c";
  std::optional<std::chrono::milliseconds> budget;
  bool again = true;  // what nobody acknowledged may be sent again
  bool operator==(const Silence&) const = default;
};

using Action = std::variant<SocketCall, FinishCall, StillBlocked, WaitState, ReadState,
                            AwaitSegment, NeverSegment, Silence>;

struct Step {
  Action action;
  std::optional<Expectation> expect;  // of calls; wire steps carry theirs in the action
  std::string clause;                 // set for every check
  std::string record;                 // label of what is taken into the profile; judges nothing
  std::optional<Range> within;        // milliseconds since the end of step `after`, or since begin
  std::string after;                  // name ("label") of an earlier step
  std::string label;
  std::string why;
  int times = 1;
  // Waits for what the SUT's application brings about that nobody told to: not the stack's doing.
  bool by_server = false;
  std::string file;  // where it stands, for messages: preamble or scenario
  int line = 0;

  bool operator==(const Step&) const = default;
};

// A step with neither expectation nor record is preparation; AwaitSegment from the SUT, Never,
// Silence and StillBlocked are checks by themselves unless they carry a record or wait for a
// server.
bool IsCheck(const Step& step);
bool IsPreparation(const Step& step);

// A word that outlives the case or an invariant that is waived, with the clause that allows it.
struct Allowance {
  std::string
      what;  // leaves: a state; waive: "byte_ledger", "no_war", "nothing_left", "well_formed"
  std::string clause;
  bool operator==(const Allowance&) const = default;
};

enum class Priority { kCore, kExtended, kExotic };
std::string_view ToText(Priority priority);

struct Case {
  std::string id;        // "unread_data/x[unread=1,family=ipv6,opener=sut]"
  std::string scenario;  // id of its scenario
  std::string chapter;
  Family family = Family::kIpv4;
  Actor opener = Actor::kSut;
  std::vector<std::pair<std::string, std::string>> parameters;
  std::optional<WirePeer> wire_peer;  // plays the other side
  // The SUT's application, which makes no calls of the scenario's (fit_to_server.h).
  std::optional<ServerRole> server;
  // Of each side; one that is not named has ordinary TCP sockets (fit_to_socket.h).
  std::map<Actor, SocketKind> sockets;
  std::string left_out;  // the first step that it does not go along with, and why; or empty
  // Of the stack, by neutral name (settings.h), with values as text.
  std::vector<std::pair<std::string, std::string>> settings;
  std::vector<Step> steps;         // preamble first
  std::size_t preamble_steps = 0;  // how many of them are the preamble's
  std::vector<std::string> needs;  // declared and implied capabilities, sorted, unique
  std::vector<std::string> requirements;
  std::vector<Allowance> leaves;
  std::vector<Allowance> waive;
  Priority priority = Priority::kExtended;
  std::chrono::seconds real_time{0};
  std::string stimulus;                 // hash of everything that the conductor does; see rejudge
  std::map<std::string, Level> levels;  // of each clause it cites, as it binds the target

  bool operator==(const Case&) const = default;
};

struct Scenario {
  std::string id;       // "unread_data/close_with_unread_data_sends_rst"
  std::string chapter;  // "unread_data"
  std::string title;
  std::string purpose;
  std::vector<std::string> requirements;
  Priority priority = Priority::kExtended;
  // In file order, then family and opener unless fixed there; each value as text.
  std::vector<std::pair<std::string, std::vector<std::string>>> parameters;
  std::string preamble;  // name, or empty
  std::optional<WirePeer> wire_peer;
  std::vector<std::pair<std::string, std::string>> settings;
  std::vector<std::string> needs;
  std::vector<Allowance> leaves;
  std::vector<Allowance> waive;
  int real_time_seconds = 0;
  std::string file;
  std::vector<Case> cases;  // in the order of the parameters, the last one running fastest

  bool operator==(const Scenario&) const = default;
};

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_SCENARIO_H_
