// The closed sets of words of the scenario language that are not rows of the action table. The
// parsers and the schema for editors both read them here.

#ifndef CLOSESPEC_SUITES_MODEL_VOCABULARY_H_
#define CLOSESPEC_SUITES_MODEL_VOCABULARY_H_

#include <array>
#include <cstdint>
#include <string_view>

namespace closespec {

using Word = std::string_view;

// Keys.
inline constexpr std::array<Word, 12> kScenarioKeys = {
    "$schema",  "title", "purpose", "requirements", "priority",          "parameters",
    "preamble", "needs", "leaves",  "waive",        "real_time_seconds", "steps"};
inline constexpr std::array<Word, 7> kPreambleKeys = {
    "$schema", "title", "purpose", "preamble", "needs", "requirements", "steps"};
inline constexpr std::array<Word, 7> kCommonStepKeys = {"why",    "label",  "after", "within",
                                                        "record", "clause", "times"};
inline constexpr std::array<Word, 6> kPatternKeys = {"flags", "flags_may", "seq",
                                                     "ack",   "bytes",     "window"};

// Who does a step.
inline constexpr std::array<Word, 5> kActors = {"sut", "peer", "wire", "opener", "acceptor"};
inline constexpr std::array<Word, 4> kSocketActors = {"sut", "peer", "opener", "acceptor"};

// Actions beside the rows of the action table.
inline constexpr std::array<Word, 4> kConductedActions = {"finish", "still_blocked", "wait_state",
                                                          "state"};
inline constexpr std::array<Word, 4> kWireActions = {"sut_sends", "sut_gets", "never", "silence"};

// Values.
inline constexpr std::array<Word, 12> kCapabilities = {
    "fork",     "threads",  "signals",      "share",    "epoll",       "fionread",
    "siocoutq", "tcp_info", "socket_table", "tcp_cork", "tcp_linger2", "linux"};
inline constexpr std::array<Word, 4> kInvariants = {"byte_ledger", "no_war", "nothing_left",
                                                    "well_formed"};
inline constexpr std::array<Word, 3> kPriorities = {"core", "extended", "exotic"};
inline constexpr std::array<Word, 2> kFamilies = {"ipv4", "ipv6"};
inline constexpr std::array<Word, 2> kOpeners = {"sut", "peer"};
inline constexpr std::array<Word, 7> kEvents = {"IN", "OUT", "PRI", "ERR", "HUP", "RDHUP", "NVAL"};
inline constexpr std::array<Word, 6> kFlags = {"SYN", "RST", "FIN", "PSH", "ACK", "URG"};
inline constexpr std::array<Word, 10> kVariables = {
    "SND.NXT", "SND.UNA", "RCV.NXT", "RCV.WND", "ISS", "IRS", "SEG.SEQ", "SEG.ACK", "SEG.LEN", "0"};

// Facts of the action table whose expectation may be a text.
inline constexpr std::array<Word, 6> kTextFacts = {"stream", "intact", "flags_out",
                                                   "local",  "remote", "address"};

// Bounds.
inline constexpr std::int64_t kLargestCount = std::int64_t{1} << 31U;
inline constexpr std::int64_t kMostRepetitions = 10'000;
inline constexpr std::int64_t kLongestRealTimeSeconds = 3600;
inline constexpr std::size_t kLongestName = 64;

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_VOCABULARY_H_
