#include "harness/qualify/bundle/verification.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <variant>

#include "harness/qualify/bundle/manifest.h"
#include "harness/qualify/bundle/rejudging.h"
#include "harness/qualify/bundle/statement.h"
#include "harness/qualify/bundle/wire_evidence.h"
#include "harness/targets/target.h"
#include "peers/wire/pcap_reader.h"
#include "reports/json/results_reader.h"
#include "suites/model/document.h"

namespace closespec {
namespace {

constexpr std::size_t kDate = 10;  // characters of an ISO 8601 time

// What somebody else than the SUT's own peer bears witness to.
bool IsOfOthers(const Action& action) {
  if (const auto* call = std::get_if<SocketCall>(&action)) return call->actor == Actor::kPeer;
  if (const auto* finish = std::get_if<FinishCall>(&action)) return finish->actor == Actor::kPeer;
  if (const auto* blocked = std::get_if<StillBlocked>(&action)) {
    return blocked->actor == Actor::kPeer;
  }
  return std::holds_alternative<AwaitSegment>(action) ||
         std::holds_alternative<NeverSegment>(action) || std::holds_alternative<Silence>(action);
}

bool RestsOnSutAlone(const Case& judged, const CaseResult& result) {
  return std::ranges::none_of(result.checks, [&judged](const CheckResult& check) {
    return check.step && *check.step < judged.steps.size() &&
           IsOfOthers(judged.steps[*check.step].action);
  });
}

class Verifying {
 public:
  Verifying(const std::filesystem::path& folder, const std::filesystem::path& suites)
      : folder_(folder), suites_(suites), target_(LoadTarget(folder / kTargetFile, folder)) {}

  Verification All() {
    verified_.problems = DifferencesFromManifest(folder_);
    const std::vector<std::string> files = FilesBelow(folder_);
    verified_.files = files.size();
    unused_.insert(files.begin(), files.end());
    for (const char* each : {kTargetFile, kResultsFile, kStatement}) unused_.erase(each);
    const Run run = ReadResults(folder_ / kResultsFile,
                                {.on_head = [this](const Run& head) { Begin(head); },
                                 .on_case = [this](CaseResult&& result) { Check(result); }});
    End(run);
    return std::move(verified_);
  }

 private:
  void Say(const std::string& where, const std::string& what) {
    verified_.problems.push_back(where + ": " + what);
  }

  void Begin(const Run& head) {
    head_ = head;
    rejudging_ = std::make_unique<Rejudging>(LoadSuite(suites_), head);
    statement_ = std::make_unique<Statement>(target_, head);
    const Suite& suite = rejudging_->Judged();
    if (head.suite_revision != suite.revision) {
      Say(kResultsFile, "of suite " + head.suite_revision + ", which is not this program's (" +
                            suite.revision + ")");
    }
    if (std::set<std::string>(head.follows.begin(), head.follows.end()) != target_.follows) {
      Say(kResultsFile, "judged by other texts than the target follows");
    }
    for (const Scenario& scenario : suite.scenarios) {
      for (const Case& each : scenario.cases) missing_.insert(each.id);
    }
  }

  void Check(const CaseResult& recorded) {
    ++verified_.cases;
    const Case* const judged = rejudging_->CaseOf(recorded.id);
    if (judged == nullptr) return Say(recorded.id, "the suite has no such case");
    if (missing_.erase(recorded.id) == 0) return Say(recorded.id, "is there twice");
    statement_->Add(*judged, recorded);
    CheckKnown(recorded);
    const Rejudged again = rejudging_->Judge(recorded, folder_);
    unused_.erase(recorded.evidence + ".journal");
    const bool has_capture = unused_.erase(recorded.evidence + ".pcap") != 0;
    switch (again.comparison) {
      case Comparison::kWithoutEvidence:
        if (recorded.verdict != Verdict::kUnsupported) Say(recorded.id, "has no journal");
        return;
      case Comparison::kChanged:
        return Say(recorded.id, "its journal is of another stimulus");
      case Comparison::kDifferent:
        return Say(recorded.id, "is recorded as " + std::string(ToText(recorded.verdict)) +
                                    "; its journal is judged otherwise (" +
                                    std::string(ToText(again.verdict)) + ")");
      case Comparison::kSame:
        break;
    }
    if (again.journal.case_id != recorded.id) {
      return Say(recorded.id, "its journal is that of " + again.journal.case_id);
    }
    ++verified_.judged_again;
    if (RestsOnSutAlone(*judged, recorded)) ++verified_.on_the_suts_word;
    CheckCapture(recorded, again.journal, has_capture);
  }

  // Only the target's deviations make a failure a known one.
  void CheckKnown(const CaseResult& recorded) {
    CaseResult again = recorded;
    again.known = false;
    for (CheckResult& check : again.checks) check.known.reset();
    MarkKnown(target_, head_.started.substr(0, kDate), again);
    if (again != recorded) Say(recorded.id, "is known in another way than the target says");
  }

  void CheckCapture(const CaseResult& recorded, const Journal& journal, bool has_capture) {
    if (has_capture != journal.capture) {
      return Say(recorded.id, has_capture ? "has a capture that its journal knows nothing of"
                                          : "has no capture");
    }
    if (!has_capture) return;
    const std::filesystem::path file = folder_ / (recorded.evidence + ".pcap");
    auto segments =
        ReadSegments(file, journal.real_checksums ? Checksums::kReal : Checksums::kOffloaded);
    if (!segments) return Say(recorded.id, "its capture: " + segments.trouble().what);
    const auto difference = DifferenceFromCapture(
        journal,
        {*std::move(segments), std::filesystem::file_size(file), !head_.limitations.empty()});
    if (difference) return Say(recorded.id, *difference);
    ++verified_.captures;
  }

  void End(const Run& run) {
    if (run.finished.empty() || run.interrupted) Say(kResultsFile, "the run was cut short");
    for (const std::string& id : missing_) Say(id, "did not run");
    for (const std::string& file : unused_) Say(file, "belongs to no case");
    const std::string name = (folder_ / kStatement).string();
    if (ReadFile(name, name) != statement_->Text(run.finished)) {
      Say(kStatement, "does not say what target and results say");
    }
  }

  const std::filesystem::path& folder_;
  const std::filesystem::path& suites_;
  Target target_;
  Run head_;
  std::unique_ptr<Rejudging> rejudging_;
  std::unique_ptr<Statement> statement_;
  std::set<std::string> missing_;
  std::set<std::string> unused_;
  Verification verified_;
};

}  // namespace

Verification VerifyBundle(const std::filesystem::path& folder,
                          const std::filesystem::path& suites) {
  return Verifying(folder, suites).All();
}

}  // namespace closespec
