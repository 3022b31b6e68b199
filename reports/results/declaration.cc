#include "reports/results/results.h"

namespace closespec {
namespace {

constexpr std::string_view kSubject = "target.declares ";

}  // namespace

CheckResult BrokenDeclaration(const std::string& feature, const std::string& why) {
  CheckResult check;
  check.expected = feature + ", as the target declares";
  check.observed = why;
  check.verdict = Verdict::kFail;
  check.signature = std::string(kSubject) + feature + ": " + why;
  check.blame = Blame::kSut;
  check.reason = "either the target declares too much, or its peer can do too little";
  return check;
}

bool IsOfDeclaration(const CheckResult& check) { return IsOfDeclaration(check.signature); }
bool IsOfDeclaration(std::string_view signature) { return signature.starts_with(kSubject); }

}  // namespace closespec
