#include "suites/model/describe.h"

#include <algorithm>
#include <vector>

#include "suites/model/describe_steps.h"

namespace closespec {
namespace {

constexpr std::size_t kWidth = 100;
constexpr std::size_t kMargin = 2;
constexpr std::size_t kLevelWidth = 8;

std::string Padded(std::string text, std::size_t width) {
  if (text.size() < width) text.resize(width, ' ');
  return text;
}

std::string Count(std::size_t number, const std::string& what) {
  return std::to_string(number) + " " + what + (number == 1 ? "" : "s");
}

std::string Joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

// Every clause that the case cites, the scenario's own first.
std::vector<std::string> Cited(const Case& shown) {
  std::vector<std::string> ids = shown.requirements;
  const auto add = [&ids](const std::string& id) {
    if (!id.empty() && std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
  };
  for (const Step& step : shown.steps) add(step.clause);
  for (const Allowance& each : shown.leaves) add(each.clause);
  for (const Allowance& each : shown.waive) add(each.clause);
  return ids;
}

std::string ClauseText(const std::string& id, const Requirements& requirements) {
  const auto found = requirements.find(id);
  if (found == requirements.end()) return Wrapped(id, kMargin, kWidth - kMargin);
  const Requirement& clause = found->second;
  // An explanation or advice has no level: nothing is judged by it.
  const std::string level = clause.binds == "stack" ? std::string(ToText(clause.level)) : "-";
  return std::string(kMargin, ' ') + Padded(level, kLevelWidth) + id + "  " + Citation(clause) +
         "\n" +
         Wrapped("\"" + clause.text + "\"", kMargin + kLevelWidth, kWidth - kMargin - kLevelWidth);
}

std::string Section(const std::string& title, const std::string& body) {
  return body.empty() ? "" : "\n" + title + "\n" + body;
}

std::string ParametersText(const Scenario& scenario) {
  std::size_t width = 0;
  for (const auto& [name, values] : scenario.parameters) width = std::max(width, name.size());
  std::string text;
  for (const auto& [name, values] : scenario.parameters) {
    text += std::string(kMargin, ' ') + Padded(name, width + 2) + Joined(values) + "\n";
  }
  return text;
}

std::string AllowancesText(const std::vector<Allowance>& allowances) {
  std::string text;
  for (const Allowance& each : allowances) {
    text += Wrapped(each.what + " [" + each.clause + "]", kMargin, kWidth - kMargin);
  }
  return text;
}

}  // namespace

std::string DescribeCase(const Scenario& scenario, const Case& shown,
                         const Requirements& requirements) {
  std::string text = scenario.id + " (" + std::string(ToText(scenario.priority)) + ", " +
                     Count(scenario.cases.size(), "case") + ")\n\n";
  text += Wrapped(scenario.title, kMargin, kWidth - kMargin);
  text += Wrapped(scenario.purpose, kMargin, kWidth - kMargin);

  std::string clauses;
  for (const std::string& id : Cited(shown)) clauses += ClauseText(id, requirements);
  text += Section("Clauses", clauses);
  text += Section("Parameters", ParametersText(scenario));
  text += Section("Needs", Wrapped(Joined(shown.needs), kMargin, kWidth - kMargin));
  text += Section("May leave behind", AllowancesText(scenario.leaves));
  text += Section("Is not held to", AllowancesText(scenario.waive));
  if (scenario.real_time_seconds > 0) {
    text += "\nWaits for " + std::to_string(scenario.real_time_seconds) + " s of real time\n";
  }

  text += "\nSteps of " + shown.id + "\n";
  text += "     SUT                                             peer\n";
  text += DescribeSteps(shown, 0, shown.preamble_steps, requirements);
  if (shown.preamble_steps > 0) {
    text += "     ---- so far the preamble " + scenario.preamble + "\n";
  }
  text += DescribeSteps(shown, shown.preamble_steps, shown.steps.size(), requirements);
  text += "\n" + scenario.file + "\n";
  return text;
}

std::string DescribeScenario(const Scenario& scenario, const Requirements& requirements) {
  return DescribeCase(scenario, scenario.cases.front(), requirements);
}

std::string ListLine(const Scenario& scenario, std::size_t cases, std::size_t id_width) {
  constexpr std::size_t kPriorityWidth = 8;
  constexpr std::size_t kCountWidth = 4;
  const std::string count = std::to_string(cases);
  const std::string blanks(kCountWidth - std::min(kCountWidth, count.size()), ' ');
  return Padded(scenario.id, id_width) + "  " +
         Padded(std::string(ToText(scenario.priority)), kPriorityWidth) + "  " + blanks + count +
         "  " + scenario.title;
}

}  // namespace closespec
