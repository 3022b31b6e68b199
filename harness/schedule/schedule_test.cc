#include "harness/schedule/schedule.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace closespec {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Optional;

// One preparation step of the SUT.
Case CaseNamed(const std::string& name) {
  SocketCall socket;
  socket.action = "socket";
  socket.on = "";
  socket.as = "c";
  Step step;
  step.action = socket;
  Case made;
  made.id = "hand/" + name;
  made.scenario = made.id;
  made.steps = {step};
  return made;
}

// The SUT's peer behaves as `way` says; the other one does well.
SchedulePlan PlanFor(const std::vector<Case>& cases, const std::string& way) {
  SchedulePlan plan;
  for (const Case& each : cases) plan.cases.push_back(&each);
  plan.sut = {{CLOSESPEC_BAD_PEER, way}, {}};
  plan.peer = {{CLOSESPEC_BAD_PEER, "none"}, {}};
  plan.sandboxes.make = [](const SandboxPlan&) { return MakePlainSandbox(); };
  return plan;
}

TEST(ScheduleTest, EveryAttemptBeginsAndEndsAndTheLastOneCounts) {
  const std::vector<Case> cases = {CaseNamed("a")};
  std::vector<std::string> told;
  std::vector<CaseResult> results;
  Schedule schedule(PlanFor(cases, "fails"), {[&](const Case&) { told.emplace_back("began"); },
                                              [&](const Case&) { told.emplace_back("conducted"); },
                                              [&](const Case&, CaseResult result, const Journal&) {
                                                told.emplace_back("ended");
                                                results.push_back(std::move(result));
                                              }});
  schedule.Run();
  EXPECT_THAT(
      told, ElementsAre("began", "conducted", "began", "conducted", "began", "conducted", "ended"));
  ASSERT_EQ(results.size(), 1U);
  EXPECT_EQ(results[0].verdict, Verdict::kInconclusive) << results[0].reason;
  EXPECT_EQ(results[0].attempts, 3);
}

TEST(ScheduleTest, WhoeverIsToldMayInterrupt) {
  std::vector<Case> cases;
  cases.reserve(20);
  for (int i = 0; i < 20; ++i) cases.push_back(CaseNamed(std::to_string(i)));
  Schedule* running = nullptr;
  std::size_t ended = 0;
  Schedule schedule(PlanFor(cases, "none"), {[](const Case&) {},
                                             {},
                                             [&](const Case&, const CaseResult&, const Journal&) {
                                               ++ended;
                                               running->Interrupt();
                                             }});
  running = &schedule;
  schedule.Run();
  EXPECT_GE(ended, 1U);
  EXPECT_LT(ended, cases.size());
}

TEST(ScheduleTest, EvidenceThatCannotBeKeptBreaksTheRun) {
  const std::vector<Case> cases = {CaseNamed("a")};
  SchedulePlan plan = PlanFor(cases, "none");
  plan.output = "/dev/null/below";
  Schedule schedule(std::move(plan),
                    {{}, {}, [](const Case&, const CaseResult&, const Journal&) {}});
  schedule.Run();
  EXPECT_THAT(schedule.Broken(), Optional(HasSubstr("evidence: ")));
}

TEST(ScheduleTest, ASandboxThatCannotBeMadeIsAnErrorOfItsCase) {
  const std::vector<Case> cases = {CaseNamed("a")};
  SchedulePlan plan = PlanFor(cases, "none");
  plan.sandboxes.make = [](const SandboxPlan&) -> Result<Sandbox> {
    return Trouble{"no more of them"};
  };
  std::vector<CaseResult> results;
  Schedule schedule(std::move(plan), {{}, {}, [&](const Case&, CaseResult result, const Journal&) {
                                        results.push_back(std::move(result));
                                      }});
  schedule.Run();
  ASSERT_EQ(results.size(), 1U);
  EXPECT_EQ(results[0].verdict, Verdict::kError);
  EXPECT_THAT(results[0].reason, HasSubstr("no sandbox: no more of them"));
}

class Resets : public testing::Test {
 protected:
  // How the reset ended that followed each case.
  std::vector<std::string> After(const std::string& way) {
    const std::vector<Case> cases = {CaseNamed("a"), CaseNamed("b"), CaseNamed("c")};
    SchedulePlan plan = PlanFor(cases, way);
    plan.reset = {{"/bin/sh", "-c", "exit 7"}, {}};
    std::vector<std::string> resets;
    Schedule schedule(std::move(plan),
                      {{}, {}, [&](const Case&, const CaseResult& result, const Journal&) {
                         resets.push_back(result.reset);
                       }});
    schedule.Run();
    return resets;
  }
};

TEST_F(Resets, FollowEachCaseInWhichAStackThatAnsweredDoesSoNoMore) {
  const std::string ended = "exited with status 7";
  EXPECT_THAT(After("dies_in_call"), ElementsAre(ended, ended, ended));
}

TEST_F(Resets, AreNotRepeatedWhereTheyDoNotHelp) {
  EXPECT_THAT(After("exits"), ElementsAre("exited with status 7", "", ""));
}

TEST_F(Resets, AreForNobodyElse) { EXPECT_THAT(After("fails"), ElementsAre("", "", "")); }

// A stack that is kept: it goes bad when it has been started a number of times since it was reset.
class KeptStack : public testing::Test {
 protected:
  KeptStack() {
    std::string name = (std::filesystem::temp_directory_path() / "closespec-kept-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    for (int i = 0; i < 6; ++i) cases_.push_back(CaseNamed(std::to_string(i)));
  }
  ~KeptStack() override { std::filesystem::remove_all(folder_); }

  // Good for the first `good` starts; two cases are a batch.
  void Run(int good, bool can_be_reset) {
    Run("[ $(wc -l <$starts) -le " + std::to_string(good) + " ] || way=fails", can_be_reset);
  }
  // `choose` sets $way by the number of lines in $starts, one a start.
  void Run(const std::string& choose, bool can_be_reset) {
    SchedulePlan plan = PlanFor(cases_, "");
    const std::string starts = (folder_ / "starts").string();
    const std::string script = "starts=" + starts + "; echo >>$starts; way=none; " + choose +
                               "; exec " + CLOSESPEC_BAD_PEER + " $way";
    plan.sut = {{"/bin/sh", "-c", script}, {}};
    if (can_be_reset) plan.reset = {{"/bin/sh", "-c", "rm " + starts}, {}};
    plan.canary = {&canary_, 2};
    Schedule schedule(std::move(plan), {{},
                                        [&](const Case& run) { conducted_.push_back(run.id); },
                                        [&](const Case&, CaseResult result, const Journal&) {
                                          conducted_when_told_.push_back(conducted_.size());
                                          results_[result.id] = std::move(result);
                                        }});
    schedule.Run();
  }

  std::filesystem::path folder_;
  Case canary_ = CaseNamed("canary");
  std::vector<Case> cases_;
  std::vector<std::string> conducted_;
  std::vector<std::size_t> conducted_when_told_;  // how many there were, for each result
  std::map<std::string, CaseResult> results_;
};

TEST_F(KeptStack, ThatStaysGoodIsTrusted) {
  Run(100, true);
  EXPECT_EQ(results_.size(), 6U);
  for (const auto& [id, result] : results_) {
    EXPECT_EQ(result.verdict, Verdict::kPass) << id << result.reason;
    EXPECT_EQ(result.distrusted, "") << id;
  }
  EXPECT_THAT(conducted_when_told_, ElementsAre(2, 2, 4, 4, 6, 6)) << "a batch is told as one";
}

// Canary, 0, 1, canary, 2, 3, and then it is bad: nothing but the canary tells.
TEST_F(KeptStack, ThatWentBadIsResetAndTheBatchRunAgain) {
  Run(6, true);
  EXPECT_THAT(conducted_, ElementsAre("hand/0", "hand/1", "hand/2", "hand/3", "hand/4", "hand/5",
                                      "hand/2", "hand/3"));
  ASSERT_EQ(results_.size(), 6U);
  for (const auto& [id, result] : results_) {
    EXPECT_EQ(result.verdict, Verdict::kPass) << id << result.reason;
  }
  EXPECT_EQ(results_["hand/1"].attempts, 1);
  EXPECT_EQ(results_["hand/2"].attempts, 2);
  EXPECT_THAT(results_["hand/2"].distrusted,
              testing::AllOf(HasSubstr("hand/canary no longer came out as on the fresh stack"),
                             HasSubstr("reset: exited with status 0")));
  EXPECT_EQ(results_["hand/4"].distrusted, "");
}

// The canary, 0, 1: it goes away under 0 or 1, whichever is the third to be started.
TEST_F(KeptStack, ThatGoesAwayTakesNobodyAlongForGood) {
  Run("[ $(wc -l <$starts) -ne 3 ] || way=dies_in_call", false);
  EXPECT_EQ(conducted_.size(), 7U);
  ASSERT_EQ(results_.size(), 6U);
  for (const auto& [id, result] : results_) {
    EXPECT_EQ(result.verdict, Verdict::kPass) << id << result.reason;
  }
}

TEST_F(KeptStack, ThatCannotBeResetIsTrustedNoMore) {
  Run(5, false);
  ASSERT_EQ(results_.size(), 6U);
  EXPECT_EQ(results_["hand/1"].verdict, Verdict::kPass);
  for (const char* id : {"hand/2", "hand/3", "hand/4", "hand/5"}) {
    EXPECT_EQ(results_[id].verdict, Verdict::kInconclusive) << id;
    EXPECT_EQ(results_[id].attempts, 3) << id;
    EXPECT_THAT(results_[id].reason, HasSubstr("the canary hand/canary no longer")) << id;
  }
}

TEST_F(KeptStack, ThatWasNeverGoodIsNotTrusted) {
  Run(0, true);
  ASSERT_EQ(results_.size(), 6U);
  EXPECT_THAT(results_["hand/0"].reason, HasSubstr("did not pass on the fresh stack"));
}

TEST(ScheduleTest, WhatNoSandboxServesIsUnsupportedAndGetsNone) {
  const std::vector<Case> cases = {CaseNamed("a"), CaseNamed("b")};
  SchedulePlan plan = PlanFor(cases, "none");
  plan.sandboxes.lacks = [](const Case& run) -> std::optional<std::string> {
    if (run.id != "hand/a") return std::nullopt;
    return "no namespace for a wire link";
  };
  std::atomic<int> made = 0;
  plan.sandboxes.make = [&made](const SandboxPlan&) {
    ++made;
    return MakePlainSandbox();
  };
  std::map<std::string, CaseResult> results;
  Schedule schedule(std::move(plan), {{}, {}, [&](const Case&, CaseResult result, const Journal&) {
                                        results[result.id] = std::move(result);
                                      }});
  schedule.Run();
  ASSERT_EQ(results.size(), 2U);
  EXPECT_EQ(results["hand/a"].verdict, Verdict::kUnsupported);
  EXPECT_EQ(results["hand/a"].reason, "no namespace for a wire link");
  EXPECT_NE(results["hand/b"].verdict, Verdict::kUnsupported);
  EXPECT_EQ(made, 1);
}

TEST(ScheduleTest, EachCaseGetsASandboxOfItsPlan) {
  std::vector<Case> cases;
  cases.reserve(40);
  for (int i = 0; i < 40; ++i) cases.push_back(CaseNamed(std::to_string(i)));
  const auto plan_of = [](const Case& run) {
    return SandboxPlan{.sysctls = {{"of", run.id.ends_with('7') ? "seven" : "others"}}};
  };
  SchedulePlan plan = PlanFor(cases, "none");
  plan.slots.jobs = 8;
  plan.sandboxes.plan_of = plan_of;
  std::mutex mutex;
  std::map<SandboxPlan, int> made;
  plan.sandboxes.make = [&](const SandboxPlan& asked) {
    const std::lock_guard lock(mutex);
    ++made[asked];
    return MakePlainSandbox();
  };
  std::size_t ended = 0;
  Schedule schedule(std::move(plan),
                    {{}, {}, [&](const Case&, const CaseResult&, const Journal&) { ++ended; }});
  schedule.Run();
  EXPECT_EQ(ended, cases.size());
  EXPECT_EQ(made[plan_of(cases[7])], 4);
  EXPECT_EQ(made[plan_of(cases[0])], 36);
}

TEST(PassTest, CasesThatWaitALittleLeaveSlotsToOthers) {
  std::vector<Case> cases(9, CaseNamed("quick"));
  const auto waits = [&](std::size_t index, std::chrono::seconds time) {
    cases[index].real_time = time;
  };
  cases[1].steps.push_back({.action = Silence{.budget = std::chrono::milliseconds(1500)}});
  cases[2].steps.push_back({.action = Silence{.budget = std::chrono::milliseconds(300)}});
  waits(4, kLongWait);
  waits(7, kLongWait + std::chrono::seconds(1));
  waits(8, kLongWait + std::chrono::seconds(2));
  std::vector<Pass::Item> items;
  for (const Case& each : cases) items.push_back({&each});
  std::vector<std::ptrdiff_t> order;
  for (const Pass::Item& item : WaitsFirst(items)) order.push_back(item.to_run - cases.data());
  EXPECT_THAT(order, ElementsAre(8, 7, 4, 2, 0, 3, 1, 5, 6));
}

// The SUT of the case that waits comes up when the other case is over, which has the only job.
TEST(PassTest, ACaseOfALongWaitKeepsNobodyWaiting) {
  std::string folder = (std::filesystem::temp_directory_path() / "closespec-pass-XXXXXX").string();
  ASSERT_NE(::mkdtemp(folder.data()), nullptr);
  const std::string fifo = folder + "/gate";
  ASSERT_EQ(::mkfifo(fifo.c_str(), 0600), 0);
  std::fstream gate(fifo, std::ios::in | std::ios::out);
  Case waits = CaseNamed("waits");
  waits.real_time = kLongWait + std::chrono::seconds(1);
  const std::vector<Case> cases = {waits, CaseNamed("quick")};
  const SchedulePlan plan = PlanFor(cases, "none");
  const LaunchPlan behind_gate{
      {"/bin/sh", "-c", "read -r go <" + fifo + " && exec " + CLOSESPEC_BAD_PEER + " none"}, {}};
  std::vector<std::string> ended;
  Pass pass(
      {{cases.data(), 0, 1, &behind_gate}, {&cases[1]}}, {.jobs = 1, .waiting = 1},
      {plan.sut, plan.peer, plan.wire_peer, plan.budgets, plan.sandboxes}, [](const Pass::Item&) {},
      [&](const Pass::Item& item, const Conducted&, const SandboxSupply::Made&,
          std::chrono::steady_clock::duration) {
        ended.push_back(item.to_run->id);
        gate << "go\n" << std::flush;
      });
  pass.Run();
  std::filesystem::remove_all(folder);
  EXPECT_THAT(ended, ElementsAre("hand/quick", "hand/waits"));
}

}  // namespace
}  // namespace closespec
