// GoogleMock matchers for outcomes, checks and results.
//
//   EXPECT_THAT(outcome, FailsWith("ECONNRESET"));
//   EXPECT_THAT(result, HasVerdict(Verdict::kFail, Blame::kSut));

#ifndef CLOSESPEC_HARNESS_JUDGE_TESTING_MATCHERS_H_
#define CLOSESPEC_HARNESS_JUDGE_TESTING_MATCHERS_H_

#include <gmock/gmock.h>

#include <algorithm>
#include <string>

#include "reports/results/results.h"
#include "suites/model/outcome.h"

namespace closespec {

MATCHER_P(FailsWith, error, "") { return !arg.blocked && arg.error == error; }
MATCHER(ReturnsEof, "") {
  const auto end = arg.facts.find("end");
  const bool read_all_to_end = end != arg.facts.end() && end->second == "eof";
  return !arg.blocked && !arg.error && (arg.returns == 0 || read_all_to_end);
}
MATCHER_P(Returns, value, "") { return !arg.blocked && !arg.error && arg.returns == value; }
MATCHER(IsBlocked, "") { return arg.blocked; }

// Of a CaseResult or a CheckResult.
MATCHER_P2(HasVerdict, verdict, blame, "") {
  *result_listener << "which is " << ToText(arg.verdict) << ", blame " << ToText(arg.blame) << ": "
                   << arg.reason;
  return arg.verdict == verdict && arg.blame == blame;
}

// A CaseResult that holds exactly one check that is not met with this signature.
MATCHER_P(HasSignature, signature, "") {
  int found = 0;
  for (const CheckResult& each : arg.checks) {
    if (each.signature.empty()) continue;
    *result_listener << "\n  " << each.signature;
    if (each.signature == signature) ++found;
  }
  return found == 1;
}

// A CaseResult without any check that is not met.
MATCHER(HasNoSignature, "") {
  return std::all_of(arg.checks.begin(), arg.checks.end(), [&](const CheckResult& each) {
    if (!each.signature.empty()) *result_listener << "\n  " << each.signature;
    return each.signature.empty();
  });
}

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_JUDGE_TESTING_MATCHERS_H_
