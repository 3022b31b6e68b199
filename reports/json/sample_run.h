// A run in which every field of every value is used, for the tests of writer, reader and schema.

#ifndef CLOSESPEC_REPORTS_JSON_SAMPLE_RUN_H_
#define CLOSESPEC_REPORTS_JSON_SAMPLE_RUN_H_

#include "reports/results/results.h"

namespace closespec {

inline CaseResult SamplePass() {
  CaseResult result;
  result.id = "orderly_release/close[family=ipv4,opener=sut]";
  result.scenario = "orderly_release/close";
  result.chapter = "orderly_release";
  result.duration = std::chrono::microseconds(1834);
  result.checks = {{.step = 8,
                    .expected = "FIN, perhaps ACK",
                    .observed = "FIN|ACK",
                    .clause = "rfc9293-3.6-p2",
                    .entry = 31},
                   {.expected = "the invariant", .observed = "held", .level = Level::kShould}};
  return result;
}

inline CaseResult SampleFail() {
  CaseResult result;
  result.id = "unread_data/close[unread=1,family=ipv6]";
  result.scenario = "unread_data/close";
  result.chapter = "unread_data";
  result.verdict = Verdict::kFail;
  result.blame = Blame::kSut;
  result.reason = "seen \"with\" odd \\ octets \x01 and \u00a7";
  result.checks = {{.step = 11,
                    .expected = "ECONNRESET",
                    .observed = "returned 0",
                    .clause = "posix-recv-p2",
                    .level = Level::kShould,
                    .verdict = Verdict::kDeviates,
                    .signature = "peer.recv#1: returned 0, expected ECONNRESET",
                    .blame = Blame::kUnattributed,
                    .reason = "the link was not captured",
                    .entry = 44,
                    .known = "planned for 7.2"}};
  result.records = {{"second recv", "0"}, {"second recv", ""}};
  result.duration = std::chrono::microseconds(60'001'834);
  result.lateness = std::chrono::milliseconds(12);
  result.attempts = 2;
  result.distrusted = "the canary failed";
  result.reset = "exited with status 0";
  result.evidence = "evidence/0002-unread_data";
  result.known = true;
  return result;
}

inline CaseResult SampleUnsupported() {
  CaseResult result;
  result.id = "odd";
  result.scenario = "not/told by the id";
  result.chapter = "elsewhere";
  result.verdict = Verdict::kUnsupported;
  result.reason = "needs fork";
  return result;
}

inline Run SampleRun() {
  Run run;
  run.closespec = "0.1.0";
  run.suite_revision = "c0ffee";
  run.started = "2026-11-24T23:18:00Z";
  run.finished = "2026-11-24T23:19:00Z";
  run.kernel = "6.18.44";
  run.command = {"closespec", "run", "unread_data/*"};
  run.follows = {"posix", "seed"};
  run.canary = "orderly_release/close[family=ipv4,opener=sut]";
  run.socket = SocketKind::kMptcp;
  run.limitations = {"no capture"};
  run.seed = 18446744073709551615U;
  run.jobs = 16;
  run.interrupted = true;
  run.selection = {.hash = "beef", .cases = 15, .repeat = 2, .shard = "2/5"};
  run.sut = {"linux", "linux-6.18.44", {{"net.ipv4.tcp_fin_timeout", "60"}}};
  run.peer = {"linux", "linux-6.18.44", {}};
  run.cases = {SamplePass(), SampleFail(), SampleUnsupported()};
  return run;
}

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_JSON_SAMPLE_RUN_H_
