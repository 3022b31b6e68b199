#include "suites/model/expand.h"

#include <set>
#include <utility>

#include "suites/model/actions.h"
#include "suites/model/known_names.h"
#include "suites/model/parse_header.h"
#include "suites/model/parse_step.h"
#include "suites/model/spelling.h"
#include "suites/model/stimulus.h"
#include "suites/model/vocabulary.h"

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
  CaseBuilder(const Requirements& requirements, const Preambles& preambles, Family family,
              Actor opener, bool wire_peer)
      : requirements_(requirements),
        preambles_(preambles),
        opener_(opener),
        wire_peer_(wire_peer),
        bindings_{{"family", WordNode(ToText(family))}, {"opener", WordNode(ToText(opener))}} {}

  void AddPreamble(const std::string& name) {
    for (const Document* document : preambles_.Chain(name)) AddDocument(*document, "a preamble");
  }

  void AddSteps(const Reading& reading, const Node& steps, const std::string& default_clause) {
    const StepContext context{reading,    requirements_, opener_, default_clause,
                              wire_peer_, names_,        needs_};
    for (const Node& node : steps.items) {
      if (const Document* witness = WitnessIn(reading, node)) {
        if (reading.document.Name() == witness->Name()) {
          reading.document.Fail(node, "a witness cannot call itself");
        }
        AddWitness(reading, node, *witness);
      } else {
        steps_.push_back(ParseStep(context, node));
      }
    }
  }

  std::vector<Step>& Steps() { return steps_; }
  std::set<std::string>& Needs() { return needs_; }

 private:
  void AddDocument(const Document& document, std::string_view what) {
    const Reading reading{document, bindings_};
    const std::vector<std::string> clauses = ParseClauses(reading, requirements_, document.Root());
    for (std::string& need : ParseNeeds(reading, document.Root())) needs_.insert(std::move(need));
    AddSteps(reading, StepsOf(document, what), clauses.empty() ? "" : clauses.front());
  }

  // What does not fit may as well be the fault of the scenario that wants it here.
  void AddWitness(const Reading& reading, const Node& node, const Document& witness) {
    try {
      AddDocument(witness, "a witness");
    } catch (const DocumentError& error) {
      reading.document.Fail(node, std::string("the witness does not fit here: ") + error.what());
    }
  }

  // The witness that the step stands for; null for any other step.
  const Document* WitnessIn(const Reading& reading, const Node& node) const {
    const Node* action = node.Find("wire");
    if (action == nullptr || Meant(reading, *action).text != "witness") return nullptr;
    AllowKeys(reading.document, node, kWitnessKeys, "the wire step witness");
    const Node& state = Require(reading.document, node, "state", "witness");
    if (!wire_peer_) {
      reading.document.Fail(node,
                            "only a wire peer can do this: the scenario has no \"wire_peer\"");
    }
    const Document* witness = preambles_.WitnessOf(ReadWord(reading, state, States(), "state"));
    if (witness == nullptr) {
      reading.document.Fail(state, "no witness of this state" +
                                       Allowed(Meant(reading, state).text, preambles_.Witnesses()));
    }
    return witness;
  }

  const Requirements& requirements_;
  const Preambles& preambles_;
  Actor opener_;
  bool wire_peer_;
  const Bindings bindings_;
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
  std::string numbers;
  for (std::size_t i = 0; i < choice.size(); ++i) {
    const auto& [name, texts] = scenario.parameters[i];
    const std::string& text = texts[choice[i]];
    made.id.append(i == 0 ? "" : ",").append(name).append("=").append(text);
    made.parameters.emplace_back(name, text);
    bindings.emplace_back(name, header.parameters[i].values[choice[i]]);
    if (name == "family") made.family = text == "ipv4" ? Family::kIpv4 : Family::kIpv6;
    if (name == "opener") made.opener = text == "sut" ? Actor::kSut : Actor::kPeer;
    if (name == "numbers") numbers = text;
  }
  made.id += "]";
  made.scenario = scenario.id;
  made.chapter = scenario.chapter;
  made.requirements = scenario.requirements;
  made.wire_peer = scenario.wire_peer;
  if (made.wire_peer) made.wire_peer->iss = numbers == "wrapping" ? kWrappingIss : kUsualIss;
  made.settings = scenario.settings;
  made.leaves = scenario.leaves;
  made.waive = scenario.waive;
  made.priority = scenario.priority;
  made.real_time = std::chrono::seconds(scenario.real_time_seconds);

  CaseBuilder builder(requirements, preambles, made.family, made.opener,
                      made.wire_peer.has_value());
  if (!scenario.preamble.empty()) builder.AddPreamble(scenario.preamble);
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
  cases.reserve(count);
  do {
    cases.push_back(MakeCase(document, header, choice, requirements, preambles));
  } while (Advance(header.parameters, choice));
  header.scenario.cases = std::move(cases);
  return std::move(header.scenario);
}

void CheckPreambleSteps(const Preambles& preambles, const std::string& name,
                        const Requirements& requirements, Actor opener) {
  CaseBuilder(requirements, preambles, Family::kIpv4, opener,
              preambles.WirePeerOf(name).has_value())
      .AddPreamble(name);
}

}  // namespace closespec
