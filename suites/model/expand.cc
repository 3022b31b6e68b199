#include "suites/model/expand.h"

#include <set>
#include <utility>

#include "suites/model/known_names.h"
#include "suites/model/parse_header.h"
#include "suites/model/parse_step.h"
#include "suites/model/stimulus.h"

namespace closespec {
namespace {

constexpr std::size_t kMostCases = 10'000;

const Node& StepsOf(const Document& document, std::string_view what) {
  const Node& steps = Require(document, document.Root(), "steps", what);
  if (steps.kind != Node::Kind::kArray || steps.items.empty()) {
    document.Fail(steps, "must be a list of at least one, found " + Describe(steps));
  }
  return steps;
}

Node WordNode(std::string_view text) {
  return {.kind = Node::Kind::kString, .text = std::string(text)};
}

// Collects the steps of preamble and scenario in the order in which they run.
class CaseBuilder {
 public:
  CaseBuilder(const Requirements& requirements, Actor opener)
      : requirements_(requirements), opener_(opener) {}

  void AddPreamble(const Preambles& preambles, const std::string& name, Family family) {
    const Bindings bindings = {{"family", WordNode(ToText(family))},
                               {"opener", WordNode(ToText(opener_))}};
    for (const Document* document : preambles.Chain(name)) {
      const Reading reading{*document, bindings};
      const std::vector<std::string> clauses =
          ParseClauses(reading, requirements_, document->Root());
      for (std::string& need : ParseNeeds(reading, document->Root())) {
        needs_.insert(std::move(need));
      }
      AddSteps(reading, StepsOf(*document, "a preamble"), clauses.empty() ? "" : clauses.front());
    }
  }

  void AddSteps(const Reading& reading, const Node& steps, const std::string& default_clause) {
    const StepContext context{reading, requirements_, opener_, default_clause, names_, needs_};
    for (const Node& node : steps.items) steps_.push_back(ParseStep(context, node));
  }

  std::vector<Step>& Steps() { return steps_; }
  std::set<std::string>& Needs() { return needs_; }

 private:
  const Requirements& requirements_;
  Actor opener_;
  KnownNames names_;
  std::set<std::string> needs_;
  std::vector<Step> steps_;
};

// The values of one case: one index for each parameter.
using Choice = std::vector<std::size_t>;

// The next choice, the last parameter running fastest; false after the last one.
bool Advance(const std::vector<Parameter>& parameters, Choice& choice) {
  for (std::size_t i = choice.size(); i-- > 0;) {
    if (++choice[i] < parameters[i].values.size()) return true;
    choice[i] = 0;
  }
  return false;
}

Case MakeCase(const Document& document, const Header& header, const Choice& choice,
              const Requirements& requirements, const Preambles& preambles) {
  const Scenario& scenario = header.scenario;
  Case made;
  made.id = scenario.id + "[";
  Bindings bindings;
  for (std::size_t i = 0; i < choice.size(); ++i) {
    const auto& [name, texts] = scenario.parameters[i];
    const std::string& text = texts[choice[i]];
    made.id.append(i == 0 ? "" : ",").append(name).append("=").append(text);
    made.parameters.emplace_back(name, text);
    bindings.emplace_back(name, header.parameters[i].values[choice[i]]);
    if (name == "family") made.family = text == "ipv4" ? Family::kIpv4 : Family::kIpv6;
    if (name == "opener") made.opener = text == "sut" ? Actor::kSut : Actor::kPeer;
  }
  made.id += "]";
  made.scenario = scenario.id;
  made.chapter = scenario.chapter;
  made.requirements = scenario.requirements;
  made.leaves = scenario.leaves;
  made.waive = scenario.waive;
  made.priority = scenario.priority;
  made.real_time = std::chrono::seconds(scenario.real_time_seconds);

  CaseBuilder builder(requirements, made.opener);
  if (!scenario.preamble.empty()) builder.AddPreamble(preambles, scenario.preamble, made.family);
  made.preamble_steps = builder.Steps().size();
  builder.AddSteps({document, bindings}, StepsOf(document, "a scenario"),
                   scenario.requirements.front());
  builder.Needs().insert(scenario.needs.begin(), scenario.needs.end());
  made.steps = std::move(builder.Steps());
  made.needs.assign(builder.Needs().begin(), builder.Needs().end());
  made.stimulus = StimulusOf(made);
  return made;
}

}  // namespace

Scenario ParseScenario(const Document& document, const std::string& id,
                       const Requirements& requirements, const Preambles& preambles) {
  Header header = ParseHeader(document, id, requirements, preambles);
  std::size_t count = 1;
  for (const Parameter& parameter : header.parameters) {
    count *= parameter.values.size();
    if (count > kMostCases) {
      document.Fail(*document.Root().Find("parameters"),
                    "make more than " + std::to_string(kMostCases) + " cases");
    }
  }
  Choice choice(header.parameters.size(), 0);
  std::vector<Case> cases;
  do {
    cases.push_back(MakeCase(document, header, choice, requirements, preambles));
  } while (Advance(header.parameters, choice));
  header.scenario.cases = std::move(cases);
  return std::move(header.scenario);
}

void CheckPreambleSteps(const Preambles& preambles, const std::string& name,
                        const Requirements& requirements, Actor opener) {
  CaseBuilder(requirements, opener).AddPreamble(preambles, name, Family::kIpv4);
}

}  // namespace closespec
