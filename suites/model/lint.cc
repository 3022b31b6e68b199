#include "suites/model/lint.h"

#include <algorithm>
#include <string_view>
#include <tuple>

#include "suites/model/document.h"
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
      WarnOfUnusedParameters(scenario);
      WarnOfUnusedLabels(scenario.cases.front());
      for (const Case& each : scenario.cases) {
        WarnOfClauses(each);
        WarnOfTimes(each);
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

  void WarnOfUnusedParameters(const Scenario& scenario) {
    const Document document = Document::Read(scenario.file, scenario.file);
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
