#include "reports/terminal/failure_groups.h"

#include <algorithm>
#include <array>
#include <ostream>
#include <sstream>
#include <string_view>
#include <utility>

#include "reports/ladder/failure_words.h"
#include "reports/terminal/layout.h"

namespace closespec {
namespace {

constexpr std::array kWorstFirst = {Verdict::kFail, Verdict::kError, Verdict::kInconclusive,
                                    Verdict::kDeviates};

std::string KeyOf(const CaseResult& result) {
  std::string key = result.scenario + "\n" + std::string(ToText(result.verdict));
  const auto broken = BrokenChecks(result);
  if (broken.empty()) key += "\n" + result.reason;
  for (const CheckResult* each : broken) {
    key += "\n" + (each->signature.empty() ? each->expected + each->observed : each->signature);
  }
  return key;
}

std::string ParametersOf(const std::string& id) {
  const std::size_t bracket = id.find('[');
  return bracket == std::string::npos ? id : id.substr(bracket);
}

std::string WhyKnown(const CaseResult& result) {
  for (const CheckResult& each : result.checks) {
    if (each.known) return *each.known;
  }
  return result.reason;
}

}  // namespace

void FailureGroups::Add(const Case& judged, const CaseResult& result, const Journal& journal) {
  if (!IsTrouble(result)) return;
  if (result.known) {
    AddKnown(result);
    return;
  }
  std::string key = KeyOf(result);
  const auto group =
      std::ranges::find_if(groups_, [&key](const Group& each) { return each.key == key; });
  if (group != groups_.end()) {
    group->others.push_back(ParametersOf(result.id));
    return;
  }
  std::ostringstream shown;
  PrintFailure(shown, context_, judged, result, journal);
  groups_.push_back({result.verdict, std::move(key), shown.str(), {}});
}

void FailureGroups::AddKnown(const CaseResult& result) {
  const std::string why = WhyKnown(result);
  const auto known = std::ranges::find_if(known_, [&](const Known& each) {
    return each.scenario == result.scenario && each.why == why;
  });
  if (known != known_.end()) {
    known->cases.push_back(result.id);
  } else {
    known_.push_back({result.scenario, why, {result.id}});
  }
}

void FailureGroups::Print(std::ostream& out) const {
  const std::string rule =
      Repeat(GlyphsOf(context_.look).rule, static_cast<std::size_t>(context_.look.columns));
  for (const Verdict verdict : kWorstFirst) {
    for (const Group& each : groups_) {
      if (each.verdict != verdict) continue;
      out << Paint(context_.look, Ink::kFaint, rule) << "\n";
      PrintGroup(out, each);
    }
  }
  PrintKnown(out);
}

void FailureGroups::PrintGroup(std::ostream& out, const Group& group) const {
  out << group.shown;
  if (!group.others.empty()) {
    out << "  "
        << Paint(context_.look, Ink::kStrong,
                 "the same in " + std::to_string(group.others.size()) +
                     (group.others.size() == 1 ? " more case" : " more cases"))
        << "\n";
    for (const std::string& each : group.others) {
      out << "    " << Clean(context_.look, each) << "\n";
    }
  }
  out << "\n";
}

void FailureGroups::PrintKnown(std::ostream& out) const {
  for (const Known& each : known_) {
    const std::string count =
        each.cases.size() == 1
            ? each.cases.front()
            : each.scenario + ", " + std::to_string(each.cases.size()) + " cases";
    out << Paint(context_.look, Ink::kFaint, "known  ") << Clean(context_.look, count);
    if (!each.why.empty()) out << ": " << Clean(context_.look, each.why);
    out << "\n";
  }
  if (!known_.empty()) out << "\n";
}

}  // namespace closespec
