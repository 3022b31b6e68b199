#include "reports/html/scenario_data.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "suites/model/describe_steps.h"

namespace closespec {
namespace {

using nlohmann::json;

std::string_view NameOf(StepSide side) {
  switch (side) {
    case StepSide::kSut:
      return "SUT";
    case StepSide::kWire:
      return "wire";
    case StepSide::kPeer:
      return "peer";
  }
  return "";
}

}  // namespace

json StepData(const Step& step, const Requirements& requirements) {
  const StepText text = TextOf(step, requirements);
  return {NameOf(text.side), text.action, text.purpose, step.why,
          step.file.empty() ? "" : step.file + ":" + std::to_string(step.line)};
}

json ScenarioData(const Scenario& scenario, const Requirements& requirements) {
  std::vector<const Step*> steps;
  json cases = json::object();
  for (const Case& each : scenario.cases) {
    json sequence = json::array();
    for (const Step& step : each.steps) {
      const auto known = std::find_if(steps.begin(), steps.end(),
                                      [&step](const Step* other) { return *other == step; });
      sequence.push_back(known - steps.begin());
      if (known == steps.end()) steps.push_back(&step);
    }
    cases[each.id.substr(scenario.id.size())] = {each.preamble_steps, std::move(sequence)};
  }
  json texts = json::array();
  for (const Step* each : steps) texts.push_back(StepData(*each, requirements));
  return {{"title", scenario.title},
          {"purpose", scenario.purpose},
          {"priority", ToText(scenario.priority)},
          {"requirements", scenario.requirements},
          {"preamble", scenario.preamble},
          {"file", scenario.file},
          {"steps", std::move(texts)},
          {"cases", std::move(cases)}};
}

json ClauseData(const Requirements& requirements) {
  json clauses = json::object();
  for (const auto& [id, clause] : requirements) clauses[id] = {Citation(clause), clause.text};
  return clauses;
}

std::set<std::string> ClausesOf(const Scenario& scenario) {
  std::set<std::string> ids(scenario.requirements.begin(), scenario.requirements.end());
  for (const Case& each : scenario.cases) {
    for (const Step& step : each.steps) {
      if (!step.clause.empty()) ids.insert(step.clause);
    }
  }
  return ids;
}

}  // namespace closespec
