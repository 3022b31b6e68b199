#include "reports/history/kept_run.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "reports/json/results_writer.h"
#include "reports/json/sample_run.h"
#include "reports/json/temporary_file.h"
#include "suites/model/document_error.h"

namespace closespec {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

Run WholeRun() {
  auto run = SampleRun();
  run.selection->shard.clear();
  return run;
}

KeptRun Kept(const Run& run) {
  const TemporaryFile file;
  EXPECT_EQ(WriteResults(file.Path(), run).has_value(), false);
  return ReadKeptRun(file.Path().parent_path());
}

TEST(ReadKeptRun, KeepsVerdictSignatureAndTimes) {
  auto run = WholeRun();
  run.cases[1].checks[0].verdict = Verdict::kFail;
  const KeptRun kept = Kept(run);
  ASSERT_EQ(kept.cases.size(), 3U);
  EXPECT_EQ(kept.cases[2], (KeptCase{.id = "unread_data/close[unread=1,family=ipv6]",
                                     .verdict = Verdict::kFail,
                                     .known = true,
                                     .signature = "peer.recv#1: returned 0, expected ECONNRESET",
                                     .duration = microseconds(60'001'834),
                                     .lateness = milliseconds(12)}));
  EXPECT_EQ(kept.cases[0].verdict, Verdict::kUnsupported);
  EXPECT_EQ(kept.cases[1].duration, microseconds(1834));
  EXPECT_EQ(kept.head.sut.stack, "linux-6.18.44");
}

TEST(ReadKeptRun, RepetitionsAreOneWithTheWorstVerdictAndTheMedianTime) {
  auto run = WholeRun();
  run.cases = {SamplePass(), SamplePass(), SamplePass()};
  run.cases[1].verdict = Verdict::kDeviates;
  run.cases[1].duration = microseconds(900'000);
  run.cases[2].duration = microseconds(2'000);
  const KeptRun kept = Kept(run);
  ASSERT_EQ(kept.cases.size(), 1U);
  EXPECT_EQ(kept.cases[0].verdict, Verdict::kDeviates);
  EXPECT_EQ(kept.cases[0].duration, microseconds(2'000));
}

TEST(ReadKeptRun, ARunIsKnownByWhatItSays) {
  auto other = WholeRun();
  other.cases[0].duration += microseconds(1);
  EXPECT_EQ(Kept(WholeRun()).digest, Kept(WholeRun()).digest);
  EXPECT_NE(Kept(WholeRun()).digest, Kept(other).digest);
}

TEST(ReadKeptRun, KeepsOnlyWholeRuns) {
  auto run = WholeRun();
  run.finished.clear();
  EXPECT_THAT([&] { Kept(run); },
              ThrowsMessage<DocumentError>(HasSubstr("results.json: the run did not come to its")));
  EXPECT_THAT([] { Kept(SampleRun()); },
              ThrowsMessage<DocumentError>(HasSubstr("results.json: is shard 2/5 of a run")));
}

TEST(MedianOf, IsTheMiddle) {
  EXPECT_EQ(MedianOf({microseconds(9), microseconds(1), microseconds(5)}), microseconds(5));
  EXPECT_EQ(MedianOf({microseconds(9), microseconds(1)}), microseconds(9));
}

}  // namespace
}  // namespace closespec
