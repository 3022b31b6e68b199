#include "harness/cli/sandbox_source.h"

#include <algorithm>
#include <future>
#include <map>
#include <memory>

#include "harness/cli/interface_source.h"
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
Answer AnswerWithoutNamespaces(const Demand& demand) {
  if (demand.wire_link) return Refused("no network namespace for a wire peer's link");
  if (demand.settings.empty()) return {};
  return Refused("no network namespace to set " + demand.settings.front().first + " in");
}

// What connects the sides of a case.
struct Junction {
  LinkKind link = LinkKind::kLoopback;
  LinkEnds ends;
};

// The first of `kinds` that this machine lets us have.
Result<Junction> JunctionOf(const LinkEnds& ends, const std::vector<LinkKind>& kinds) {
  const auto link = BestLink(ends, kinds);
  if (!link) return link.trouble();
  return Junction{*link, ends};
}

// Frames pass a veth as well as a tap.
std::vector<LinkKind> KindsThatServe(LinkKind wanted) {
  if (wanted == LinkKind::kTap) return {LinkKind::kTap, LinkKind::kVeth};
  return {wanted};
}

Result<Junction> WireJunction(const Target& sut) {
  const LinkEnds ends{EndOf(sut), LinkEnd::kDescriptor};
  if (ends.sut == LinkEnd::kKernel) return JunctionOf(ends, {LinkKind::kTun, LinkKind::kVeth});
  return JunctionOf(ends, KindsThatServe(sut.link));
}

Result<Junction> PlainJunction(const Target& sut, const Target& peer) {
  const LinkEnds ends{EndOf(sut), EndOf(peer)};
  if (ends == LinkEnds{}) return Junction{};
  const bool sut_on_kernel = ends.sut == LinkEnd::kKernel;
  const LinkKind wanted = sut_on_kernel ? peer.link : sut.link;
  if (ends.peer != LinkEnd::kKernel && peer.link != wanted) {
    return Trouble{"a " + std::string(ToText(sut.link)) + " link does not reach the peer's " +
                   std::string(ToText(peer.link))};
  }
  return JunctionOf(ends, KindsThatServe(wanted));
}

struct Junctions {
  Result<Junction> plain;
  Result<Junction> wire;
};

Answer AnswerTo(const Demand& demand, const Target& sut, const Junctions& junctions) {
  const auto& junction = demand.wire_link ? junctions.wire : junctions.plain;
  if (!junction) {
    return Refused(std::string("no link for a ") + (demand.wire_link ? "wire" : "socket") +
                   " peer: " + junction.trouble().what);
  }
  TargetSysctls made = SysctlsFor(sut, demand.settings);
  if (made.lacks) return Refused(*made.lacks);
  return {{.link = junction->link, .ends = junction->ends, .sysctls = std::move(made.sysctls)},
          std::nullopt};
}

// All in one namespace, where no case will run. A stack in a process is another than this
// machine's: it says itself what it cannot set.
void TryOutSettings(const Target& sut, Answers& answers) {
  if (EndOf(sut) == LinkEnd::kDescriptor) return;
  const auto sandbox = MakeSandbox({});
  for (auto& [demand, answer] : answers) {
    if (answer.lacks || demand.settings.empty()) continue;
    answer.lacks = sandbox ? TryOut(sut, demand.settings)
                           : "no network namespace to try settings in: " + sandbox.trouble().what;
  }
}

Answers AnswersFor(bool namespaces, const Target& sut, const Junctions& junctions,
                   const std::vector<const Case*>& cases) {
  Answers answers;
  for (const Case* each : cases) answers.try_emplace(DemandOf(*each));
  bool settings = false;
  for (auto& [demand, answer] : answers) {
    answer = namespaces ? AnswerTo(demand, sut, junctions) : AnswerWithoutNamespaces(demand);
    settings |= !answer.plan.sysctls.empty();
  }
  // On a thread of its own, because making a sandbox moves the thread into it.
  if (settings) std::async(std::launch::async, [&] { TryOutSettings(sut, answers); }).get();
  return answers;
}

}  // namespace

SandboxSource SandboxSourceOf(const Jail& jail, const Target& sut, const Target& peer,
                              const std::vector<const Case*>& cases) {
  if (sut.link == LinkKind::kInterface) return InterfaceSourceOf(sut, peer);
  const bool namespaces = jail.network_namespaces;
  const bool any_wire_peer =
      std::ranges::any_of(cases, [](const Case* each) { return each->wire_peer.has_value(); });
  const Junctions junctions{.plain = namespaces ? PlainJunction(sut, peer) : Junction{},
                            .wire = namespaces && any_wire_peer ? WireJunction(sut) : Junction{}};
  const auto answers =
      std::make_shared<const Answers>(AnswersFor(namespaces, sut, junctions, cases));
  SandboxSource source;
  source.plan_of = [answers](const Case& run) { return answers->at(DemandOf(run)).plan; };
  source.lacks = [answers](const Case& run) { return answers->at(DemandOf(run)).lacks; };
  if (namespaces) {
    if (junctions.plain) source.sample = {junctions.plain->link, junctions.plain->ends, {}, false};
    source.make = [](const SandboxPlan& plan) { return MakeSandbox(plan); };
  } else {
    source.make = [](const SandboxPlan&) { return MakePlainSandbox(); };
  }
  return source;
}

}  // namespace closespec
