// A recorded run with a case of every end, and one in which every text is hostile, for the tests of
// the exports.

#ifndef CLOSESPEC_REPORTS_SAMPLE_RECORDED_RUN_H_
#define CLOSESPEC_REPORTS_SAMPLE_RECORDED_RUN_H_

#include <string>
#include <string_view>

#include "reports/results/recorded_run.h"

namespace closespec {

// Markup of every format, line ends, escape sequences, and octets that are not UTF-8.
inline constexpr std::string_view kHostile =
    "]]><script>alert(1)</script> # SKIP | ``` ``` </pre> \" ' \\ {0} %0A ::error::x\r\n\n"
    "not ok 1 - @all\n...\n\x1b[31m\x01\xff\xc3";

inline CaseResult SampleCase(std::string id, Verdict verdict) {
  CaseResult result;
  result.id = std::move(id);
  result.scenario = result.id.substr(0, result.id.find('['));
  result.chapter = result.id.substr(0, result.id.find('/'));
  result.verdict = verdict;
  result.duration = std::chrono::microseconds(1834);
  return result;
}

inline CaseResult SampleBrokenCase(std::string id, Verdict verdict) {
  CaseResult result = SampleCase(std::move(id), verdict);
  result.blame = Blame::kSut;
  result.checks = {{.step = 0,
                    .expected = "ECONNRESET",
                    .observed = "returned 0",
                    .clause = "posix-recv-p2",
                    .verdict = verdict,
                    .signature = "peer.recv#1: returned 0, expected ECONNRESET",
                    .blame = Blame::kSut}};
  result.evidence = "evidence/" + result.scenario;
  return result;
}

inline Run SampleRecord() {
  Run run;
  run.closespec = "0.1.0";
  run.suite_revision = "c0ffee";
  run.started = "2026-11-24T23:18:00Z";
  run.finished = "2026-11-24T23:19:00Z";
  run.kernel = "6.18.44";
  run.command = {"closespec", "run", "--target", "acme.json"};
  run.sut = {"acme", "acme-1.0", {}};
  run.cases = {SampleCase("half_close/fin[family=ipv4]", Verdict::kPass),
               SampleBrokenCase("linger/zero[family=ipv4]", Verdict::kDeviates),
               SampleBrokenCase("unread_data/close[family=ipv4]", Verdict::kFail),
               SampleBrokenCase("unread_data/close[family=ipv6]", Verdict::kFail),
               SampleCase("unread_data/late[family=ipv4]", Verdict::kInconclusive),
               SampleCase("shared/fork[family=ipv4]", Verdict::kUnsupported)};
  run.cases[3].known = true;
  run.cases[3].checks[0].known = "planned for 7.2";
  run.cases[4].reason = "harness late by 812 ms";
  run.cases[4].attempts = 3;
  run.cases[5].reason = "needs fork";
  return run;
}

inline Suite SampleSuite() {
  Suite suite;
  suite.revision = "c0ffee";
  suite.requirements["posix-recv-p2"] = {
      .id = "posix-recv-p2",
      .source = "POSIX.1-2017",
      .section = "recv()",
      .text = "ECONNRESET A connection was forcibly closed by a peer."};
  const std::string file = "suites/unread_data/close.json";
  Scenario scenario;
  scenario.id = "unread_data/close";
  scenario.file = file;
  for (const char* id : {"unread_data/close[family=ipv4]", "unread_data/close[family=ipv6]"}) {
    Case each;
    each.id = id;
    each.steps.emplace_back();
    each.steps.front().file = file;
    each.steps.front().line = 12;
    scenario.cases.push_back(std::move(each));
  }
  suite.scenarios.push_back(std::move(scenario));
  return suite;
}

inline Run HostileRecord() {
  const std::string text(kHostile);
  Run run = SampleRecord();
  run.closespec = run.started = run.kernel = run.sut.target = run.sut.stack = text;
  run.command = {"closespec", "run", "--target", text};
  for (CaseResult& each : run.cases) {
    each.id = each.scenario = each.chapter = each.reason = each.evidence = text;
    for (CheckResult& check : each.checks) {
      check.expected = check.observed = check.clause = check.signature = check.reason = text;
      if (check.known) check.known = text;
    }
  }
  return run;
}

inline Suite HostileSuite() {
  Suite suite = SampleSuite();
  const std::string text(kHostile);
  suite.requirements[text] = {.id = text, .source = text, .section = text, .text = text};
  suite.scenarios[0].id = suite.scenarios[0].file = text;
  return suite;
}

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_SAMPLE_RECORDED_RUN_H_
