#include "reports/tap/tap.h"

#include <nlohmann/json.hpp>
#include <ostream>
#include <sstream>
#include <string>

#include "reports/results/account.h"
#include "reports/results/plain_text.h"

namespace closespec {
namespace {

// Parsers do not agree on how the sign that begins a directive is escaped.
std::string Description(const std::string& text) {
  std::string description;
  for (const char each : PlainLine(text)) {
    if (each == '\\') description += '\\';
    description += each == '#' ? '_' : each;
  }
  return description;
}

// A JSON string is a YAML scalar, too.
std::string Scalar(const std::string& text) { return nlohmann::json(text).dump(); }

std::string Diagnostics(const CaseResult& result, const std::string& account) {
  std::string text = "  ---\n  verdict: " + Scalar(std::string(ToText(result.verdict))) +
                     "\n  message: " + Scalar(HeadlineOf(result)) + "\n  account: |\n";
  std::istringstream lines(account);
  for (std::string line; std::getline(lines, line);) text += "    " + line + "\n";
  return text + "  ...\n";
}

std::string Directive(const CaseResult& result) {
  if (CiStatusOf(result) != CiStatus::kSkipped) return "";
  return (result.verdict == Verdict::kUnsupported ? " # SKIP " : " # TODO ") +
         PlainLine(HeadlineOf(result));
}

bool IsOk(const CaseResult& result) {
  return CiStatusOf(result) == CiStatus::kPassed || result.verdict == Verdict::kUnsupported;
}

}  // namespace

void WriteTap(std::ostream& out, const RecordedRun& recorded) {
  const Run& run = recorded.Results();
  out << "TAP version 14\n1.." << run.cases.size() << '\n';
  std::size_t number = 0;
  for (const CaseResult& each : run.cases) {
    out << (IsOk(each) ? "ok " : "not ok ") << ++number << " - " << Description(each.id)
        << Directive(each) << '\n';
    const std::string account = AccountOf(recorded, each);
    if (!account.empty() && each.verdict != Verdict::kUnsupported) {
      out << Diagnostics(each, account);
    }
  }
  if (!IsWhole(run)) out << "Bail out! the run did not finish\n";
}

}  // namespace closespec
