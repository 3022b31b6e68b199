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
inline constexpr std::array<Word, 14> kScenarioKeys = {
    "$schema",  "title",    "purpose", "requirements", "priority", "parameters",        "wire_peer",
    "settings", "preamble", "needs",   "leaves",       "waive",    "real_time_seconds", "steps"};
inline constexpr std::array<Word, 8> kPreambleKeys = {
    "$schema", "title", "purpose", "preamble", "wire_peer", "needs", "requirements", "steps"};
inline constexpr std::array<Word, 3> kWitnessKeys = {"wire", "state", "why"};
inline constexpr std::array<Word, 7> kCommonStepKeys = {"why",    "label",  "after", "within",
                                                        "record", "clause", "times"};
inline constexpr std::array<Word, 4> kWirePeerKeys = {"acks", "handshake", "options", "window"};
inline constexpr std::array<Word, 12> kSegmentKeys = {
    "flags", "seq",          "ack",      "bytes",     "window", "urgent",
    "mss",   "user_timeout", "checksum", "timestamp", "sack",   "delay_milliseconds"};
inline constexpr std::array<Word, 8> kPatternKeys = {"flags", "flags_may", "seq",    "seq_above",
                                                     "ack",   "bytes",     "window", "timestamp"};

// Who does a step.
inline constexpr std::array<Word, 5> kActors = {"sut", "peer", "wire", "opener", "acceptor"};
inline constexpr std::array<Word, 4> kSocketActors = {"sut", "peer", "opener", "acceptor"};

// Actions beside the rows of the action table.
inline constexpr std::array<Word, 4> kConductedActions = {"finish", "still_blocked", "wait_state",
                                                          "state"};
inline constexpr std::array<Word, 7> kWireActions = {"sut_sends", "sut_gets", "never",  "silence",
                                                     "send",      "icmp",     "witness"};
// What a wire peer can do beside its wire steps.
inline constexpr std::array<Word, 6> kWirePeerActions = {"socket",  "bind",   "listen",
                                                         "connect", "accept", "close"};

// Values.
inline constexpr std::array<Word, 24> kCapabilities = {
    "fork",        "threads",          "signals",       "share",        "epoll",
    "fionread",    "siocoutq",         "tcp_info",      "socket_table", "tcp_cork",
    "tcp_linger2", "tcp_user_timeout", "tcp_keepalive", "linux",        "splice",
    "sendfile",    "zerocopy",         "sigio",         "interrupt",    "disconnect",
    "poll_both",   "short_option",     "exec",          "winsock"};
// What a stack may say that it can do: what its socket peer answers for, and in the place of what
// it does not, two things that every scenario takes for granted.
inline constexpr auto kDeclarable = [] {
  auto words = kCapabilities;
  for (Word& each : words) {
    if (each == "socket_table") each = "half_close";
    if (each == "linux") each = "linger";
  }
  return words;
}();
inline constexpr std::array<Word, 4> kInvariants = {"byte_ledger", "no_war", "nothing_left",
                                                    "well_formed"};
inline constexpr std::array<Word, 3> kPriorities = {"core", "extended", "exotic"};
inline constexpr std::array<Word, 2> kFamilies = {"ipv4", "ipv6"};
inline constexpr std::array<Word, 2> kNumbers = {"usual", "wrapping"};
inline constexpr std::array<Word, 2> kByItself = {"automatic", "manual"};
inline constexpr std::array<Word, 3> kTcpOptions = {"timestamps", "sack", "window_scale"};
inline constexpr std::array<Word, 4> kTimestamps = {"any", "none", "echo", "recent"};
inline constexpr std::array<Word, 2> kChecksums = {"right", "wrong"};
inline constexpr std::array<Word, 10> kIcmpErrors = {
    "net_unreachable",      "host_unreachable",    "protocol_unreachable", "port_unreachable",
    "fragmentation_needed", "source_route_failed", "admin_prohibited",     "time_exceeded",
    "parameter_problem",    "source_quench"};
inline constexpr std::array<Word, 2> kOpeners = {"sut", "peer"};
inline constexpr std::array<Word, 10> kEvents = {
    "IN", "OUT", "PRI", "ERR", "HUP", "RDHUP", "NVAL", "FD_READ", "FD_WRITE", "FD_CLOSE"};
// What recvmsg() may say of a message.
inline constexpr std::array<Word, 4> kMessageFlags = {"oob", "trunc", "ctrunc", "eor"};
inline constexpr std::array<Word, 6> kFlags = {"SYN", "RST", "FIN", "PSH", "ACK", "URG"};
inline constexpr std::array<Word, 10> kVariables = {
    "SND.NXT", "SND.UNA", "RCV.NXT", "RCV.WND", "ISS", "IRS", "SEG.SEQ", "SEG.ACK", "SEG.LEN", "0"};

// Facts of the action table whose expectation may be a text.
inline constexpr std::array<Word, 5> kTextFacts = {"stream", "intact", "local", "remote",
                                                   "address"};

// Bounds.
inline constexpr std::int64_t kLargestCount = std::int64_t{1} << 31U;
inline constexpr std::int64_t kMostRepetitions = 10'000;
inline constexpr std::int64_t kLongestRealTimeSeconds = 3600;
inline constexpr std::size_t kLongestName = 64;
inline constexpr std::int64_t kLargestPayload = 1400;  // fits every link with all options
inline constexpr std::int64_t kLargestWord = 65535;
inline constexpr std::int64_t kLongestDelay = 1000;
inline constexpr std::size_t kMostSegments = 32;  // of one burst

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_VOCABULARY_H_
