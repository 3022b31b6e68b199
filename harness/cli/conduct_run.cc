#include "harness/cli/conduct_run.h"

#include <sys/utsname.h>

#include <algorithm>
#include <future>
#include <iostream>

#include "harness/cli/interruption.h"
#include "harness/cli/run_plan.h"
#include "harness/cli/run_report.h"
#include "harness/cli/sandbox_source.h"
#include "harness/cli/timestamp.h"
#include "harness/sandbox/jail.h"
#include "harness/schedule/greeting.h"
#include "harness/schedule/schedule.h"
#include "harness/targets/installing.h"
#include "harness/targets/target_lacks.h"
#include "reports/results/plain_text.h"
#include "reports/results/recorded_run.h"

namespace closespec {
namespace {

// What a shell takes as it is.
constexpr std::string_view kPlain =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.:/+-";

std::string KernelRelease() {
  utsname name{};
  ::uname(&name);
  return name.release;
}

// Why no case can run with this target; nothing when it is all there.
std::optional<std::string> Absence(const Installation& installation, const Target& target,
                                   const std::string& name) {
  const auto missing = WhatIsMissing(InstallPlanFor(target, installation.peer));
  if (!missing) return std::nullopt;
  return target.name + ": " + *missing + "; " + InstallCommand(name);
}

// A sandbox like those of the cases, to learn from before they begin.
struct Sample {
  std::map<std::string, std::string> settings;
  Result<Sandbox> sandbox;
};

// On a thread of its own, because making a sandbox moves the thread into it.
Sample TakeSample(const SandboxSource& sandboxes) {
  const auto take = [&sandboxes]() -> Sample {
    auto sandbox = sandboxes.make(sandboxes.sample);
    if (!sandbox) return {{}, std::move(sandbox)};
    return {ReadLinkSettings(), std::move(sandbox)};
  };
  return std::async(std::launch::async, take).get();
}

Run HeadOf(const RunPlan& plan, const RunOptions& options, const Jail& jail, const Sample& sample,
           const Greetings& greetings) {
  Run head;
  head.closespec = CLOSESPEC_VERSION;
  head.suite_revision = plan.suite.revision;
  head.started = TimestampNow();
  head.kernel = KernelRelease();
  head.command = options.command;
  head.follows = {plan.sut.follows.begin(), plan.sut.follows.end()};
  if (plan.canary.to_run != nullptr) head.canary = plan.canary.to_run->id;
  head.limitations = jail.limitations;
  head.limitations.insert(head.limitations.end(), plan.left_out.begin(), plan.left_out.end());
  head.socket = options.socket;
  head.seed = options.seed;
  head.jobs = static_cast<int>(plan.slots.jobs);
  head.selection = plan.selection;
  head.sut = {plan.sut.name, greetings.sut, sample.settings};
  head.peer = {plan.peer.name, greetings.peer, sample.settings};
  return head;
}

std::string RepeatCommand(const RunOptions& options) {
  // As it was called: a line that can be pasted.
  const std::string& program = options.command.front();
  std::string command =
      program.find_first_not_of(kPlain) == std::string::npos ? program : ShellWord(program);
  command += SuitesGiven(options.command) + " run";
  const auto name = [&command](std::string_view option, const std::string& value) {
    command.append(" ").append(option).append(" ").append(ShellWord(value));
  };
  if (!options.kernel.empty()) name("--kernel", options.kernel.string());
  if (options.target != "linux") name("--target", options.target);
  if (!options.wire_address.empty()) name("--wire-address", options.wire_address);
  if (options.peer_target != "linux") name("--peer-target", options.peer_target);
  if (options.socket != SocketKind::kTcp)
    command.append(" --socket ").append(ToText(options.socket));
  return command;
}

void LackUnfit(const RunPlan& plan, SandboxSource& sandboxes) {
  sandboxes.lacks = [&unfit = plan.unfit, others = std::move(sandboxes.lacks)](
                        const Case& run) -> std::optional<std::string> {
    const auto found = unfit.find(run.id);
    if (found != unfit.end()) return found->second;
    return others ? others(run) : std::nullopt;
  };
}

void LackSockets(const Limits& limits, SandboxSource& sandboxes) {
  sandboxes.lacks =
      [limits, others = std::move(sandboxes.lacks)](const Case& run) -> std::optional<std::string> {
    if (auto lack = LackOfSockets(limits, run)) return lack;
    return others ? others(run) : std::nullopt;
  };
}

}  // namespace

int ConductRun(const Installation& installation, const RunOptions& options, const RunPlan& plan,
               const Jail& jail, OwnKernel& kernel, std::ostream& out) {
  SchedulePlan schedule_plan;
  schedule_plan.cases = plan.cases;
  schedule_plan.sut = PlanFor(plan.sut, installation.peer);
  schedule_plan.peer = PlanFor(plan.peer, installation.peer);
  schedule_plan.wire_peer.command = {installation.wire_peer.string()};
  schedule_plan.budgets.silence = plan.sut.limits.silence;
  schedule_plan.budgets.event = plan.sut.limits.event;
  schedule_plan.budgets.give_up = plan.sut.limits.give_up;
  schedule_plan.budgets.hello = std::max(plan.sut.limits.hello, plan.peer.limits.hello);
  std::vector<const Case*> conducted = plan.cases;
  if (plan.canary.to_run != nullptr) conducted.push_back(plan.canary.to_run);
  schedule_plan.sandboxes = SandboxSourceOf(jail, plan.sut, plan.peer, conducted);
  if (const auto& obstacle = schedule_plan.sandboxes.obstacle) {
    std::cerr << "closespec: " << *obstacle << '\n';
    return kRunBroke;
  }
  auto absence = Absence(installation, plan.sut, options.target);
  if (!absence) absence = Absence(installation, plan.peer, options.peer_target);
  if (absence) schedule_plan.sandboxes.lacks = [absence](const Case&) { return absence; };
  const bool on_own_kernel =
      plan.sut.link == LinkKind::kLoopback || plan.sut.link == LinkKind::kVeth;
  if (on_own_kernel) schedule_plan.kernel = &kernel;
  if (!plan.unfit.empty()) LackUnfit(plan, schedule_plan.sandboxes);
  if (plan.sut.limits.sockets != 0) LackSockets(plan.sut.limits, schedule_plan.sandboxes);
  schedule_plan.declared = plan.sut.declares;
  schedule_plan.reset = ResetPlanFor(plan.sut, installation.peer);
  schedule_plan.canary = plan.canary;
  schedule_plan.slots = plan.slots;
  schedule_plan.repeat = options.repeat;
  schedule_plan.seed = options.seed;
  schedule_plan.output = plan.output;
  schedule_plan.evidence_of_passes = !options.no_evidence_of_passes && options.repeat == 1;

  // A target's wrapper may change the link that it finds itself on; it never finds the machine's.
  const Sample sample = TakeSample(schedule_plan.sandboxes);
  Greetings greetings =
      Greet(schedule_plan.sut, schedule_plan.peer, schedule_plan.budgets.hello, sample.sandbox);
  if (plan.sut.server) greetings.sut = StackBehind(*plan.sut.server);
  RunReport report(plan, HeadOf(plan, options, jail, sample, greetings), RepeatCommand(options),
                   options.repeat, out);
  std::optional<std::string> broken = report.Begin();
  if (broken) return report.Finish(false, broken);

  Schedule* running = nullptr;
  Schedule schedule(std::move(schedule_plan),
                    {[&](const Case& run) { report.CaseBegan(run); },
                     [&](const Case& run) { report.CaseConducted(run); },
                     [&](const Case& run, CaseResult result, const Journal& journal) {
                       if (broken) return;
                       broken = report.Add(run, std::move(result), journal);
                       // The results are what the run is for: without them it need not go on.
                       if (broken) running->Interrupt();
                     }});
  running = &schedule;
  const Interruption interruption([&schedule] { schedule.Interrupt(); });
  schedule.Run();
  if (!broken) broken = schedule.Broken();
  return report.Finish(interruption.Came(), broken);
}

}  // namespace closespec
