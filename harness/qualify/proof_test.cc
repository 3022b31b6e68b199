#include "harness/qualify/proof.h"

#include <gmock/gmock.h>

#include "harness/qualify/sample_proof.h"

namespace closespec {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;
using ::testing::Pointee;

TEST(Proof, TellsWhoLivesWhoIsWeakAndWhoIsIdle) {
  const Proof proof = SampleProof();
  EXPECT_THAT(Living(proof), ElementsAre(Pointee(Field(&ProvedFault::name, "living"))));
  EXPECT_THAT(CaughtWeakly(proof), ElementsAre(Pointee(Field(&ProvedFault::name, "weakly"))));
  EXPECT_THAT(Idle(proof), ElementsAre(Pointee(Field(&ProvedScenario::id, "readiness/idle"))));
  EXPECT_EQ(Unseen(proof), 1U);
  EXPECT_EQ(CaughtBy(proof, "linger/all_see_it"), 2U);
}

TEST(Proof, WhatNeedNotBeIsNotHeldAgainstAnyone) {
  Proof proof = SampleProof();
  for (ProvedFault& each : proof.faults) each.must_be_caught = false;
  for (ProvedScenario& each : proof.scenarios) each.must_catch = false;
  EXPECT_THAT(Living(proof), IsEmpty());
  EXPECT_THAT(CaughtWeakly(proof), IsEmpty());
  EXPECT_THAT(Idle(proof), IsEmpty());
}

TEST(BestCatcher, IsTheMostSpecificOfTheChapter) {
  EXPECT_EQ(BestCatcher(SampleProof(), SampleProof().faults[0]), "linger/sees_it");
}

TEST(BestCatcher, OfTheFaultsChapterStandsBeforeOthers) {
  Proof proof = SampleProof();
  proof.faults[0].sightings["end_of_stream/rare"] =
      SampleSighting(Catch::kCheck, "sut.recv#1: returned 0", true);
  EXPECT_EQ(BestCatcher(proof, proof.faults[0]), "linger/sees_it");
}

TEST(BestCatcher, ACheckElsewhereStandsBeforeARecordOfTheChapter) {
  Proof proof = SampleProof();
  proof.faults[1].sightings["end_of_stream/rare"] =
      SampleSighting(Catch::kCheck, "sut.recv#1: returned 0", true);
  EXPECT_EQ(BestCatcher(proof, proof.faults[1]), "end_of_stream/rare");
}

TEST(BestCatcher, IsNobodyForALivingFault) {
  EXPECT_EQ(BestCatcher(SampleProof(), SampleProof().faults[3]), "");
}

TEST(Stronger, FailStandsBeforeDeviatesAndTheFirstBeforeItsLike) {
  const Sighting deviates = SampleSighting(Catch::kCheck, "a", false);
  const Sighting fails = SampleSighting(Catch::kCheck, "b", true);
  const Sighting also_fails = SampleSighting(Catch::kCheck, "c", true);
  EXPECT_EQ(Stronger(deviates, fails), fails);
  EXPECT_EQ(Stronger(fails, deviates), fails);
  EXPECT_EQ(Stronger(fails, also_fails), fails);
}

}  // namespace
}  // namespace closespec
