#include "suites/model/lint.h"

#include <algorithm>
#include <string_view>
#include <tuple>

#include "suites/model/cannot_fail.h"
#include "suites/model/certainty.h"
#include "suites/model/document.h"
#include "suites/model/scaffold.h"
#include "suites/model/spelling.h"
#include "suites/model/unread.h"

namespace closespec {
namespace {

class Linter {
 public:
  Linter(const Suite& suite, const std::set<std::string>& followed)
      : suite_(suite), followed_(followed) {}

  std::vector<Warning> All() {
    for (const Scenario& scenario : suite_.scenarios) {
      WarnOfNoCheck(scenario.cases.front());
      WarnOfWhatTheFileSays(scenario);
      WarnOfUnusedLabels(scenario.cases.front());
      for (const Case& each : scenario.cases) {
        WarnOfClauses(each);
        WarnOfTimes(each);
        WarnOfOneStack(each);
        for (const Step& step : OwnSteps(each)) {
          if (CannotFail(step)) Warn(step, "the alternatives leave nothing out: it cannot fail");
        }
        for (const UncertainCheck& check : FindUncertain(each)) WarnOfHaste(check);
        for (const UnreadTrouble& trouble : FindUnread(each)) Warn(*trouble.step, trouble.what);
      }
    }
    std::sort(warnings_.begin(), warnings_.end(), [](const Warning& a, const Warning& b) {
      return std::tie(a.file, a.line, a.message) < std::tie(b.file, b.line, b.message);
    });
    warnings_.erase(std::unique(warnings_.begin(), warnings_.end()), warnings_.end());
    return std::move(warnings_);
  }

 private:
  void Warn(const Step& step, const std::string& message) {
    warnings_.push_back({step.file, step.line, message});
  }

  static std::span<const Step> OwnSteps(const Case& each) {
    return std::span(each.steps).subspan(each.preamble_steps);
  }

  void WarnOfNoCheck(const Case& each) {
    const std::span<const Step> own = OwnSteps(each);
    // A chapter of records.
    if (each.chapter == "api_profile") return;
    if (std::none_of(own.begin(), own.end(), IsCheck)) {
      Warn(own.front(), "no step is a check: the scenario judges only the invariants");
    }
  }

  static bool Mentions(const Node& node, const std::string& text) {
    if (node.kind == Node::Kind::kString) return node.text == text;
    return std::any_of(node.items.begin(), node.items.end(),
                       [&](const Node& item) { return Mentions(item, text); }) ||
           std::any_of(node.members.begin(), node.members.end(),
                       [&](const Member& member) { return Mentions(member.value, text); });
  }

  void WarnOfWhatTheFileSays(const Scenario& scenario) {
    const std::string text = ReadFile(scenario.file, scenario.file);
    for (const Placeholder& each : PlaceholdersIn(text)) {
      warnings_.push_back(
          {scenario.file, each.line, each.what + " of \"closespec new\" unchanged"});
    }
    WarnOfUnusedParameters(scenario, Document::Parse(text, scenario.file));
  }

  void WarnOfUnusedParameters(const Scenario& scenario, const Document& document) {
    const Node* parameters = document.Root().Find("parameters");
    const Node* steps = document.Root().Find("steps");
    if (parameters == nullptr || steps == nullptr) return;
    for (const Member& member : parameters->members) {
      if (member.key == "family" || member.key == "opener" || member.key == "numbers") continue;
      if (Mentions(*steps, "$" + member.key)) continue;
      warnings_.push_back(
          {scenario.file, member.line,
           "the parameter \"" + member.key + "\" is not used: its cases are alike"});
    }
  }

  void WarnOfUnusedLabels(const Case& each) {
    for (const Step& step : OwnSteps(each)) {
      if (step.label.empty()) continue;
      const bool used = std::any_of(each.steps.begin(), each.steps.end(),
                                    [&](const Step& other) { return other.after == step.label; });
      if (!used) Warn(step, "the label \"" + step.label + "\" is not used");
    }
  }

  void WarnOfClauses(const Case& each) {
    for (const Step& step : OwnSteps(each)) {
      const auto clause = suite_.requirements.find(step.clause);
      if (step.clause.empty() || clause == suite_.requirements.end()) continue;
      const std::string& text = clause->second.applies_to;
      if (text == "any" || followed_.contains(text)) continue;
      Warn(step, "the clause \"" + step.clause + "\" is of a text (" + text +
                     ") that no shipped target follows: the check never judges");
    }
  }

  void WarnOfTimes(const Case& each) {
    for (const Step& step : OwnSteps(each)) {
      if (step.within && step.within->minimum == step.within->maximum) {
        Warn(step, "the time to keep is a point, not a range: no machine meets it");
      }
    }
  }

  // A target that does not follow the clause's text records the check. But where only Linux has
  // what the step asks for, there is nothing to record either.
  void WarnOfOneStack(const Case& each) {
    if (std::ranges::count(each.needs, "linux") != 0) return;
    for (const Step& step : OwnSteps(each)) {
      const auto clause = suite_.requirements.find(step.clause);
      const auto* call = std::get_if<SocketCall>(&step.action);
      const bool is_linux =
          clause != suite_.requirements.end() && clause->second.applies_to == "linux";
      if (!is_linux || call == nullptr) continue;
      for (const auto& [name, value] : call->arguments) {
        for (const std::string_view word : Words(value, " ,|")) {
          if (word != "RDHUP" && word != "more") continue;
          Warn(step, "only Linux has \"" + std::string(word) +
                         "\", and the scenario does not need \"linux\"");
        }
      }
    }
  }

  void WarnOfHaste(const UncertainCheck& check) {
    const bool is_near = check.cause->file == check.step->file;
    Warn(*check.step,
         "nothing waits for what comes of " +
             (is_near ? "line " + std::to_string(check.cause->line) : check.cause->file) +
             ": the check may come before it");
  }

  const Suite& suite_;
  const std::set<std::string>& followed_;
  std::vector<Warning> warnings_;
};

}  // namespace

std::string ToText(const Warning& warning) {
  return warning.file + ":" + std::to_string(warning.line) + ": " + warning.message;
}

std::vector<Warning> Lint(const Suite& suite, const std::set<std::string>& followed) {
  return Linter(suite, followed).All();
}

}  // namespace closespec
