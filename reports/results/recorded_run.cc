#include "reports/results/recorded_run.h"

#include <array>
#include <utility>

#include "reports/results/as_recorded.h"
#include "reports/results/plain_text.h"

namespace closespec {
namespace {

template <typename Map>
auto FindIn(const Map& map, const std::string& key) -> typename Map::mapped_type {
  const auto found = map.find(key);
  return found == map.end() ? nullptr : found->second;
}

}  // namespace

RecordedRun::RecordedRun(std::filesystem::path folder, Run run, Suite suite)
    : folder_(std::move(folder)), run_(std::move(run)), suite_(std::move(suite)) {
  MakeAsRecorded(run_, suite_);
  for (const Scenario& scenario : suite_.scenarios) {
    scenarios_[scenario.id] = &scenario;
    for (const Case& each : scenario.cases) cases_[each.id] = &each;
  }
}

const Scenario* RecordedRun::ScenarioOf(const CaseResult& result) const {
  return FindIn(scenarios_, result.scenario);
}

const Case* RecordedRun::CaseOf(const CaseResult& result) const {
  return FindIn(cases_, result.id);
}

const Requirement* RecordedRun::ClauseOf(const CheckResult& check) const {
  const auto found = suite_.requirements.find(check.clause);
  return found == suite_.requirements.end() ? nullptr : &found->second;
}

SourceLine RecordedRun::LineOf(const CaseResult& result) const {
  const Scenario* scenario = ScenarioOf(result);
  return scenario == nullptr ? SourceLine{} : SourceLine{scenario->file};
}

SourceLine RecordedRun::LineOf(const CaseResult& result, const CheckResult& check) const {
  const Case* judged = CaseOf(result);
  const bool same = suite_.revision == run_.suite_revision;
  if (judged == nullptr || !same || !check.step || *check.step >= judged->steps.size()) {
    return LineOf(result);
  }
  const Step& step = judged->steps[*check.step];
  return {step.file, step.line};
}

std::string RecordedRun::RepeatCommand(const CaseResult& result) const {
  return RunCommandOf(run_) + " " + ShellWord(result.id);
}

std::string SuitesGiven(const std::vector<std::string>& command) {
  for (std::size_t i = 0; i < command.size(); ++i) {
    const std::string_view word = command[i];
    if (word == "--suites" && i + 1 < command.size())
      return " --suites " + ShellWord(command[i + 1]);
    if (word.starts_with("--suites=")) return " " + ShellWord(word);
  }
  return "";
}

std::string RunCommandOf(const Run& run) {
  constexpr std::array<std::string_view, 5> kStacks = {"--target", "--peer-target", "--kernel",
                                                       "--wire-address", "--socket"};
  std::string command = "closespec" + SuitesGiven(run.command) + " run";
  bool is_named = run.sut.target.empty() || run.sut.target == "linux";
  for (std::size_t i = 0; i < run.command.size(); ++i) {
    const std::string& word = run.command[i];
    for (const std::string_view option : kStacks) {
      std::string named;
      if (word == option && i + 1 < run.command.size()) {
        named = " " + word + " " + ShellWord(run.command[i + 1]);
      } else if (word.starts_with(std::string(option) + "=")) {
        named = " " + ShellWord(word);
      }
      command += named;
      is_named = is_named || (!named.empty() && option != "--peer-target" && option != "--socket");
    }
  }
  // With --all-targets no word of the command names it.
  return is_named ? command : command + " --target " + ShellWord(run.sut.target);
}

}  // namespace closespec
