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
                                              [&](const Case&) { told.emplace_back("put off"); },
                                              [&](const Case&, CaseResult result, const Journal&) {
                                                told.emplace_back("ended");
                                                results.push_back(std::move(result));
                                              }});
  schedule.Run();
  EXPECT_THAT(told, ElementsAre("began", "put off", "began", "put off", "began", "ended"));
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
    // Long where a hello comes, however busy the machine is.
    if (way == "no_hello") plan.budgets.hello = std::chrono::milliseconds(50);
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
  EXPECT_THAT(After("no_hello"), ElementsAre("exited with status 7", "", ""));
}

TEST_F(Resets, AreForNobodyElse) { EXPECT_THAT(After("fails"), ElementsAre("", "", "")); }

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
