#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/judge/testing/journal_builder.h"
#include "harness/judge/testing/matchers.h"

namespace closespec {
namespace {

using enum Actor;

JournalBuilder StoryWith(const std::string& complaint) {
  JournalBuilder story;
  story.SutSends("FIN|ACK").PeerSends("ACK").PeerSends("FIN|ACK").SutSends("ACK");
  story.Add(StackComplained{complaint});
  story.Epilogue();
  return story;
}

TEST(QuietKernel, AComplaintIsTheSutsFailure) {
  const CaseResult result =
      StoryWith("WARNING: CPU: 1 PID: 815 at net/ipv4/tcp.c:2800 tcp_v4_close+0x1f/0x200").Judge();
  EXPECT_THAT(result, HasVerdict(Verdict::kFail, Blame::kSut));
  EXPECT_THAT(result, HasSignature("invariant.quiet_kernel: WARNING: CPU: N PID: N at "
                                   "net/ipv4/tcp.c:N tcp_v4_close+N/N"));
}

TEST(QuietKernel, ItsSignatureHasNoAddress) {
  EXPECT_THAT(StoryWith("BUG: kernel NULL pointer dereference, address: 00000000000000a8").Judge(),
              HasSignature("invariant.quiet_kernel: BUG: kernel NULL pointer dereference, "
                           "address: N"));
}

TEST(QuietKernel, WhereNothingIsHeardNothingIsClaimed) {
  JournalBuilder story;
  story.SutSends("FIN|ACK").PeerSends("ACK").PeerSends("FIN|ACK").SutSends("ACK").Epilogue();
  const CaseResult result = story.Judge();
  EXPECT_THAT(result, HasVerdict(Verdict::kPass, Blame::kNobody));
  for (const CheckResult& check : result.checks) {
    EXPECT_EQ(check.expected.find("quiet_kernel"), std::string::npos);
  }
}

}  // namespace
}  // namespace closespec
