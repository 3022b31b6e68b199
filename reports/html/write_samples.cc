// Pages for the test in a browser: write_samples SUITES FOLDER makes below FOLDER runs of two
// stacks and of one that is hostile, and two.html, hostile.html and many.html; of a part of the
// suite, since to load all of it takes a while with sanitizers.

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "reports/html/report_writer.h"
#include "reports/json/results_writer.h"
#include "reports/ladder/sample_case.h"
#include "suites/model/journal_text.h"

namespace closespec {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMany = 20'000;
constexpr int kManySignatures = 20;  // more than the summary shows at first
constexpr const char* kAttack =
    "</script><script>alert(1)</script><!--<img src=x onerror=alert(2)>\u2028\u202Egnp\u200B'\"&";

fs::path PartOf(const fs::path& suites, const fs::path& folder) {
  constexpr std::array kChapters = {"linger", "unread_data"};
  constexpr std::array kTable = {"rst_in_", "fin_in_"};
  fs::remove_all(folder);
  fs::create_directories(folder / "segment_in_state");
  fs::copy(suites / "requirements.json", folder / "requirements.json");
  fs::copy(suites / "preambles", folder / "preambles");
  fs::copy(suites / "witnesses", folder / "witnesses");
  for (const char* each : kChapters) fs::copy(suites / each, folder / each);
  for (const fs::directory_entry& each : fs::directory_iterator(suites / "segment_in_state")) {
    const std::string name = each.path().filename().string();
    const auto begins = [&name](const char* with) { return name.starts_with(with); };
    if (std::any_of(kTable.begin(), kTable.end(), begins)) {
      fs::copy(each.path(), folder / "segment_in_state" / name);
    }
  }
  return folder;
}

Run HeadOf(const std::string& target, const Suite& suite) {
  Run run;
  run.closespec = "0.1.0";
  run.suite_revision = suite.revision;
  run.started = "2026-11-24T23:18:00Z";
  run.finished = "2026-11-24T23:19:00Z";
  run.kernel = "6.18.44";
  run.command = {"closespec", "run", "--all-targets"};
  run.sut = {target, target + "-1.0", {}};
  run.peer = {"linux", "linux-6.18.44", {}};
  return run;
}

CaseResult Passed(const Case& judged) {
  CaseResult result{.id = judged.id, .scenario = judged.scenario, .chapter = judged.chapter};
  for (std::size_t i = judged.preamble_steps; i < judged.steps.size(); ++i) {
    if (!IsCheck(judged.steps[i])) continue;
    result.checks.push_back({.step = i,
                             .expected = "what is asked",
                             .observed = "that",
                             .clause = judged.steps[i].clause});
  }
  return result;
}

// With the evidence of the sample that the ladder is tested with.
CaseResult Failed(const Case& judged, const fs::path& folder, const std::string& stack) {
  Sample sample = UnreadDataSample();
  CaseResult result = sample.result;
  result.id = judged.id;
  result.evidence = "evidence/failed";
  for (std::size_t i = 0; i < result.checks.size(); ++i) {
    result.checks[i].step = judged.preamble_steps + 3 + i;
  }
  result.checks.push_back({.expected = "byte_ledger",
                           .observed = "not judged",
                           .clause = "rfc9293-3.6-p4",
                           .level = Level::kRecord,
                           .reason = "waived"});
  sample.journal.stimulus = judged.stimulus;
  std::get<PeerReady>(sample.journal.entries.front().event).stack = stack;
  fs::create_directories(folder / "evidence");
  std::ofstream(folder / "evidence/failed.journal") << WriteJournal(sample.journal);
  std::ofstream(folder / "evidence/failed.pcap") << "a capture";
  return result;
}

void Save(const fs::path& folder, const Run& run) {
  fs::create_directories(folder);
  if (const auto trouble = WriteResults(folder / "results.json", run)) {
    std::cerr << trouble->what << '\n';
    std::exit(1);
  }
}

// A case of every chapter's first scenario, and of all that the table of states has.
Run Selected(const Suite& suite, const std::string& target) {
  Run run = HeadOf(target, suite);
  std::string chapter;
  for (const Scenario& scenario : suite.scenarios) {
    if (scenario.chapter == chapter && chapter != "segment_in_state") continue;
    chapter = scenario.chapter;
    run.cases.push_back(Passed(scenario.cases.front()));
  }
  return run;
}

const Case& UnreadCase(const Suite& suite) {
  const std::vector<std::string> selectors = {
      "unread_data/close_with_unread_data_sends_rst[unread=1,family=ipv4,opener=sut]"};
  return *SelectCases(suite, selectors).front();
}

void WriteTwo(const Suite& suite, const fs::path& folder) {
  Run good = Selected(suite, "good");
  Run bad = Selected(suite, "bad");
  good.cases.push_back(Passed(UnreadCase(suite)));
  bad.cases.push_back(Failed(UnreadCase(suite), folder / "bad", "bad-1.0"));
  CaseResult& known = bad.cases.front();
  known.verdict = Verdict::kFail;
  known.known = true;
  known.checks.front().verdict = Verdict::kFail;
  known.checks.front().known = "mended in 2.0";
  bad.cases[1].verdict = Verdict::kUnsupported;
  bad.cases[1].reason = "needs fork";
  bad.cases[1].checks.clear();
  bad.limitations = {"no capture on Sundays"};
  Save(folder / "good", good);
  Save(folder / "bad", bad);
  std::ofstream page(folder / "two.html");
  WriteHtmlReport(page, suite, {folder / "good", folder / "bad"}, folder);
}

void WriteHostile(const Suite& suite, const fs::path& folder) {
  Run run = HeadOf(kAttack, suite);
  run.started = run.finished = run.kernel = run.closespec = run.suite_revision = kAttack;
  run.sut.stack = run.peer.stack = kAttack;
  run.limitations = run.command = {kAttack, kAttack};
  CaseResult result =
      Failed(UnreadCase(suite), folder / "hostile", "\xFF\xC0\x80 " + std::string(kAttack));
  result.reason = kAttack;
  for (CheckResult& check : result.checks) {
    check.expected = check.observed = check.clause = check.signature = check.reason = kAttack;
    check.known = kAttack;
  }
  result.records = {{kAttack, kAttack}};
  CaseResult unknown = result;
  unknown.id = std::string(kAttack) + "[x=" + kAttack + "]";
  unknown.scenario = kAttack;
  unknown.chapter = kAttack;
  run.cases = {result, unknown};
  Save(folder / "hostile", run);
  std::ofstream page(folder / "hostile.html");
  WriteHtmlReport(page, suite, {folder / "hostile"}, folder);
}

void WriteMany(const Suite& suite, const fs::path& folder) {
  Run run = HeadOf("many", suite);
  while (run.cases.size() < kMany) {
    for (const Scenario& scenario : suite.scenarios) {
      for (const Case& each : scenario.cases) {
        if (run.cases.size() == kMany) break;
        CaseResult result = Passed(each);
        result.checks.resize(std::min<std::size_t>(result.checks.size(), 1));
        result.id.insert(result.id.size() - 1, ",round=" + std::to_string(run.cases.size()));
        run.cases.push_back(std::move(result));
      }
    }
  }
  for (int i = 0; i < kManySignatures; ++i) {
    CaseResult& result = run.cases[static_cast<std::size_t>(i)];
    result.verdict = Verdict::kFail;
    result.checks = {{.verdict = Verdict::kFail, .signature = "signature " + std::to_string(i)}};
  }
  Save(folder / "many", run);
  std::ofstream page(folder / "many.html");
  WriteHtmlReport(page, suite, {folder / "many"}, folder);
}

}  // namespace
}  // namespace closespec

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: write_samples SUITES FOLDER\n";
    return 2;
  }
  const closespec::Suite suite =
      closespec::LoadSuite(closespec::PartOf(argv[1], std::filesystem::path(argv[2]) / "suites"));
  closespec::WriteTwo(suite, argv[2]);
  closespec::WriteHostile(suite, argv[2]);
  closespec::WriteMany(suite, argv[2]);
}
