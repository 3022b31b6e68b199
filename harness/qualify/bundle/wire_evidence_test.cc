#include "harness/qualify/bundle/wire_evidence.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <variant>

#include "harness/capture/capture.h"
#include "harness/judge/testing/journal_builder.h"

namespace closespec {
namespace {

using enum Actor;

CapturedSegments CapturedOf(const Journal& journal) {
  CapturedSegments captured;
  for (const Entry& entry : journal.entries) {
    const auto* seen = std::get_if<SegmentSeen>(&entry.event);
    if (seen != nullptr) captured.segments.push_back(seen->segment);
  }
  return captured;
}

JournalBuilder Exchange() {
  JournalBuilder story;
  story.SutSends("ACK", {.octets = 100}).SutSends("FIN|ACK").PeerSends("ACK");
  return story;
}

TEST(DifferenceFromCapture, NoneWhereEachSegmentIsThere) {
  const Journal journal = Exchange().journal;
  EXPECT_FALSE(DifferenceFromCapture(journal, CapturedOf(journal)));
}

TEST(DifferenceFromCapture, OneThatIsMissingOrOneMore) {
  const Journal journal = Exchange().journal;
  CapturedSegments captured = CapturedOf(journal);
  const Segment last = captured.segments.back();
  captured.segments.pop_back();
  EXPECT_TRUE(DifferenceFromCapture(journal, captured));
  captured.segments.insert(captured.segments.end(), 2, last);
  EXPECT_TRUE(DifferenceFromCapture(journal, captured));
}

TEST(DifferenceFromCapture, AChecksumThatLooksLeftToTheDevice) {
  Journal journal = Exchange().journal;
  CapturedSegments captured = CapturedOf(journal);
  auto& told = std::get<SegmentSeen>(std::ranges::find_if(journal.entries, [](const Entry& entry) {
                                       return std::holds_alternative<SegmentSeen>(entry.event);
                                     })->event);
  captured.segments.front().checksum_correct.reset();
  told.segment.checksum_correct = false;
  EXPECT_TRUE(DifferenceFromCapture(journal, captured)) << "of a link without real checksums";
  journal.real_checksums = true;
  EXPECT_FALSE(DifferenceFromCapture(journal, captured));
  told.segment.checksum_correct = true;
  EXPECT_TRUE(DifferenceFromCapture(journal, captured));
  captured.segments.front().checksum_correct = false;
  told.segment.checksum_correct.reset();
  EXPECT_TRUE(DifferenceFromCapture(journal, captured));
}

TEST(DifferenceFromCapture, AFullCaptureMayLackWhatDidNotFitIn) {
  const Journal journal = Exchange().journal;
  CapturedSegments captured = CapturedOf(journal);
  captured.segments.erase(captured.segments.end() - 3);
  EXPECT_TRUE(DifferenceFromCapture(journal, captured));
  captured.file_bytes = CaptureSettings().evidence_bytes;
  EXPECT_FALSE(DifferenceFromCapture(journal, captured));
  captured.segments.push_back(captured.segments.front());
  EXPECT_TRUE(DifferenceFromCapture(journal, captured));
}

}  // namespace
}  // namespace closespec
