// Everything that happened in a case, in the order in which the harness learnt of it. Facts only:
// the judge reads it, nothing else decides from it.

#ifndef CLOSESPEC_SUITES_MODEL_JOURNAL_H_
#define CLOSESPEC_SUITES_MODEL_JOURNAL_H_

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "suites/model/scenario.h"
#include "suites/model/segment.h"

namespace closespec {

// Step number of the calls that the epilogue makes.
inline constexpr std::size_t kEpilogue = static_cast<std::size_t>(-1);

// A peer said hello; `actions` and `features` are what it can do.
struct PeerReady {
  Actor actor = Actor::kSut;
  std::string stack;  // "linux-6.18.44"
  std::vector<std::string> actions;
  std::vector<std::string> features;
  bool operator==(const PeerReady&) const = default;
};

struct StepBegan {
  std::size_t step = 0;  // index into Case::steps
  int repetition = 0;
  bool operator==(const StepBegan&) const = default;
};

// `timed_out`: what the step waited for had not come when its budget was over. `late`: how much
// later than due the harness's own timers fired meanwhile.
struct StepEnded {
  std::size_t step = 0;
  int repetition = 0;
  bool timed_out = false;
  std::chrono::milliseconds budget{0};
  std::chrono::milliseconds late{0};
  bool operator==(const StepEnded&) const = default;
};

struct CallBegan {
  std::size_t step = 0;
  int repetition = 0;
  Actor actor = Actor::kSut;
  std::string action;
  std::string on;
  std::string as;
  std::string in;
  std::string background;
  std::vector<std::pair<std::string, std::string>> arguments;
  bool operator==(const CallBegan&) const = default;
};

// Belongs to the CallBegan of the same step and repetition; a background call ends later, under the
// step that began it.
struct CallEnded {
  std::size_t step = 0;
  int repetition = 0;
  Actor actor = Actor::kSut;
  Outcome outcome;
  bool operator==(const CallEnded&) const = default;
};

struct SegmentSeen {
  Direction direction = Direction::kFromSut;
  Segment segment;
  bool operator==(const SegmentSeen&) const = default;
};

struct StateRead {
  std::size_t step = 0;
  int repetition = 0;
  Actor actor = Actor::kSut;
  std::string on;
  std::string state;   // "CLOSED" when there is no such connection; empty: nobody could be asked
  std::string source;  // "socket_table" or "peer"
  bool operator==(const StateRead&) const = default;
};

// A peer ended before it was told to, or broke the protocol: "exited with status 3", "killed by
// SIGSEGV", "silent", "said nonsense: ...", "said too much". `expected`: the scenario asked for it.
// `budget` and `late` as in StepEnded, of a peer that was silent.
struct PeerGone {
  Actor actor = Actor::kSut;
  std::string how;
  bool expected = false;
  std::chrono::milliseconds budget{0};
  std::chrono::milliseconds late{0};
  bool operator==(const PeerGone&) const = default;
};

// Answer of a peer asked whether it still lives, after something did not come in time.
struct PeerPinged {
  Actor actor = Actor::kSut;
  bool answered = false;
  std::chrono::milliseconds took{0};
  bool operator==(const PeerPinged&) const = default;
};

struct CaptureEnded {
  std::uint64_t received = 0;
  std::uint64_t dropped = 0;
  bool operator==(const CaptureEnded&) const = default;
};

// The epilogue begins: everything after it is cleaning up.
struct EpilogueBegan {
  bool operator==(const EpilogueBegan&) const = default;
};

// An entry of the SUT's socket table after the epilogue.
struct SocketLeft {
  Endpoint local;
  Endpoint remote;
  std::string state;
  bool operator==(const SocketLeft&) const = default;
};

// The SUT's kernel says in its log that it caught itself in a mistake (peers/os/kernel_log.h).
struct StackComplained {
  std::string text;
  bool operator==(const StackComplained&) const = default;
};

// The harness itself could not do its part.
struct HarnessTrouble {
  std::string what;
  bool operator==(const HarnessTrouble&) const = default;
};

using Event = std::variant<PeerReady, StepBegan, StepEnded, CallBegan, CallEnded, SegmentSeen,
                           StateRead, PeerGone, PeerPinged, CaptureEnded, EpilogueBegan, SocketLeft,
                           StackComplained, HarnessTrouble>;

struct Entry {
  std::chrono::nanoseconds at{0};  // since the case began, the harness's monotonic clock
  Event event;
  bool operator==(const Entry&) const = default;
};

struct Journal {
  std::string case_id;
  std::string stimulus;                    // Case::stimulus
  std::map<Actor, std::string> addresses;  // whose address is whose on the link
  bool capture = false;                    // the link was captured
  bool real_checksums = false;             // the link shows checksums as the stack sent them
  bool socket_table = false;               // SocketLeft is complete
  std::vector<Entry> entries;  // their order is the order in which the harness learnt of them

  bool operator==(const Journal&) const = default;
};

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_JOURNAL_H_
