// Names of failed checks that stay the same from run to run: who, which call, and what was seen in
// symbols. Free of ports, sequence numbers, counts of octets and times.

#ifndef CLOSESPEC_HARNESS_JUDGE_SIGNATURE_H_
#define CLOSESPEC_HARNESS_JUDGE_SIGNATURE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "suites/model/scenario.h"

namespace closespec {

// "peer.recv#2": the n-th call of that action by that actor, the preamble not counted (its own
// steps are "preamble.peer.send#1"). A step about a background call has the name of that call.
std::string SubjectOf(const Case& judged, std::size_t step, int repetition);

// The step that began the background call.
std::optional<std::size_t> BackgroundStep(const Case& judged, Actor actor, std::string_view call,
                                          std::size_t before);

// "peer.recv#2: returned 0, expected ECONNRESET". Of calls that move octets the counts become
// "n", "fewer", "more" or "some".
std::string CallSignature(const std::string& subject, std::string_view action,
                          const std::string& observed, const std::string& expected);

// "FIN|ACK seq=SND.NXT", by the SUT's variables just before it; with "ack=" where it matters.
std::string SymbolicSegment(const Segment& segment, const ConnectionVariables& before,
                            bool with_ack);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_JUDGE_SIGNATURE_H_
