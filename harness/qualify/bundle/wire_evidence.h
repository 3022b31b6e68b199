// Whether a journal tells of the segments that its case's capture shows.

#ifndef CLOSESPEC_HARNESS_QUALIFY_BUNDLE_WIRE_EVIDENCE_H_
#define CLOSESPEC_HARNESS_QUALIFY_BUNDLE_WIRE_EVIDENCE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "suites/model/journal.h"
#include "suites/model/segment.h"

namespace closespec {

struct CapturedSegments {
  std::vector<Segment> segments;  // in the order of the link
  std::uint64_t file_bytes = 0;
  bool of_others_too = false;  // no namespace kept the link for this case alone
};

// The first difference in words; nothing where each segment of one is the other's. A capture that
// is as long as the harness keeps at most may lack segments that did not fit in.
std::optional<std::string> DifferenceFromCapture(const Journal& journal,
                                                 const CapturedSegments& captured);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_QUALIFY_BUNDLE_WIRE_EVIDENCE_H_
