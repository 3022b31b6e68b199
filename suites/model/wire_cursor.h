// The cursor of a scenario's wire steps over the captured segments of one connection. Conductor and
// judge walk the same segments with the same cursor, so they cannot disagree about a match.

#ifndef CLOSESPEC_SUITES_MODEL_WIRE_CURSOR_H_
#define CLOSESPEC_SUITES_MODEL_WIRE_CURSOR_H_

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "suites/model/connection_variables.h"
#include "suites/model/scenario.h"
#include "suites/model/segment.h"

namespace closespec {

// A captured segment with the SUT's variables just before it.
struct SeenSegment {
  Segment segment;
  Direction direction = Direction::kFromSut;
  ConnectionVariables before;
};

// A pure ACK, what was sent before, or the opening SYN of a connection.
bool MayBePassedOver(const SeenSegment& seen);
// A segment of the SUT that ends, resets or opens, and may not be passed over: whatever comes
// later, the wait for another one is decided.
bool DecidesAgainst(const SeenSegment& seen);

struct SegmentMatch {
  std::size_t index = 0;                 // into Segments()
  std::size_t alternative = 0;           // which pattern
  std::vector<std::size_t> passed_over;  // same direction, neither pure ACK nor retransmission
};

class WireCursor {
 public:
  // Segments in the order of the capture, one connection's only.
  void Add(const Segment& segment, Direction direction);

  // What each side sent has reached the other and was acknowledged, as far as it shows here, or the
  // connection is reset: nothing that was begun before is still on its way.
  [[nodiscard]] bool IsSettled() const;

  // Everything so far is behind the cursor: the preamble is over.
  void SkipAll();

  // The first segment behind the cursor of that direction that matches; moves the cursor past it.
  std::optional<SegmentMatch> Take(const AwaitSegment& wanted);

  // What was waited for did not come: a silence begins behind what came instead.
  void GiveUp() { last_matched_ = segments_.size(); }

  // Segments of that direction behind the cursor, for a report of what came instead.
  [[nodiscard]] std::vector<std::size_t> Behind(Direction direction) const;

  // The first segment of the SUT behind the last matched one that breaks the silence.
  // What keeps it: pure ACKs that acknowledge something for the first time, one for each segment of
  // the peer from before RCV.NXT, and what is sent again because nobody acknowledged it: without
  // `again` only before the peer's last segment, which may have acknowledged it; behind a reset of
  // the SUT the resets that answer what the peer had sent before it.
  [[nodiscard]] std::optional<std::size_t> SilenceBreaker(bool again = true) const;

  [[nodiscard]] std::span<const SeenSegment> Segments() const { return segments_; }
  [[nodiscard]] const ConnectionVariables& Now() const { return now_; }

 private:
  std::vector<SeenSegment> segments_;
  ConnectionVariables now_;
  std::size_t next_from_sut_ = 0;
  std::size_t next_to_sut_ = 0;
  std::size_t last_matched_ = 0;  // one past the last segment that any step matched or gave up at
};

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_WIRE_CURSOR_H_
