#include "harness/judge/sut_output.h"

#include <algorithm>
#include <optional>

#include "suites/model/connection_variables.h"

namespace closespec {
namespace {

// One past the highest octet that the SUT ever sent: a reset may overtake data on its way to the
// capture.
std::optional<SequenceNumber> HighestSent(const Connection& connection) {
  ConnectionVariables variables;
  for (const CapturedSegment& seen : connection.segments) {
    Count(seen.segment, seen.direction, variables);
  }
  return variables.snd_nxt;
}

// The peer's RCV.NXT lies between what it has acknowledged and what the SUT has sent.
bool MustBeAccepted(const Segment& reset, const ConnectionVariables& before,
                    std::optional<SequenceNumber> highest_sent) {
  if (!before.snd_una || !highest_sent) return true;
  return *before.snd_una <= reset.seq && reset.seq <= *highest_sent;
}

}  // namespace

SutOutput OutputBefore(const Connection& connection, std::size_t entry) {
  SutOutput output;
  const auto highest_sent = HighestSent(connection);
  ConnectionVariables variables;
  for (const CapturedSegment& seen : connection.segments) {
    if (seen.entry >= entry) break;
    const Segment& segment = seen.segment;
    if (seen.direction == Direction::kFromSut) {
      if (segment.flags.rst) {
        const bool accepted = MustBeAccepted(segment, variables, highest_sent);
        (accepted ? output.reset : output.wrong_reset) = true;
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
