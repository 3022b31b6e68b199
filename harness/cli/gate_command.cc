#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <system_error>
#include <utility>

#include "harness/cli/commands.h"
#include "harness/cli/conducted_gate.h"
#include "harness/cli/read_both.h"
#include "harness/cli/recorded_ladders.h"
#include "harness/cli/timestamp.h"
#include "reports/gate/gate_text.h"
#include "reports/gate/update.h"
#include "reports/results/account.h"
#include "reports/terminal/layout.h"
#include "suites/model/spelling.h"

namespace closespec {
namespace {

namespace fs = std::filesystem;

// Where --update begins a file, there is none yet.
Expectations ReadExpectations(const GateOptions& options) {
  if (options.expectations.empty()) return {};
  if (options.updates && !fs::exists(options.expectations)) return {};
  return Expectations::Read(options.expectations);
}

GateRuns ReadRuns(const GateOptions& options) {
  const fs::path folder = options.words.front();
  if (!fs::is_directory(folder)) {
    throw DocumentError("gate: \"" + folder.string() + "\" is no folder of a run; selectors need " +
                        "--run or --against");
  }
  GateRuns runs;
  runs.run.folder = folder;
  runs.baseline.folder = options.baseline;
  if (options.baseline.empty()) {
    runs.run.facts = ReadRunFacts(folder);
  } else {
    std::tie(runs.baseline.facts, runs.run.facts) = ReadBoth(options.baseline, folder);
    RequireBaseline(options.baseline, runs.baseline.facts.head, runs.run.facts.head.socket);
  }
  return runs;
}

// Of the run, and of the suite where some expectation fits none of these: to load all scenarios
// takes its time.
std::vector<std::string> KnownCases(const Installation& installation,
                                    const Expectations& expectations, const RunFacts& run) {
  std::vector<std::string> ids;
  for (const CaseFacts& each : run.cases) ids.push_back(each.id);
  if (expectations.FittingNoneOf(ids).empty()) return ids;
  for (const Scenario& scenario : LoadSuite(installation.suites).scenarios) {
    for (const Case& each : scenario.cases) ids.push_back(each.id);
  }
  return ids;
}

std::string NameOf(const GateRun& run) {
  const Run& head = run.facts.head;
  return run.folder.string() + ": " + head.sut.target + " (" + head.sut.stack + "), " +
         std::to_string(run.facts.cases.size()) + " cases, begun " + head.started;
}

class Showing {
 public:
  Showing(const Installation& installation, const GateRuns& runs)
      : runs_(runs), ladders_(installation.suites, look_) {}

  CaseLook Look() {
    return {[this](std::string_view text) { return Clean(look_, text); },
            [this](const CaseDifference& each) { return Ladders(each); }};
  }

 private:
  std::string Ladders(const CaseDifference& each) {
    std::string text;
    if (each.before != nullptr && !each.before->evidence.empty()) {
      text += "\n  baseline\n" + Draw(runs_.baseline, *each.before);
    }
    if (each.after != nullptr && !each.after->evidence.empty()) {
      text += "\n  run\n" + Draw(runs_.run, *each.after);
    }
    return text + "\n";
  }

  std::string Draw(const GateRun& run, const CaseFacts& facts) {
    return ladders_.Draw(run.folder, run.facts, facts);
  }

  const closespec::Look look_ = ChooseLook(FactsOf(Stream::kOutput));
  const GateRuns& runs_;
  RecordedLadders ladders_;
};

const CaseFacts* FindCase(const RunFacts& run, const std::string& id) {
  const auto found = std::ranges::lower_bound(run.cases, id, {}, &CaseFacts::id);
  return found == run.cases.end() || found->id != id ? nullptr : &*found;
}

int Explain(const GatePolicy& policy, const GateRuns& runs, const std::string& id,
            const CaseLook& look) {
  const CaseDifference pair = {FindCase(runs.baseline.facts, id), FindCase(runs.run.facts, id)};
  if (pair.before == nullptr && pair.after == nullptr) {
    std::vector<std::string_view> ids;
    for (const CaseFacts& each : runs.run.facts.cases) ids.push_back(each.id);
    throw DocumentError("gate --explain: no case \"" + id + "\"" + DidYouMean(id, ids));
  }
  const GateOutcome outcome = JudgeCase(policy, pair);
  PrintExplanation(std::cout, policy, outcome, look);
  return outcome.is_red ? kFellShort : kAsExpected;
}

// Written beside it and then renamed, so that there is never half of it.
int WriteExpectations(const fs::path& file, const std::string& text) {
  const fs::path fresh = file.string() + ".new";
  std::ofstream out(fresh, std::ios::binary);
  out << text;
  out.close();
  std::error_code error = out ? std::error_code() : std::make_error_code(std::errc::io_error);
  if (!error) fs::rename(fresh, file, error);
  if (!error) return kAsExpected;
  std::cerr << "closespec: " << file.string() << ": " << error.message() << '\n';
  return kRunBroke;
}

int UpdateFile(const GateOptions& options, const GatePolicy& policy, const GateRuns& runs) {
  const Run& head = runs.run.facts.head;
  if (!IsWhole(head)) {
    throw DocumentError(runs.run.folder.string() +
                        ": gate --update takes only a run that came to its end");
  }
  const UpdatedExpectations updated = Update(
      policy.expectations, runs.run.facts,
      {options.owner, options.expires, runs.run.folder.string(), policy.today, policy.known_cases});
  const int code = WriteExpectations(options.expectations, ToText(updated.all));
  if (code != kAsExpected) return code;
  std::cout << options.expectations.string() << ": " << updated.kept << " kept, "
            << updated.narrowed << " narrowed, " << updated.dropped << " dropped, "
            << updated.renewed << " renewed, " << updated.added << " added\n";
  return kAsExpected;
}

int PrintJson(const GatePolicy& policy, const GateOptions& options, const GateRuns& runs) {
  const GateReport report = Judge(policy, runs.baseline.facts, runs.run.facts);
  GateMeasure measure{.expectations = options.expectations.string()};
  if (policy.has_baseline) {
    measure.baseline.emplace(NamedRun{runs.baseline.folder.string(), runs.baseline.facts});
  }
  PrintGateJson(std::cout, {runs.run.folder.string(), runs.run.facts}, measure, report);
  return ExitCode(report);
}

}  // namespace

int GateCommand(const Installation& installation, const GateOptions& options) {
  const Expectations expectations = ReadExpectations(options);
  GatePolicy policy{options.expectations.empty(), expectations, TimestampNow().substr(0, 10), {}};
  const bool is_recorded = !options.conducts && options.against.empty();
  const GateRuns runs =
      is_recorded ? ReadRuns(options) : ConductGate(installation, options, policy);
  policy.known_cases = KnownCases(installation, expectations, runs.run.facts);
  if (options.updates) return UpdateFile(options, policy, runs);
  if (options.as_json) return PrintJson(policy, options, runs);
  Showing showing(installation, runs);
  const CaseLook look = showing.Look();
  if (!options.explains.empty()) return Explain(policy, runs, options.explains, look);
  std::cout << look.clean("run       " + NameOf(runs.run)) << '\n';
  if (policy.has_baseline) {
    std::cout << look.clean("baseline  " + NameOf(runs.baseline)) << '\n';
  } else {
    std::cout << look.clean("expected  " + options.expectations.string()) << '\n';
  }
  std::cout << '\n';
  const GateReport report = Judge(policy, runs.baseline.facts, runs.run.facts);
  PrintGate(std::cout, report, look);
  return ExitCode(report);
}

}  // namespace closespec
