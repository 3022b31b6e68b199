#include "harness/judge/server.h"

#include <string>

namespace closespec {
namespace {

// What the other side has sent so far of what a server acts upon.
struct Causes {
  bool octets = false;
  bool end = false;

  void Add(const Segment& segment) {
    octets |= segment.length > 0;
    end |= segment.flags.fin;
  }
};

// Nothing when the segment is no doing of an application, or one that its role explains.
const char* Unexplained(const Segment& segment, ServerRole role, const Causes& causes) {
  if (segment.flags.rst) return nullptr;
  if (segment.length > 0 && !(role == ServerRole::kEcho && causes.octets)) {
    return "sends data by itself";
  }
  const bool may_close = causes.end || (role == ServerRole::kClose && causes.octets);
  return segment.flags.fin && !may_close ? "closes by itself" : nullptr;
}

}  // namespace

std::optional<Doubt> DoubtServer(const Evidence& evidence) {
  const ServerRole role = *evidence.judged.server;
  for (const Connection& connection : evidence.connections.All()) {
    Causes causes;
    for (const CapturedSegment& seen : connection.segments) {
      if (seen.entry >= evidence.timeline.ScenarioEnd()) break;
      if (seen.direction == Direction::kToSut) {
        causes.Add(seen.segment);
      } else if (const char* what = Unexplained(seen.segment, role, causes)) {
        return Doubt{Verdict::kInconclusive, Blame::kUnattributed,
                     "it is no " + std::string(ToText(role)) + " server: it " + what};
      }
    }
  }
  return std::nullopt;
}

}  // namespace closespec
