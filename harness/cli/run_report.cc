#include "harness/cli/run_report.h"

#include <iostream>

#include "harness/cli/timestamp.h"

namespace closespec {
namespace {

using std::chrono::duration_cast;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

Look LookOf(Stream stream) { return ChooseLook(FactsOf(stream)); }

}  // namespace

RunReport::RunReport(const RunPlan& plan, Run head, const std::string& repeat_command, int repeat,
                     std::ostream& out)
    : plan_(plan),
      head_(std::move(head)),
      today_(head_.started.substr(0, 10)),
      writer_(plan.output / "results.json"),
      progress_(std::cerr, LookOf(Stream::kError)),
      failures_({.requirements = plan.suite.requirements,
                 .look = LookOf(Stream::kOutput),
                 .repeat = repeat_command,
                 .seed = head_.seed,
                 .folder = plan.output.string()}),
      out_(out) {
  state_.total = plan.cases.size() * static_cast<std::size_t>(repeat);
}

std::optional<std::string> RunReport::Begin() {
  for (const std::string& lost : head_.limitations) std::cerr << "closespec: " << lost << '\n';
  const auto trouble = writer_.Begin(head_);
  return trouble ? std::optional(trouble->what) : std::nullopt;
}

void RunReport::CaseBegan(const Case& run) {
  ++state_.running;
  waits_.insert(run.real_time);
  ShowProgress();
}

void RunReport::CaseConducted(const Case& run) {
  --state_.running;
  if (const auto wait = waits_.find(run.real_time); wait != waits_.end()) waits_.erase(wait);
  ShowProgress();
}

std::optional<std::string> RunReport::Add(const Case& run, CaseResult result,
                                          const Journal& journal) {
  MarkKnown(plan_.sut, today_, result);
  ++state_.done;
  const bool broken = result.verdict == Verdict::kFail || result.verdict == Verdict::kError;
  if (broken && !result.known) ++state_.failed;
  if (result.verdict == Verdict::kInconclusive) ++state_.inconclusive;
  exit_code_ = WorseExit(exit_code_, ExitCode(result));
  summary_.Add(result);
  failures_.Add(run, result, journal);
  ShowProgress();
  const auto trouble = writer_.Add(result);
  return trouble ? std::optional(trouble->what) : std::nullopt;
}

void RunReport::ShowProgress() {
  state_.elapsed = duration_cast<milliseconds>(steady_clock::now() - began_);
  state_.longest_wait = waits_.empty() ? std::nullopt : std::optional(*waits_.rbegin());
  progress_.Show(state_);
}

int RunReport::Finish(bool interrupted, const std::optional<std::string>& broken) {
  progress_.Clear();
  head_.finished = TimestampNow();
  head_.interrupted = interrupted;
  std::optional<std::string> trouble = broken;
  // Nobody shall take what a broken run has left for all that there was to find.
  const bool is_cut_short = interrupted || broken;
  if (const auto unwritten = writer_.Finish(head_.finished, is_cut_short); unwritten && !trouble) {
    trouble = unwritten->what;
  }
  failures_.Print(out_);
  const int exit_code = interrupted || trouble ? WorseExit(exit_code_, kRunBroke) : exit_code_;
  summary_.Print(out_, LookOf(Stream::kOutput), head_,
                 {.exit_code = exit_code,
                  .elapsed = duration_cast<milliseconds>(steady_clock::now() - began_),
                  .results = (plan_.output / "results.json").string()});
  out_.flush();
  if (trouble) std::cerr << "closespec: the run broke: " << *trouble << '\n';
  return exit_code;
}

}  // namespace closespec
