#include "harness/qualify/bundle/wire_evidence.h"

#include <algorithm>
#include <set>
#include <utility>
#include <variant>

#include "harness/capture/capture.h"

namespace closespec {
namespace {

using Ends = std::pair<Endpoint, Endpoint>;

// A frame that no more fits in may be as long as a loopback device allows.
constexpr std::uint64_t kLongestFrame = 65536 + 64;

struct Told {
  std::vector<const SegmentSeen*> segments;
  std::set<Ends> ends;
};

Told ToldBy(const Journal& journal) {
  Told told;
  for (const Entry& entry : journal.entries) {
    const auto* seen = std::get_if<SegmentSeen>(&entry.event);
    if (seen == nullptr) continue;
    told.segments.push_back(seen);
    told.ends.emplace(seen->segment.source, seen->segment.destination);
  }
  return told;
}

// Where checksums are real, one that looks left to the device may have been sent so; the harness
// was told by the kernel which of the two it is.
bool Shows(const Journal& journal, const Segment& captured, Segment told) {
  if (journal.real_checksums && !captured.checksum_correct && told.checksum_correct == false) {
    told.checksum_correct.reset();
  }
  return captured == told;
}

std::string Counted(std::size_t index) { return "segment " + std::to_string(index + 1); }

}  // namespace

std::optional<std::string> DifferenceFromCapture(const Journal& journal,
                                                 const CapturedSegments& captured) {
  const Told told = ToldBy(journal);
  const auto sut = journal.addresses.find(Actor::kSut);
  // From then on longer frames are left out, and shorter ones may still find a place.
  const bool full = captured.file_bytes + kLongestFrame > CaptureSettings().evidence_bytes;
  std::size_t index = 0;
  for (const Segment& segment : captured.segments) {
    if (captured.of_others_too && !told.ends.contains({segment.source, segment.destination})) {
      continue;
    }
    while (full && index < told.segments.size() &&
           !Shows(journal, segment, told.segments[index]->segment))
      ++index;
    if (index == told.segments.size()) {
      return Counted(index) + " is in the capture and not in the journal";
    }
    const SegmentSeen& seen = *told.segments[index];
    if (!Shows(journal, segment, seen.segment)) {
      return Counted(index) + " of the journal is not that of the capture";
    }
    const bool from_sut = sut != journal.addresses.end() && segment.source.address == sut->second;
    if ((seen.direction == Direction::kFromSut) != from_sut) {
      return Counted(index) + " of the journal goes the other way in the capture";
    }
    ++index;
  }
  if (index < told.segments.size() && !full) {
    return Counted(index) + " is in the journal and not in the capture";
  }
  return std::nullopt;
}

}  // namespace closespec
