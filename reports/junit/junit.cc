#include "reports/junit/junit.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <ostream>
#include <string>
#include <vector>

#include "reports/results/account.h"
#include "reports/results/plain_text.h"

namespace closespec {
namespace {

std::string Attribute(std::string_view name, std::string_view value) {
  return fmt::format(" {}=\"{}\"", name, MarkupEscaped(PlainLine(value)));
}

std::string Property(std::string_view name, std::string_view value) {
  return "<property" + Attribute("name", name) + Attribute("value", value) + "/>";
}

struct Counts {
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t errors = 0;
  std::size_t skipped = 0;
  std::chrono::microseconds time{0};

  // A run that did not finish, as a test that was not made.
  void AddUnfinished() {
    ++tests;
    ++errors;
  }

  void Add(const CaseResult& result) {
    const CiStatus status = CiStatusOf(result);
    ++tests;
    failures += status == CiStatus::kFailed ? 1 : 0;
    errors += status == CiStatus::kBroken ? 1 : 0;
    skipped += status == CiStatus::kSkipped ? 1 : 0;
    time += result.duration;
  }
};

std::string Seconds(std::chrono::microseconds time) {
  return fmt::format("{:.6f}", std::chrono::duration<double>(time).count());
}

std::string Attributes(const Counts& counts) {
  return fmt::format(" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" time=\"{}\"",
                     counts.tests, counts.failures, counts.errors, counts.skipped,
                     Seconds(counts.time));
}

std::string ClassName(const CaseResult& result) {
  std::string name = result.scenario;
  std::ranges::replace(name, '/', '.');
  return name;
}

std::string Ending(const CaseResult& result, const std::string& account) {
  const std::string headline = HeadlineOf(result);
  const std::string attributes =
      Attribute("type", result.known ? "known" : std::string(ToText(result.verdict))) +
      Attribute("message", headline);
  switch (CiStatusOf(result)) {
    case CiStatus::kPassed:
      return account.empty() ? "" : "<system-out>" + MarkupEscaped(account) + "</system-out>";
    case CiStatus::kFailed:
      return "<failure" + attributes + ">" + MarkupEscaped(account) + "</failure>";
    case CiStatus::kBroken:
      return "<error" + attributes + ">" + MarkupEscaped(account) + "</error>";
    case CiStatus::kSkipped:
      return "<skipped" + attributes + ">" + MarkupEscaped(account) + "</skipped>";
  }
  return "";
}

std::string TestCase(const RecordedRun& recorded, const CaseResult& result) {
  std::string text = "    <testcase" + Attribute("name", result.id) +
                     Attribute("classname", ClassName(result)) +
                     Attribute("time", Seconds(result.duration));
  const SourceLine line = recorded.LineOf(result);
  if (!line.file.empty()) text += Attribute("file", line.file);
  text += "><properties>" + Property("verdict", ToText(result.verdict));
  if (result.attempts > 1) text += Property("attempts", std::to_string(result.attempts));
  if (result.lateness.count() > 0) {
    text += Property("late_milliseconds", std::to_string(result.lateness.count()));
  }
  return text + "</properties>" + Ending(result, AccountOf(recorded, result)) + "</testcase>\n";
}

// Readers count what is there; so something is there that is red.
std::string UnfinishedSuite() {
  Counts counts;
  counts.AddUnfinished();
  return "  <testsuite name=\"closespec\"" + Attributes(counts) +
         ">\n    <testcase name=\"the run did not finish\" classname=\"closespec\" "
         "time=\"0.000000\"><error type=\"unfinished\" message=\"the run did not finish\">"
         "Cases are missing.</error></testcase>\n  </testsuite>\n";
}

}  // namespace

void WriteJunit(std::ostream& out, const RecordedRun& recorded) {
  const Run& run = recorded.Results();
  Counts all;
  std::map<std::string, Counts> counts;
  std::map<std::string, std::vector<const CaseResult*>> chapters;
  for (const CaseResult& each : run.cases) {
    all.Add(each);
    counts[each.chapter].Add(each);
    chapters[each.chapter].push_back(&each);
  }
  if (!IsWhole(run)) all.AddUnfinished();
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"closespec\""
      << Attributes(all) << ">\n";
  for (const auto& [chapter, cases] : chapters) {
    out << "  <testsuite" << Attribute("name", chapter) << Attributes(counts[chapter])
        << Attribute("timestamp", run.started.substr(0, run.started.find('Z'))) << "><properties>"
        << Property("target", run.sut.target) << Property("stack", run.sut.stack)
        << Property("closespec", run.closespec) << Property("suite_revision", run.suite_revision)
        << "</properties>\n";
    for (const CaseResult* each : cases) out << TestCase(recorded, *each);
    out << "  </testsuite>\n";
  }
  if (!IsWhole(run)) out << UnfinishedSuite();
  out << "</testsuites>\n";
}

}  // namespace closespec
