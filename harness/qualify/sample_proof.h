// For tests: a small proof with everything in it.

#ifndef CLOSESPEC_HARNESS_QUALIFY_SAMPLE_PROOF_H_
#define CLOSESPEC_HARNESS_QUALIFY_SAMPLE_PROOF_H_

#include "harness/qualify/proof.h"

namespace closespec {

inline Sighting SampleSighting(Catch how, const std::string& by, bool is_fail = false) {
  return {how, "x[opener=sut]", by, how == Catch::kCheck ? "posix-recv-p2" : "", is_fail};
}

inline Proof SampleProof() {
  Proof proof;
  proof.scenarios = {{.id = "linger/all_see_it", .chapter = "linger", .title = "Sees much"},
                     {.id = "linger/sees_it", .chapter = "linger", .title = "Sees one"},
                     {.id = "readiness/idle", .chapter = "readiness", .title = "Sees nothing"},
                     {.id = "readiness/unable",
                      .chapter = "readiness",
                      .title = "Needs what is not there",
                      .could_run = false}};
  const Sighting by_check = SampleSighting(Catch::kCheck, "sut.recv#1: returned 0", true);
  const Sighting by_record = SampleSighting(Catch::kRecord, "record r: 1, without the fault 0");
  const Sighting weakly = SampleSighting(Catch::kWeak, "error: peer sut: killed by SIGSEGV");
  const Sighting late = SampleSighting(Catch::kUnseen, "harness late by 900 ms");
  const auto fault = [&](const std::string& name, std::map<std::string, Sighting> sightings) {
    sightings.emplace("readiness/idle", Sighting{});
    proof.faults.push_back({.name = name,
                            .alters = "Does " + name + ".",
                            .chapter = "linger",
                            .sightings = std::move(sightings)});
  };
  fault("by_check", {{"linger/all_see_it", by_check}, {"linger/sees_it", by_check}});
  fault("by_record", {{"linger/all_see_it", by_record}});
  fault("weakly", {{"linger/all_see_it", weakly}});
  fault("living", {{"linger/all_see_it", late}});
  return proof;
}

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_QUALIFY_SAMPLE_PROOF_H_
