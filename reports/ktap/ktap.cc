#include "reports/ktap/ktap.h"

#include <algorithm>
#include <ostream>
#include <sstream>
#include <string>

#include "reports/results/account.h"
#include "reports/results/plain_text.h"

namespace closespec {
namespace {

// KTAP has no escape for the sign that begins a directive.
std::string Description(const std::string& text) {
  std::string description = PlainLine(text);
  std::ranges::replace(description, '#', '_');
  return description;
}

std::string Point(const CaseResult& result, std::size_t number) {
  const std::string name = std::to_string(number) + " " + Description(result.id);
  const std::string headline = Description(HeadlineOf(result));
  switch (CiStatusOf(result)) {
    case CiStatus::kPassed:
      return "ok " + name;
    case CiStatus::kFailed:
      return "not ok " + name;
    case CiStatus::kBroken:
      return "not ok " + name + " # ERROR " + headline;
    case CiStatus::kSkipped:
      return "ok " + name + (result.verdict == Verdict::kUnsupported ? " # SKIP " : " # XFAIL ") +
             headline;
  }
  return "";
}

struct Totals {
  std::size_t pass = 0;
  std::size_t fail = 0;
  std::size_t known = 0;
  std::size_t skip = 0;
  std::size_t error = 0;

  void Add(const CaseResult& result) {
    const CiStatus status = CiStatusOf(result);
    const bool unsupported = result.verdict == Verdict::kUnsupported;
    pass += status == CiStatus::kPassed ? 1 : 0;
    fail += status == CiStatus::kFailed ? 1 : 0;
    known += status == CiStatus::kSkipped && !unsupported ? 1 : 0;
    skip += unsupported ? 1 : 0;
    error += status == CiStatus::kBroken ? 1 : 0;
  }
};

}  // namespace

void WriteKtap(std::ostream& out, const RecordedRun& recorded) {
  const Run& run = recorded.Results();
  out << "KTAP version 1\n1.." << run.cases.size() << '\n';
  Totals totals;
  std::size_t number = 0;
  for (const CaseResult& each : run.cases) {
    totals.Add(each);
    if (each.verdict != Verdict::kUnsupported) {
      std::istringstream account(AccountOf(recorded, each));
      for (std::string line; std::getline(account, line);) out << "# " << line << '\n';
    }
    out << Point(each, ++number) << '\n';
  }
  if (!IsWhole(run)) out << "Bail out! the run did not finish\n";
  out << "# Totals: pass:" << totals.pass << " fail:" << totals.fail << " xfail:" << totals.known
      << " xpass:0 skip:" << totals.skip << " error:" << totals.error << '\n';
}

}  // namespace closespec
