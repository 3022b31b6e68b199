#include "harness/qualify/baseline.h"

#include <algorithm>
#include <optional>

namespace closespec {
namespace {

constexpr const char* kVerdict = "verdict";

bool IsBroken(const CheckResult& check) {
  return check.verdict == Verdict::kFail || check.verdict == Verdict::kDeviates;
}

// What is compared of a check: never a time or an absolute number.
std::string ValueOf(const CheckResult& check) {
  if (IsBroken(check)) return check.signature;
  if (check.verdict == Verdict::kPermitted) return "permitted: " + check.observed;
  return std::string(ToText(check.verdict));
}

std::string NameOf(const CheckResult& check) {
  if (check.step) return "step " + std::to_string(*check.step);
  // An invariant: "byte_ledger: ...".
  return check.expected.substr(0, check.expected.find(':'));
}

template <typename Named>
struct Aspected {
  std::string name;
  std::string value;
  const Named* source;
};

// Gives equal names an ordinal.
class Names {
 public:
  std::string Distinct(const std::string& name) {
    const int before = uses_[name]++;
    return before == 0 ? name : name + " #" + std::to_string(before + 1);
  }

 private:
  std::map<std::string, int> uses_;
};

std::vector<Aspected<CheckResult>> ChecksOf(const CaseResult& result) {
  Names names;
  std::vector<Aspected<CheckResult>> checks;
  for (const CheckResult& each : result.checks) {
    checks.push_back({names.Distinct(NameOf(each)), ValueOf(each), &each});
  }
  return checks;
}

std::vector<Aspected<Record>> RecordsOf(const CaseResult& result) {
  Names names;
  std::vector<Aspected<Record>> records;
  for (const Record& each : result.records) {
    records.push_back({names.Distinct("record " + each.what), each.observed, &each});
  }
  return records;
}

std::string Contrast(std::string name, const std::string& value, const std::string& usual) {
  return name.append(": ").append(value).append(", without the fault ").append(usual);
}

// Says something of the stack's behaviour, not of the evidence.
bool IsJudged(const CheckResult& check) {
  return check.verdict != Verdict::kInconclusive && check.verdict != Verdict::kError;
}

}  // namespace

bool IsTooLate(const CaseResult& result) {
  if (result.verdict != Verdict::kInconclusive) return false;
  // A check that was too late to tell ends the case, and then nothing after it could be judged.
  return result.blame == Blame::kHarness ||
         std::any_of(result.checks.begin(), result.checks.end(), [](const CheckResult& check) {
           return check.verdict == Verdict::kInconclusive && check.blame == Blame::kHarness;
         });
}

void Baseline::Add(const CaseResult& result) {
  if (IsTooLate(result)) return;
  ++runs_;
  if (result.verdict == Verdict::kUnsupported) ++unsupported_;
  const bool is_trouble =
      result.verdict == Verdict::kInconclusive || result.verdict == Verdict::kError;
  if (is_trouble) ++troubled_;
  trouble_ = troubled_ < runs_ ? "" : std::string(ToText(result.verdict)) + ": " + result.reason;
  const auto add = [this](const std::string& name, const std::string& value) {
    aspects_[name].values.insert(value);
    ++aspects_[name].seen;
  };
  add(kVerdict, std::string(ToText(result.verdict)));
  for (const auto& check : ChecksOf(result)) add(check.name, check.value);
  for (const auto& record : RecordsOf(result)) add(record.name, record.value);
}

std::vector<std::string> Baseline::Unstable() const {
  std::vector<std::string> names;
  for (const auto& [name, aspect] : aspects_) {
    if (!IsStable(name)) names.push_back(name);
  }
  return names;
}

bool Baseline::IsStable(const std::string& name) const {
  const auto found = aspects_.find(name);
  if (found == aspects_.end()) return true;  // never there
  return found->second.values.size() == 1 && found->second.seen == runs_;
}

bool Baseline::Differs(const std::string& name, const std::string& value) const {
  return IsStable(name) && Usual(name) != value;
}

std::string Baseline::Usual(const std::string& name) const {
  const auto found = aspects_.find(name);
  return found == aspects_.end() ? "" : *found->second.values.begin();
}

Sighting Baseline::Compare(const CaseResult& faulty) const {
  Sighting strongest{.case_id = faulty.id};
  if (runs_ == 0 || IsTooLate(faulty)) {
    strongest.how = Catch::kUnseen;
    strongest.by = runs_ == 0 ? "no run without a fault to compare with" : faulty.reason;
    return strongest;
  }
  const auto see = [&](Sighting sighting) {
    sighting.case_id = faulty.id;
    strongest = Stronger(strongest, sighting);
  };
  for (const auto& [name, value, check] : ChecksOf(faulty)) {
    if (!IsJudged(*check) || !Differs(name, value)) continue;
    if (IsBroken(*check)) {
      see({.how = Catch::kCheck,
           .by = check->signature,
           .clause = check->clause,
           .is_fail = check->verdict == Verdict::kFail});
    } else if (const std::string usual = Usual(name); !usual.empty()) {
      see({.how = Catch::kRecord, .by = Contrast(name, value, usual), .clause = check->clause});
    }
  }
  for (const auto& [name, value, record] : RecordsOf(faulty)) {
    if (!Differs(name, value)) continue;
    const std::string usual = Usual(name);
    see({.how = Catch::kRecord,
         .by = Contrast(name, value, usual.empty() ? "nothing is recorded" : usual)});
  }
  const std::string verdict(ToText(faulty.verdict));
  if (Differs(kVerdict, verdict)) {
    see({.how = Catch::kWeak, .by = verdict + (faulty.reason.empty() ? "" : ": " + faulty.reason)});
  }
  return strongest;
}

}  // namespace closespec
