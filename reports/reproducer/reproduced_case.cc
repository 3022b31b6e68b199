#include "reports/reproducer/reproduced_case.h"

#include "reports/results/account.h"
#include "reports/results/plain_text.h"

namespace closespec {

ReproducedCase Reproduce(const RecordedRun& recorded, const CaseResult& result) {
  const Case* found = recorded.CaseOf(result);
  if (found == nullptr) {
    throw DocumentError("report --case: the suite has no case " + PlainLine(result.id) +
                        " any more");
  }
  ReproducedCase reproduced{.judged = *found};
  const std::vector<std::string>& follows = recorded.Results().follows;
  ResolveLevels(recorded.Scenarios().requirements, {follows.begin(), follows.end()},
                reproduced.judged);
  const bool changed = recorded.Results().suite_revision != recorded.Scenarios().revision;
  if (!changed && result.verdict != Verdict::kPass && result.verdict != Verdict::kPermitted) {
    reproduced.broken = DecisiveCheckOf(result);
    for (const CheckResult* each : BrokenChecks(result)) {
      if (each->step) reproduced.unmet.insert(*each->step);
    }
  }
  return reproduced;
}

void Refuse(const RecordedRun& recorded, const CaseResult& result, const Step* step,
            std::string_view what, const Inexpressible& trouble) {
  const SourceLine place =
      step == nullptr ? recorded.LineOf(result) : SourceLine{step->file, step->line};
  throw DocumentError(ToText(place) + ": " + PlainLine(result.id) + " cannot be " +
                      std::string(what) + ": " + trouble.why);
}

std::string OredFlags(const std::string& words, std::string_view prefix) {
  std::string flags(words.empty() ? "0" : prefix);
  for (const char each : words) {
    if (each == ',') {
      flags += "|" + std::string(prefix);
    } else {
      flags += static_cast<char>(each >= 'a' && each <= 'z' ? each - 'a' + 'A' : each);
    }
  }
  return flags;
}

std::string IntroductionOf(const RecordedRun& recorded, const CaseResult& result) {
  const Scenario* scenario = recorded.ScenarioOf(result);
  return PlainLine(result.id) + "\n\n" + PlainText(scenario->title) + "\n" +
         PlainText(scenario->purpose) + "\n\n" + AccountOf(recorded, result);
}

}  // namespace closespec
