#include "reports/results/account.h"

#include <algorithm>
#include <functional>

#include "reports/results/plain_text.h"

namespace closespec {
namespace {

std::string Field(std::string_view key, std::string_view text) {
  constexpr std::size_t kWidth = 10;
  if (text.empty()) return "";
  std::string lead = "  " + std::string(key);
  lead.resize(std::max(lead.size() + 1, kWidth + 2), ' ');
  return lead + PlainLine(text) + "\n";
}

std::string ClauseText(const RecordedRun& recorded, const CheckResult& check) {
  if (check.clause.empty()) return "";
  const Requirement* clause = recorded.ClauseOf(check);
  const std::string binds = ", binds as " + std::string(ToText(check.level));
  if (clause == nullptr) return check.clause + binds;
  return Citation(*clause) + " (" + check.clause + ")" + binds + ": " + clause->text;
}

std::string CheckText(const RecordedRun& recorded, const CaseResult& result,
                      const CheckResult& check) {
  const SourceLine line = recorded.LineOf(result, check);
  return std::string(ToText(check.verdict)) + ": " + SentenceOf(check) + "\n" +
         Field("expected", check.expected) + Field("observed", check.observed) +
         Field("clause", ClauseText(recorded, check)) + Field("blame", ToText(check.blame)) +
         Field("because", check.reason) + Field("known", check.known.value_or("")) +
         Field("step", line.file.empty() ? "" : ToText(line));
}

// 0: nothing to act upon.
int Importance(const CaseResult& result) {
  switch (result.verdict) {
    case Verdict::kFail:
      return result.known ? 1 : 5;
    case Verdict::kError:
      return 4;
    case Verdict::kInconclusive:
      return 3;
    case Verdict::kDeviates:
      return 2;
    case Verdict::kPass:
    case Verdict::kPermitted:
    case Verdict::kUnsupported:
      return 0;
  }
  return 0;
}

}  // namespace

bool IsWhole(const Run& run) { return !run.finished.empty() && !run.interrupted; }

CiStatus CiStatusOf(const CaseResult& result) {
  switch (result.verdict) {
    case Verdict::kPass:
    case Verdict::kPermitted:
    case Verdict::kDeviates:
      return CiStatus::kPassed;
    case Verdict::kFail:
      return result.known ? CiStatus::kSkipped : CiStatus::kFailed;
    case Verdict::kError:
    case Verdict::kInconclusive:
      return CiStatus::kBroken;
    case Verdict::kUnsupported:
      return CiStatus::kSkipped;
  }
  return CiStatus::kBroken;
}

std::vector<const CheckResult*> BrokenChecks(const CaseResult& result) {
  std::vector<const CheckResult*> broken;
  for (const CheckResult& each : result.checks) {
    if (each.verdict != Verdict::kPass && each.verdict != Verdict::kPermitted) {
      broken.push_back(&each);
    }
  }
  return broken;
}

std::string SentenceOf(const CheckResult& check) {
  if (!check.signature.empty()) return PlainLine(check.signature);
  return PlainLine(check.observed + ", expected " + check.expected);
}

const CheckResult* DecisiveCheckOf(const CaseResult& result) {
  const auto broken = BrokenChecks(result);
  const auto found = std::ranges::find_if(
      broken, [&result](const CheckResult* each) { return each->verdict == result.verdict; });
  return found == broken.end() ? nullptr : *found;
}

std::string HeadlineOf(const CaseResult& result) {
  const CheckResult* decisive = DecisiveCheckOf(result);
  if (decisive == nullptr) return PlainLine(result.reason);
  const std::string sentence = SentenceOf(*decisive);
  if (!result.known || !decisive->known) return sentence;
  return "known: " + PlainLine(*decisive->known) + ": " + sentence;
}

std::vector<const CaseResult*> TroublesOf(const Run& run) {
  std::vector<const CaseResult*> troubles;
  for (const CaseResult& each : run.cases) {
    if (Importance(each) > 0) troubles.push_back(&each);
  }
  std::ranges::stable_sort(troubles, std::ranges::greater{},
                           [](const CaseResult* each) { return Importance(*each); });
  return troubles;
}

std::string AccountOf(const RecordedRun& recorded, const CaseResult& result) {
  std::string text;
  for (const CheckResult* each : BrokenChecks(result)) {
    text += CheckText(recorded, result, *each);
  }
  if (!result.reason.empty()) {
    text += std::string(ToText(result.verdict)) + ": " + PlainLine(result.reason) + "\n";
  }
  if (text.empty() || result.verdict == Verdict::kUnsupported) return text;
  return text + Field("evidence", result.evidence) +
         Field("repeat", recorded.RepeatCommand(result));
}

std::string ToText(const SourceLine& line) {
  return PlainLine(line.file) + ":" + std::to_string(line.line);
}

}  // namespace closespec
