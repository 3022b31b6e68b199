#include "harness/qualify/search.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace closespec {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

Proof UnseenProof(const std::vector<std::string>& faults,
                  const std::vector<std::string>& scenarios) {
  Proof proof;
  for (const auto& name : faults) proof.faults.push_back({.name = name, .chapter = "linger"});
  for (const auto& id : scenarios) proof.scenarios.push_back({.id = id, .chapter = "linger"});
  return proof;
}

void See(Proof& proof, std::size_t fault, std::size_t scenario, Catch how) {
  proof.faults[fault].sightings[proof.scenarios[scenario].id] = {.how = how};
}

TEST(Relevance, TheFirstSelectorCountsMostAndTheChapterLess) {
  const ProvedFault fault{.chapter = "linger", .about = {"linger/*wait*", "half_close/*"}};
  const Relevance best = RelevanceOf(fault, "linger/waits", "linger");
  const Relevance second = RelevanceOf(fault, "half_close/x", "half_close");
  EXPECT_GT(best, second);
  EXPECT_GE(second, kNamed);
  EXPECT_EQ(RelevanceOf(fault, "linger/other", "linger"), kOfChapter);
  EXPECT_EQ(RelevanceOf(fault, "readiness/other", "readiness"), kElsewhere);
}

TEST(Search, BeginsWithWhatBelongsTogether) {
  const Proof proof = UnseenProof({"f"}, {"a", "b", "c", "d", "e"});
  Search search({{kOfChapter, kElsewhere, kNamed, kElsewhere, kElsewhere}}, {1, 1, 1, 1, 1}, {});
  const auto first = search.Next(proof);
  EXPECT_EQ(std::ranges::count(first, Pairing{0, 2, 0}), 1);
  EXPECT_EQ(std::ranges::count(first, Pairing{0, 0, 0}), 1);
}

TEST(Search, GivesEachPairingOnceUntilNothingIsLeft) {
  const Proof proof = UnseenProof({"f", "g"}, {"a", "b", "c"});
  Search search({{0, 0, 0}, {0, 0, 0}}, {1, 1, 1}, {});
  std::vector<Pairing> all;
  for (auto next = search.Next(proof); !next.empty(); next = search.Next(proof)) {
    all.insert(all.end(), next.begin(), next.end());
  }
  EXPECT_THAT(all, UnorderedElementsAre(Pairing{0, 0, 0}, Pairing{0, 1, 0}, Pairing{0, 2, 0},
                                        Pairing{1, 0, 0}, Pairing{1, 1, 0}, Pairing{1, 2, 0}));
}

TEST(Search, EndsWhenFaultsAndScenariosHaveWhatTheyNeed) {
  Proof proof = UnseenProof({"f"}, {"a", "b"});
  See(proof, 0, 0, Catch::kCheck);
  See(proof, 0, 1, Catch::kRecord);
  Search search({{kNamed, kNamed}}, {3, 3}, {});
  EXPECT_THAT(search.Next(proof), IsEmpty());
}

TEST(Search, ARecordIsNotEnoughForAFaultWhereItBelongs) {
  Proof proof = UnseenProof({"f"}, {"a", "b", "c"});
  for (std::size_t i = 0; i < 3; ++i) See(proof, 0, i, Catch::kRecord);
  Search search({{kElsewhere, kOfChapter, kElsewhere}}, {1, 1, 1}, {});
  EXPECT_THAT(search.Next(proof), ElementsAre(Pairing{0, 1, 0}));
}

TEST(Search, OnlyWhatIsNamedMeetsTheOtherCasesToo) {
  const Proof proof = UnseenProof({"f", "g"}, {"a"});
  Search search({{kNamed}, {kOfChapter}}, {3}, {});
  std::vector<Pairing> all;
  for (auto next = search.Next(proof); !next.empty(); next = search.Next(proof)) {
    all.insert(all.end(), next.begin(), next.end());
  }
  EXPECT_THAT(all, UnorderedElementsAre(Pairing{0, 0, 0}, Pairing{0, 0, 1}, Pairing{0, 0, 2},
                                        Pairing{1, 0, 0}));
}

TEST(Search, WhatCannotMeetOrNeedNotIsLeftOut) {
  Proof proof = UnseenProof({"f", "g"}, {"a"});
  proof.faults[1].must_be_caught = false;
  proof.scenarios[0].must_catch = false;
  Search search({{kNever}, {kNamed}}, {1}, {});
  EXPECT_THAT(search.Next(proof), IsEmpty());
}

TEST(Search, AnIdleScenarioMeetsFirstWhatManySee) {
  Proof proof = UnseenProof({"f", "g", "h", "i", "j"}, {"idle", "a", "b"});
  for (std::size_t fault = 0; fault < 5; ++fault) See(proof, fault, 1, Catch::kCheck);
  See(proof, 3, 2, Catch::kCheck);
  Search search({{0, 0, 0}, {0, 0, 0}, {0, 0, 0}, {0, 0, 0}, {0, 0, 0}}, {1, 1, 1}, {});
  EXPECT_THAT(search.Next(proof), ElementsAre(Pairing{3, 0, 0}));
}

TEST(Search, GivesTwiceAsManyEachTime) {
  Proof proof = UnseenProof({"f"}, {"a", "b", "c", "d", "e", "f", "g", "h"});
  for (ProvedScenario& each : proof.scenarios) each.must_catch = false;
  Search search({std::vector<Relevance>(8, kElsewhere)}, std::vector<std::size_t>(8, 1), {});
  EXPECT_THAT(search.Next(proof), SizeIs(1));
  EXPECT_THAT(search.Next(proof), SizeIs(2));
  EXPECT_THAT(search.Next(proof), SizeIs(4));
  EXPECT_THAT(search.Next(proof), SizeIs(1));
}

TEST(Search, WhatWasTriedBeforeIsNotGiven) {
  const Proof proof = UnseenProof({"f"}, {"a", "b"});
  Search search({{0, 0}}, {1, 1}, {{0, 0, 0}});
  EXPECT_THAT(search.Next(proof), ElementsAre(Pairing{0, 1, 0}));
}

}  // namespace
}  // namespace closespec
