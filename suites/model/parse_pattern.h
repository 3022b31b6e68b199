// Reads what a wire step says about a segment.

#ifndef CLOSESPEC_SUITES_MODEL_PARSE_PATTERN_H_
#define CLOSESPEC_SUITES_MODEL_PARSE_PATTERN_H_

#include <vector>

#include "suites/model/reading.h"
#include "suites/model/segment_pattern.h"

namespace closespec {

// The pattern keys of `object`; other keys are the caller's. At least one must be there.
SegmentPattern ParsePattern(const Reading& reading, const Node& object);

// The pattern keys of a wire step, or the alternatives of its `any`.
std::vector<SegmentPattern> ParsePatterns(const Reading& reading, const Node& step);

// "RCV.NXT+1".
SequenceExpression ReadSequence(const Reading& reading, const Node& node);

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_PARSE_PATTERN_H_
