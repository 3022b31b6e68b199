// Judges what the SUT put on the wire, by the same cursor with which the conductor walked. Steps
// are given in their order, each once a repetition.

#ifndef CLOSESPEC_HARNESS_JUDGE_WIRE_CHECKS_H_
#define CLOSESPEC_HARNESS_JUDGE_WIRE_CHECKS_H_

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <string>

#include "harness/judge/evidence.h"
#include "harness/judge/finding.h"
#include "suites/model/wire_cursor.h"

namespace closespec {

class WireChecks {
 public:
  // `preamble_end`: entry before which everything belongs to the preamble.
  // `end`: entry at which the scenario ended, or its evidence.
  WireChecks(const Evidence& evidence, std::size_t preamble_end, std::size_t end)
      : evidence_(evidence), preamble_end_(preamble_end), end_(end) {}

  Finding Judge(std::size_t step, int repetition, const StepSpan& span);
  // What the name means to a wire step; nothing when the capture shows no connection.
  [[nodiscard]] const Connection* Find(const std::string& on, const StepSpan& span) const;
  // Nothing when what was waited for came.
  std::optional<Doubt> DoubtPreparation(std::size_t step, int repetition, const StepSpan& span);
  // When the capture saw the segment that the step, judged already, matched last.
  [[nodiscard]] std::optional<std::chrono::nanoseconds> CapturedAt(std::size_t step) const;
  // What the stack's profile takes; nothing where it cannot be trusted.
  std::optional<std::string> Record(std::size_t step, int repetition, const StepSpan& span);

 private:
  struct Track {
    WireCursor cursor;
    std::size_t fed = 0;  // how many of the connection's segments
    bool preamble_skipped = false;
  };

  Finding Await(std::size_t step, const StepSpan& span);
  Finding Never(const NeverSegment& never, const StepSpan& span);
  Finding Silent(const Silence& silence, const StepSpan& span);

  [[nodiscard]] std::optional<Doubt> DoubtOrder(const Connection& connection,
                                                std::size_t entry) const;
  static std::optional<Doubt> DoubtCrossing(const WireCursor& cursor, std::size_t breaker);
  void PassOver(const Track& track, const Connection& connection, const SegmentMatch& match,
                Finding& finding) const;
  Track& Feed(const Connection& connection, std::size_t limit);
  // The handshake of a connection that the preamble made is the preamble's, however late the
  // harness learnt of it.
  bool IsHandshakeOfPreamble(const Connection& connection, const Segment& segment,
                             const ConnectionVariables& before) const;

  const Evidence& evidence_;
  std::size_t preamble_end_;
  std::size_t end_;
  bool in_preamble_ = false;  // the step that is looked at
  std::map<const Connection*, Track> tracks_;
  std::map<std::size_t, std::chrono::nanoseconds> captured_;  // by step
};

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_JUDGE_WIRE_CHECKS_H_
