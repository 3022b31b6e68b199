#include "harness/qualify/bundle/verification.h"

#include <algorithm>
#include <deque>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "harness/qualify/bundle/call_evidence.h"
#include "harness/qualify/bundle/hello_evidence.h"
#include "harness/qualify/bundle/manifest.h"
#include "harness/qualify/bundle/not_run.h"
#include "harness/qualify/bundle/rejudging.h"
#include "harness/qualify/bundle/statement.h"
#include "harness/qualify/bundle/wire_evidence.h"
#include "harness/schedule/schedule.h"
#include "harness/targets/target.h"
#include "peers/wire/pcap_reader.h"
#include "reports/json/results_reader.h"
#include "suites/model/document.h"
#include "suites/model/sha256.h"

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

// What journal and capture of a case come to.
struct Examined {
  std::string id;
  const Case* judged = nullptr;
  std::string reason;   // as recorded
  std::string problem;  // empty: none
  bool began = false;   // there is a journal
  bool judged_again = false;
  bool on_the_suts_word = false;
  bool capture = false;
  std::vector<PeerReady> hellos;
};

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
    verified_.head = head;
    rejudging_ = std::make_unique<Rejudging>(LoadSuite(suites_), head, target_.declares);
    statement_ = std::make_unique<Statement>(target_, head);
    hellos_ = std::make_unique<HelloEvidence>(head);
    const Suite& suite = rejudging_->Judged();
    if (head.suite_revision != suite.revision) {
      Say(kResultsFile, "of suite " + head.suite_revision + ", which is not this program's (" +
                            suite.revision + ")");
    }
    if (std::set<std::string>(head.follows.begin(), head.follows.end()) != target_.follows) {
      Say(kResultsFile, "judged by other texts than the target follows");
    }
    if (head.sut.target != target_.name) {
      Say(kResultsFile, "of target " + head.sut.target + ", and target.json is " + target_.name);
    }
    if (ServerOf(head.sut.stack) != target_.server) {
      Say(kResultsFile, "its stack " + head.sut.stack + " is not what target.json says");
    }
    if (head.socket != SocketKind::kTcp) {
      Say(kResultsFile, "of " + std::string(ToText(head.socket)) + " sockets");
    }
    Sha256 ids;
    for (const Scenario& scenario : suite.scenarios) {
      for (const Case& each : scenario.cases) {
        if (rejudging_->Unfit().contains(each.id) || !HasAddress(target_, each.family)) {
          ++verified_.not_for_the_server;
          continue;
        }
        ids.Add(each.id + "\n");
        places_.emplace(each.id, places_.size());
        missing_.insert(each.id);
      }
    }
    const RunSelection all{.hash = ids.Finish(), .cases = places_.size()};
    if (head.selection != all) Say(kResultsFile, "its selection is not the whole suite, once");
  }

  void Check(const CaseResult& recorded) {
    ++verified_.cases;
    const Case* const judged = rejudging_->CaseOf(recorded.id);
    if (judged == nullptr) return Say(recorded.id, "the suite has no such case");
    if (missing_.erase(recorded.id) == 0) return Say(recorded.id, "is there twice");
    const std::size_t place = places_.at(recorded.id);
    if (place < last_place_) Say(recorded.id, "is not where the suite has it");
    last_place_ = place;
    statement_->Add(*judged, recorded);
    verified_.verdicts.Add(recorded);
    CheckKnown(recorded);
    if (!recorded.evidence.empty() && recorded.evidence != EvidenceStem(recorded.id, 0)) {
      return Say(recorded.id, "has the evidence of another: " + recorded.evidence);
    }
    unused_.erase(recorded.evidence + ".journal");
    const bool has_capture = unused_.erase(recorded.evidence + ".pcap") != 0;
    while (examined_.size() >= at_once_) TakeFirst();
    examined_.push_back(std::async(std::launch::async, [this, judged, recorded, has_capture] {
      return Examine(*judged, recorded, has_capture);
    }));
  }

  void TakeFirst() {
    const Examined first = examined_.front().get();
    examined_.pop_front();
    verified_.judged_again += first.judged_again ? 1 : 0;
    verified_.on_the_suts_word += first.on_the_suts_word ? 1 : 0;
    verified_.captures += first.capture ? 1 : 0;
    if (!first.problem.empty()) return Say(first.id, first.problem);
    const auto problem = first.began
                             ? hellos_->Add(first.hellos, first.judged->wire_peer.has_value())
                             : not_run_.ProblemOf(*first.judged, first.reason);
    if (problem) Say(first.id, *problem);
    if (first.began) not_run_.AddConducted(*first.judged);
  }

  // On any thread.
  Examined Examine(const Case& judged, const CaseResult& recorded, bool has_capture) const {
    Examined examined{.id = recorded.id, .judged = &judged, .reason = recorded.reason};
    const Rejudged again = rejudging_->Judge(recorded, folder_);
    examined.problem = ProblemOf(judged, recorded, again);
    examined.began = again.comparison != Comparison::kWithoutEvidence;
    if (!examined.problem.empty() || !examined.began) return examined;
    examined.hellos = HellosOf(again.journal);
    examined.judged_again = true;
    examined.on_the_suts_word = RestsOnSutAlone(judged, recorded);
    examined.problem = ProblemOfCapture(recorded, again.journal, has_capture);
    examined.capture = has_capture && examined.problem.empty();
    return examined;
  }

  // Of the verdict and the journal alone. Empty: none.
  static std::string ProblemOf(const Case& judged, const CaseResult& recorded,
                               const Rejudged& again) {
    switch (again.comparison) {
      case Comparison::kWithoutEvidence:
        return recorded.verdict == Verdict::kUnsupported ? "" : "has no journal";
      case Comparison::kChanged:
        return "its journal is of another stimulus";
      case Comparison::kDifferent:
        return "is recorded as " + std::string(ToText(recorded.verdict)) +
               "; its journal is judged otherwise (" + std::string(ToText(again.verdict)) + ")";
      case Comparison::kSame:
        break;
    }
    if (again.journal.case_id != recorded.id)
      return "its journal is that of " + again.journal.case_id;
    const auto difference = DifferenceFromSteps(judged, again.journal);
    return difference ? "its journal is not that of its steps: " + *difference : "";
  }

  // Only the target's deviations make a failure a known one.
  void CheckKnown(const CaseResult& recorded) {
    CaseResult again = recorded;
    again.known = false;
    for (CheckResult& check : again.checks) check.known.reset();
    MarkKnown(target_, verified_.head.started.substr(0, kDate), again);
    if (again != recorded) Say(recorded.id, "is known in another way than the target says");
  }

  // Of a device that is this machine's too, the frames that its kernel left to it are among them.
  Checksums ChecksumsOf(const Journal& journal) const {
    if (!journal.real_checksums) return Checksums::kOffloaded;
    return target_.link == LinkKind::kInterface ? Checksums::kRealUnlessLeft : Checksums::kReal;
  }

  // Empty: the capture shows what the journal tells, or both know that there is none.
  std::string ProblemOfCapture(const CaseResult& recorded, const Journal& journal,
                               bool has_capture) const {
    if (has_capture != journal.capture) {
      return has_capture ? "has a capture that its journal knows nothing of" : "has no capture";
    }
    if (!has_capture) return "";
    const std::filesystem::path file = folder_ / (recorded.evidence + ".pcap");
    auto segments = ReadSegments(file, ChecksumsOf(journal));
    if (!segments) return "its capture: " + segments.trouble().what;
    return DifferenceFromCapture(journal, {*std::move(segments), std::filesystem::file_size(file),
                                           !verified_.head.limitations.empty() ||
                                               target_.link == LinkKind::kInterface})
        .value_or("");
  }

  void End(const Run& run) {
    while (!examined_.empty()) TakeFirst();
    verified_.on_the_runs_word = not_run_.OnTheRunsWord();
    for (const std::string& each : not_run_.Contradictions()) Say(kResultsFile, each);
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
  std::unique_ptr<Rejudging> rejudging_;
  std::unique_ptr<Statement> statement_;
  std::unique_ptr<HelloEvidence> hellos_;
  NotRun not_run_{target_};
  std::map<std::string, std::size_t> places_;  // of the cases in the suite
  std::size_t last_place_ = 0;
  std::set<std::string> missing_;
  std::set<std::string> unused_;
  Verification verified_;
  // In the order of the cases.
  const std::size_t at_once_ = std::max(1U, std::thread::hardware_concurrency());
  std::deque<std::future<Examined>> examined_;
};

// Without which nothing can be said.
std::vector<std::string> MissingDocuments(const std::filesystem::path& folder) {
  std::vector<std::string> missing;
  for (const char* each : {kManifest, kTargetFile, kResultsFile, kStatement}) {
    if (!std::filesystem::is_regular_file(folder / each)) {
      missing.push_back(std::string(each) + ": not in the bundle");
    }
  }
  return missing;
}

}  // namespace

Verification VerifyBundle(const std::filesystem::path& folder,
                          const std::filesystem::path& suites) {
  if (auto missing = MissingDocuments(folder); !missing.empty()) return {.problems = missing};
  return Verifying(folder, suites).All();
}

}  // namespace closespec
