#include "harness/judge/sut_output.h"

#include <algorithm>

#include "suites/model/connection_variables.h"

namespace closespec {
namespace {

// The peer's RCV.NXT lies between what it has acknowledged and what the SUT has sent.
bool MustBeAccepted(const Segment& reset, const ConnectionVariables& before) {
  if (!before.snd_una || !before.snd_nxt) return true;
  return *before.snd_una <= reset.seq && reset.seq <= *before.snd_nxt;
}

}  // namespace

SutOutput OutputBefore(const Connection& connection, std::size_t entry) {
  SutOutput output;
  ConnectionVariables variables;
  for (const CapturedSegment& seen : connection.segments) {
    if (seen.entry >= entry) break;
    const Segment& segment = seen.segment;
    if (seen.direction == Direction::kFromSut) {
      if (segment.flags.rst) {
        (MustBeAccepted(segment, variables) ? output.reset : output.wrong_reset) = true;
      }
      if (segment.flags.fin) {
        output.fin = true;
        output.fin_before_reset |= !output.reset;
      }
    }
    Count(segment, seen.direction, variables);
    if (seen.direction == Direction::kFromSut && segment.flags.ack && variables.fin_received) {
      output.fin_acknowledged |= segment.ack == variables.rcv_nxt;
    }
    if (variables.iss && variables.snd_nxt) {
      const std::int32_t octets = *variables.snd_nxt - *variables.iss - 1 - (output.fin ? 1 : 0);
      output.octets = std::max<std::uint64_t>(output.octets, std::max(octets, 0));
    }
  }
  return output;
}

}  // namespace closespec
