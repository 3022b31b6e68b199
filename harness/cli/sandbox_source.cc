#include "harness/cli/sandbox_source.h"

#include <future>
#include <map>
#include <memory>

#include "harness/targets/target_settings.h"

namespace closespec {
namespace {

struct Demand {
  bool wire_link = false;
  Settings settings;

  auto operator<=>(const Demand&) const = default;
};

Demand DemandOf(const Case& run) { return {run.wire_peer.has_value(), run.settings}; }

struct Answer {
  SandboxPlan plan;
  std::optional<std::string> lacks;
};

using Answers = std::map<Demand, Answer>;

Answer Refused(std::string why) { return {{}, std::move(why)}; }

// Where there are no namespaces.
Answer PlainAnswer(const Demand& demand) {
  if (demand.wire_link) return Refused("no network namespace for a wire peer's link");
  if (demand.settings.empty()) return {};
  return Refused("no network namespace to set " + demand.settings.front().first + " in");
}

Answer AnswerTo(const Demand& demand, const Target& sut, const Result<LinkKind>& wire_link) {
  if (demand.wire_link && !wire_link) {
    return Refused("no link for a wire peer: " + wire_link.trouble().what);
  }
  TargetSysctls made = SysctlsFor(sut, demand.settings);
  if (made.lacks) return Refused(*made.lacks);
  return {{.link = demand.wire_link ? *wire_link : LinkKind::kLoopback,
           .sysctls = std::move(made.sysctls)},
          std::nullopt};
}

// All in one namespace, where no case will run.
void TryOutSettings(const Target& sut, Answers& answers) {
  const auto sandbox = MakeSandbox({});
  for (auto& [demand, answer] : answers) {
    if (answer.lacks || demand.settings.empty()) continue;
    answer.lacks = sandbox ? TryOut(sut, demand.settings)
                           : "no network namespace to try settings in: " + sandbox.trouble().what;
  }
}

Answers AnswersFor(const Jail& jail, const Target& sut, const std::vector<const Case*>& cases) {
  Answers answers;
  bool wire_links = false;
  for (const Case* each : cases) {
    Demand demand = DemandOf(*each);
    wire_links |= demand.wire_link;
    answers.try_emplace(std::move(demand));
  }
  const bool namespaces = jail.network_namespaces;
  const Result<LinkKind> wire_link =
      namespaces && wire_links ? BestWireLink() : Result<LinkKind>(LinkKind::kLoopback);
  bool settings = false;
  for (auto& [demand, answer] : answers) {
    answer = namespaces ? AnswerTo(demand, sut, wire_link) : PlainAnswer(demand);
    settings |= !answer.plan.sysctls.empty();
  }
  // On a thread of its own, because making a sandbox moves the thread into it.
  if (settings) std::async(std::launch::async, [&] { TryOutSettings(sut, answers); }).get();
  return answers;
}

}  // namespace

SandboxSource SandboxSourceOf(const Jail& jail, const Target& sut,
                              const std::vector<const Case*>& cases) {
  const auto answers = std::make_shared<const Answers>(AnswersFor(jail, sut, cases));
  SandboxSource source;
  source.plan_of = [answers](const Case& run) { return answers->at(DemandOf(run)).plan; };
  source.lacks = [answers](const Case& run) { return answers->at(DemandOf(run)).lacks; };
  if (jail.network_namespaces) {
    source.make = [](const SandboxPlan& plan) { return MakeSandbox(plan); };
  } else {
    source.make = [](const SandboxPlan&) { return MakePlainSandbox(); };
  }
  return source;
}

}  // namespace closespec
