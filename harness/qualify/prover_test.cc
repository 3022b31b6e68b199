#include "harness/qualify/prover.h"

#include <gmock/gmock.h>

namespace closespec {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

Case CaseOf(Family family, Actor opener) { return {.family = family, .opener = opener}; }

TEST(RepresentativeFirst, PrefersIpv4OpenedByTheSut) {
  const Case by_peer = CaseOf(Family::kIpv4, Actor::kPeer);
  const Case ipv6 = CaseOf(Family::kIpv6, Actor::kSut);
  const Case usual = CaseOf(Family::kIpv4, Actor::kSut);
  EXPECT_THAT(RepresentativeFirst({&by_peer, &ipv6, &usual}), ElementsAre(&usual, &by_peer, &ipv6));
}

TEST(RepresentativeFirst, TakesTheFirstOfWhatThereIs) {
  const Case first = CaseOf(Family::kIpv4, Actor::kPeer);
  const Case second = CaseOf(Family::kIpv4, Actor::kPeer);
  EXPECT_THAT(RepresentativeFirst({&first, &second}), ElementsAre(&first, &second));
}

TEST(WithFault, PreloadsTheLibraryBeforeTheTargetsOwn) {
  const LaunchPlan sound{{"/peer"}, {{"LD_PRELOAD", "/own.so"}, {"A", "b"}}};
  const LaunchPlan faulty = WithFault(sound, "/faults.so", "close_resets");
  EXPECT_THAT(faulty.command, ElementsAre("/peer"));
  EXPECT_THAT(faulty.environment,
              UnorderedElementsAre(Pair("LD_PRELOAD", "/faults.so:/own.so"), Pair("A", "b"),
                                   Pair("CLOSESPEC_FAULT", "close_resets")));
}

TEST(WithFault, PreloadsTheLibraryAlone) {
  EXPECT_THAT(WithFault({{"/peer"}, {}}, "/faults.so", "close_resets").environment,
              UnorderedElementsAre(Pair("LD_PRELOAD", "/faults.so"),
                                   Pair("CLOSESPEC_FAULT", "close_resets")));
}

}  // namespace
}  // namespace closespec
