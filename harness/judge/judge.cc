#include "harness/judge/judge.h"

#include <algorithm>

#include "harness/judge/absence.h"
#include "harness/judge/call_checks.h"
#include "harness/judge/connections.h"
#include "harness/judge/demand.h"
#include "harness/judge/invariants.h"
#include "harness/judge/observation.h"
#include "harness/judge/server.h"
#include "harness/judge/signature.h"
#include "harness/judge/time_lost.h"
#include "harness/judge/timeline.h"
#include "harness/judge/timing.h"
#include "harness/judge/wire_checks.h"

namespace closespec {
namespace {

constexpr const char* kNotJudged = "not judged";

// Walks the steps in order until one shows that nothing after it can be judged.
class Walk {
 public:
  Walk(const Case& judged, const Journal& journal)
      : timeline_(journal),
        connections_(timeline_),
        evidence_{judged, timeline_, connections_},
        broke_off_(FirstBreak(judged)),
        wire_(evidence_, PreambleEnd(judged), std::min(broke_off_, timeline_.ScenarioEnd())) {}

  CaseResult Judge() {
    const Case& judged = evidence_.judged;
    result_.id = judged.id;
    result_.scenario = judged.scenario;
    result_.chapter = judged.chapter;
    for (std::size_t step = 0; step < judged.steps.size(); ++step) JudgeStep(step);
    for (CheckResult& each : JudgeInvariants(evidence_, broke_off_)) {
      result_.checks.push_back(std::move(each));
    }
    if (judged.server) TellOfServer(judged);
    if (const auto& trouble = timeline_.Trouble()) {
      NoteTrouble(DoubtAfter(*trouble));
    }
    DoubtWhatCameTooLate();
    Summarise();
    return result_;
  }

 private:
  // Where the first step behind the preamble begins.
  std::size_t PreambleEnd(const Case& judged) const {
    if (judged.preamble_steps == 0) return 0;
    const StepSpan* first = timeline_.Step(judged.preamble_steps, 0);
    return first == nullptr ? timeline_.ScenarioEnd() : first->began;
  }

  // The entry from which on the journal proves nothing about the stack.
  std::size_t FirstBreak(const Case& judged) const {
    std::size_t first = timeline_.Source().entries.size();
    if (timeline_.Trouble()) first = timeline_.Trouble()->entry;
    WireChecks wire(evidence_, PreambleEnd(judged), first);
    for (std::size_t step = 0; step < judged.steps.size(); ++step) {
      for (int repetition = 0; repetition < judged.steps[step].times; ++repetition) {
        const StepSpan* span = timeline_.Step(step, repetition);
        if (span == nullptr || span->ended >= first) return first;
        if (!IsPreparation(judged.steps[step])) {
          // Moves the cursor on.
          if (!IsAboutCall(judged.steps[step])) wire.Judge(step, repetition, *span);
        } else if (DoubtStep(wire, step, repetition, *span)) {
          return span->ended;
        }
      }
    }
    return first;
  }

  std::optional<Doubt> DoubtStep(WireChecks& wire, std::size_t step, int repetition,
                                 const StepSpan& span) const {
    return IsAboutCall(evidence_.judged.steps[step])
               ? DoubtPreparation(evidence_, step, repetition, span)
               : wire.DoubtPreparation(step, repetition, span);
  }

  void JudgeStep(std::size_t index) {
    const Step& step = evidence_.judged.steps[index];
    std::optional<CheckResult> worst;
    for (int repetition = 0; repetition < step.times; ++repetition) {
      const StepSpan* span = timeline_.Step(index, repetition);
      if (!stopped_ && (span == nullptr || span->ended > broke_off_)) Stop(index, span);
      if (stopped_) {
        if (!worst && IsCheck(step)) worst = NotJudged(step);
        break;
      }
      JudgeRepetition(index, repetition, *span, worst);
      last_timed_out_.reset();
      if (!span->end.timed_out) continue;
      // The conductor goes no further: what follows has lost what it builds on.
      last_timed_out_ = {Verdict::kInconclusive, Blame::kUnattributed,
                         SubjectOf(evidence_.judged, index, repetition) + " did not end in time"};
      ended_by_finding_ = worst && (worst->verdict == Verdict::kDeviates);
    }
    if (worst) Add(index, std::move(*worst));
  }

  // Of a step that is repeated, only the worst repetition is told.
  void JudgeRepetition(std::size_t index, int repetition, const StepSpan& span,
                       std::optional<CheckResult>& worst) {
    const Step& step = evidence_.judged.steps[index];
    if (!step.record.empty()) {
      TakeRecord(index, repetition, span);
    } else if (IsCheck(step)) {
      const Finding finding = IsAboutCall(step) ? JudgeCall(evidence_, index, repetition, span)
                                                : wire_.Judge(index, repetition, span);
      CheckResult check = Weigh(finding, step.clause, LevelOf(step.clause));
      if (!finding.met && !finding.doubt) RecordUnbound(index, repetition, check);
      if (!worst || Worsen(worst->verdict, check.verdict) != worst->verdict) worst = check;
      if (finding.doubt && finding.doubt->verdict == Verdict::kError) {
        stopped_ = *finding.doubt;
        broke_off_ = std::min(broke_off_, span.ended);
      } else if (!WantsReset(step) && IsResetThatDeviates(check)) {
        stopped_ = {Verdict::kInconclusive, Blame::kUnattributed,
                    SubjectOf(evidence_.judged, index, repetition) + " shows that it was reset"};
        ended_by_finding_ = true;
      }
    } else if (const auto doubt = DoubtStep(wire_, index, repetition, span)) {
      NoteTrouble(*doubt);
      stopped_ = *doubt;
      return;
    }
    if (step.within && !stopped_ && !IsUnsupported(index, repetition, span)) {
      const Finding finding = JudgeTiming(evidence_, wire_, index, repetition, span);
      const std::string clause =
          step.clause.empty() ? evidence_.judged.requirements.front() : step.clause;
      Add(index, Weigh(finding, clause, LevelOf(clause)));
    }
  }

  static bool WantsReset(const Step& step) {
    const auto* wanted = std::get_if<AwaitSegment>(&step.action);
    return wanted != nullptr && std::ranges::any_of(wanted->any, [](const SegmentPattern& each) {
             return each.flags && each.flags->rst;
           });
  }

  // Nothing is left of the connection that a later step could demand, and the reset breaks no more
  // than a SHOULD.
  bool IsResetThatDeviates(const CheckResult& check) const {
    if (check.verdict != Verdict::kDeviates || !check.entry) return false;
    const auto* seen = std::get_if<SegmentSeen>(&timeline_.Source().entries[*check.entry].event);
    return seen != nullptr && seen->segment.flags.rst;
  }

  // What its peer cannot do took no time of the stack.
  bool IsUnsupported(std::size_t index, int repetition, const StepSpan& span) const {
    if (!IsAboutCall(evidence_.judged.steps[index])) return false;
    return Observe(evidence_, index, repetition, span).outcome.unsupported.has_value();
  }

  void Stop(std::size_t index, const StepSpan* span) {
    const auto& trouble = timeline_.Trouble();
    if (trouble && (span == nullptr || span->ended > trouble->entry)) {
      stopped_ = DoubtAfter(*trouble);
      return;
    }
    stopped_ = last_timed_out_;
    if (!stopped_) {
      stopped_ = {Verdict::kError, Blame::kHarness,
                  "step " + std::to_string(index) + " was not conducted"};
    }
    if (!ended_by_finding_) NoteTrouble(*stopped_);
    if (span == nullptr) broke_off_ = std::min(broke_off_, timeline_.ScenarioEnd());
  }

  CheckResult NotJudged(const Step& step) const {
    CheckResult check;
    check.expected = DemandOf(step);
    check.observed = kNotJudged;
    check.clause = step.clause;
    check.level = LevelOf(step.clause);
    check.verdict = Verdict::kInconclusive;
    check.blame = stopped_->blame;
    check.reason = "after this: " + stopped_->reason;
    return check;
  }

  void TakeRecord(std::size_t index, int repetition, const StepSpan& span) {
    const Step& step = evidence_.judged.steps[index];
    const auto observed = IsAboutCall(step) ? RecordCall(evidence_, index, repetition, span)
                                            : wire_.Record(index, repetition, span);
    if (!observed) return;
    std::string what = step.record;
    if (step.times > 1) what += " #" + std::to_string(repetition + 1);
    result_.records.push_back({what, *observed});
  }

  // A check whose clause does not bind this target still tells how the stack behaves.
  void RecordUnbound(std::size_t index, int repetition, const CheckResult& check) {
    if (check.level == Level::kMust || check.level == Level::kShould) return;
    result_.records.push_back(
        {SubjectOf(evidence_.judged, index, repetition) + " (" + check.clause + ")",
         check.observed});
  }

  void Add(std::size_t index, CheckResult check) {
    check.step = index;
    result_.checks.push_back(std::move(check));
  }

  Level LevelOf(const std::string& clause) const {
    const auto found = evidence_.judged.levels.find(clause);
    return found == evidence_.judged.levels.end() ? Level::kMust : found->second;
  }

  // Who was silent may have said it to a harness that did not listen.
  static Doubt DoubtAfter(const Halt& halt) {
    const auto late = DoubtLateness(halt.late, halt.budget);
    if (!late) return {Verdict::kError, Blame::kHarness, halt.reason};
    return {late->verdict, late->blame, halt.reason + "; " + late->reason};
  }

  void DoubtWhatCameTooLate() {
    const TimeLost lost(evidence_.judged, timeline_);
    for (CheckResult& each : result_.checks) {
      if (!each.step) continue;
      if (const auto doubt = lost.DoubtStep(*each.step)) Doubtful(each, *doubt);
    }
  }

  static void SetTo(const Doubt& doubt, CheckResult& check) {
    check.verdict = doubt.verdict;
    check.blame = doubt.blame;
    check.reason = doubt.reason;
  }

  // A check that was not met proves nothing.
  static void Doubtful(CheckResult& check, const Doubt& doubt) {
    if (check.verdict == Verdict::kFail || check.verdict == Verdict::kDeviates) SetTo(doubt, check);
  }

  void TellOfServer(const Case& judged) {
    if (!judged.left_out.empty())
      result_.records.push_back({"not conducted from here on", judged.left_out});
    const auto doubt = DoubtServer(evidence_);
    if (!doubt) return;
    for (CheckResult& each : result_.checks) Doubtful(each, *doubt);
  }

  void NoteTrouble(const Doubt& doubt) {
    if (!trouble_ || doubt.verdict > trouble_->verdict) trouble_ = doubt;
  }

  void Summarise() {
    if (trouble_) {
      result_.verdict = trouble_->verdict;
      result_.blame = trouble_->blame;
      result_.reason = trouble_->reason;
    }
    for (const CheckResult& each : result_.checks) {
      if (Worsen(result_.verdict, each.verdict) == result_.verdict) continue;
      // What a proved deviation left no occasion for takes nothing from it.
      if (ended_by_finding_ && each.observed == kNotJudged) continue;
      result_.verdict = each.verdict;
      result_.blame = each.blame;
      result_.reason = each.reason;
    }
    const bool has_reason =
        result_.verdict == Verdict::kInconclusive || result_.verdict == Verdict::kError;
    if (!has_reason) result_.reason.clear();
    const auto& entries = timeline_.Source().entries;
    if (!entries.empty()) {
      result_.duration = std::chrono::duration_cast<std::chrono::microseconds>(entries.back().at);
    }
    for (const Entry& each : entries) {
      const auto* ended = std::get_if<StepEnded>(&each.event);
      if (ended != nullptr) result_.lateness = std::max(result_.lateness, ended->late);
    }
  }

  Timeline timeline_;
  Connections connections_;
  Evidence evidence_;
  std::size_t broke_off_;
  WireChecks wire_;
  std::optional<Doubt> stopped_;
  std::optional<Doubt> last_timed_out_;
  bool ended_by_finding_ = false;  // the case stopped because a SHOULD was not met
  std::optional<Doubt> trouble_;
  CaseResult result_;
};

}  // namespace

CaseResult Judge(const Case& judged, const Journal& journal) {
  return Walk(judged, journal).Judge();
}

}  // namespace closespec
