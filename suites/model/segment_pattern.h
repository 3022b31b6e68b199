// What a scenario says about a segment. A field left out means "anything"; numbers are symbols of
// the SUT's own variables (RFC 9293 3.3.1), so a pattern fits every run.

#ifndef CLOSESPEC_SUITES_MODEL_SEGMENT_PATTERN_H_
#define CLOSESPEC_SUITES_MODEL_SEGMENT_PATTERN_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "suites/model/connection_variables.h"
#include "suites/model/segment.h"

namespace closespec {

enum class Variable {
  kSndNxt,
  kSndUna,
  kRcvNxt,
  kRcvWnd,
  kIss,
  kIrs,
  kZero,
  kSegSeq,  // SEG.* are of the last segment that was sent to the SUT
  kSegAck,
  kSegLen
};

// "SND.NXT", "RCV.NXT+1", "ISS-1", "RCV.NXT+RCV.WND-1", "0".
struct SequenceExpression {
  Variable variable = Variable::kZero;
  std::optional<Variable> plus;
  std::int64_t offset = 0;

  bool operator==(const SequenceExpression&) const = default;
};

std::optional<SequenceExpression> ParseSequenceExpression(std::string_view text);
std::string ToText(const SequenceExpression& expression);
// Nothing while the variable is not known yet.
std::optional<SequenceNumber> Evaluate(const SequenceExpression& expression,
                                       const ConnectionVariables& variables);

struct Range {
  std::int64_t minimum = 0;
  std::int64_t maximum = 0;

  bool operator==(const Range&) const = default;
};

enum class TimestampDemand {  // in the order of kTimestamps
  kAny,                       // the option is there
  kNone,                      // it is not
  kEcho,    // TSval is 0, TSecr the TSval of SEG: RFC 7323 5.2, of the answer to no connection
  kRecent,  // TSecr is the TSval of SEG: RFC 7323 4.3, where SEG was in its place
};

struct SegmentPattern {
  std::optional<TcpFlags> flags;      // all of these are set
  std::optional<TcpFlags> flags_may;  // when given: none but `flags` and these are set
  std::optional<SequenceExpression> seq;
  std::optional<SequenceExpression> seq_above;  // `seq` is later than it, on the circle
  std::optional<SequenceExpression> ack;        // given: the ACK bit must be set too
  std::optional<Range> bytes;                   // payload octets
  std::optional<Range> window;                  // as in the header
  std::optional<TimestampDemand> timestamp;

  bool operator==(const SegmentPattern&) const = default;
};

// "RST, perhaps ACK, seq=SND.NXT".
std::string ToText(const SegmentPattern& pattern);

// The keys of the pattern that the segment does not fit, in the order above; "seq" stands for
// seq_above, too. `variables` are the SUT's before the segment is counted.
std::vector<std::string_view> Differing(const SegmentPattern& pattern, const Segment& segment,
                                        const ConnectionVariables& variables);

// Serves conductor and judge.
bool Matches(const SegmentPattern& pattern, const Segment& segment,
             const ConnectionVariables& variables);

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_SEGMENT_PATTERN_H_
