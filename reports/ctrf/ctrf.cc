#include "reports/ctrf/ctrf.h"

#include <ctime>
#include <nlohmann/json.hpp>
#include <ostream>
#include <set>
#include <string>

#include "reports/results/account.h"

namespace closespec {
namespace {

using Json = nlohmann::ordered_json;

// Since the epoch; 0 for what is no time.
std::int64_t EpochMilliseconds(const std::string& time) {
  std::tm parts{};
  if (::strptime(time.c_str(), "%Y-%m-%dT%H:%M:%SZ", &parts) == nullptr) return 0;
  return static_cast<std::int64_t>(::timegm(&parts)) * 1000;
}

std::int64_t Milliseconds(std::chrono::microseconds time) {
  return std::chrono::round<std::chrono::milliseconds>(time).count();
}

std::string StatusOf(const CaseResult& result) {
  switch (CiStatusOf(result)) {
    case CiStatus::kPassed:
      return "passed";
    case CiStatus::kFailed:
    case CiStatus::kBroken:
      return "failed";
    case CiStatus::kSkipped:
      return "skipped";
  }
  return "other";
}

Json Test(const RecordedRun& recorded, const CaseResult& result) {
  Json test = {{"testId", result.id},
               {"name", result.id},
               {"status", StatusOf(result)},
               {"duration", Milliseconds(result.duration)},
               {"suite", Json::array({result.chapter, result.scenario})},
               {"rawStatus", ToText(result.verdict)}};
  const SourceLine line = recorded.LineOf(result);
  if (!line.file.empty()) test["filePath"] = line.file;
  if (result.attempts > 1) test["retries"] = result.attempts - 1;
  const std::string headline = HeadlineOf(result);
  if (!headline.empty()) test["message"] = headline;
  const std::string account = AccountOf(recorded, result);
  if (!account.empty()) test["trace"] = account;
  return test;
}

Json Summary(const Run& run) {
  Json counts = {{"tests", run.cases.size()},
                 {"passed", 0},
                 {"failed", 0},
                 {"skipped", 0},
                 {"pending", 0},
                 {"other", 0}};
  std::set<std::string> chapters;
  for (const CaseResult& each : run.cases) {
    Json& count = counts[StatusOf(each)];
    count = count.get<std::size_t>() + 1;
    chapters.insert(each.chapter);
  }
  counts["suites"] = chapters.size();
  counts["start"] = EpochMilliseconds(run.started);
  counts["stop"] = EpochMilliseconds(run.finished.empty() ? run.started : run.finished);
  return counts;
}

}  // namespace

void WriteCtrf(std::ostream& out, const RecordedRun& recorded) {
  const Run& run = recorded.Results();
  Json tests = Json::array();
  for (const CaseResult& each : run.cases) tests.push_back(Test(recorded, each));
  const Json report = {
      {"reportFormat", "CTRF"},
      {"specVersion", "1.0.0"},
      {"generatedBy", "closespec"},
      {"results",
       {{"tool", {{"name", "closespec"}, {"version", run.closespec}}},
        {"summary", Summary(run)},
        {"tests", std::move(tests)},
        {"environment",
         {{"appName", run.sut.target},
          {"appVersion", run.sut.stack},
          {"osRelease", run.kernel},
          {"extra", {{"suite_revision", run.suite_revision}, {"finished", IsWhole(run)}}}}}}}};
  out << report.dump(1, ' ', false, Json::error_handler_t::replace) << '\n';
}

}  // namespace closespec
