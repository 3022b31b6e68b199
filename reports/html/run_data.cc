#include "reports/html/run_data.h"

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>

#include "reports/html/base64.h"
#include "reports/html/case_data.h"
#include "reports/html/scenario_data.h"
#include "reports/ladder/failure_words.h"
#include "reports/results/as_recorded.h"
#include "reports/results/plain_text.h"
#include "reports/results/recorded_run.h"
#include "suites/model/document.h"
#include "suites/model/journal_text.h"
#include "suites/model/server_role.h"

namespace closespec {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

// A page must stay one that can be mailed: larger captures are linked.
constexpr std::uintmax_t kLargestCapture = std::uintmax_t{64} * 1024;
constexpr std::size_t kAllCaptures = std::size_t{4} * 1024 * 1024;

bool IsPlain(char each) {
  return std::isalnum(static_cast<unsigned char>(each)) != 0 ||
         std::string_view("-_./~=,+").find(each) != std::string_view::npos;
}

std::string AsLink(const fs::path& path) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string link;
  for (const char each : path.generic_string()) {
    if (IsPlain(each)) {
      link += each;
      continue;
    }
    const auto octet = static_cast<unsigned char>(each);
    link += {'%', kDigits[octet >> 4], kDigits[octet & 0xF]};
  }
  // Never with the name of a scheme in front.
  return link.starts_with('/') ? link : "./" + link;
}

std::string Parameters(const CaseResult& result) {
  return result.id.starts_with(result.scenario) ? result.id.substr(result.scenario.size())
                                                : " " + result.id;
}

bool IsBelow(const fs::path& stem) {
  return stem.is_relative() &&
         std::none_of(stem.begin(), stem.end(), [](const fs::path& each) { return each == ".."; });
}

}  // namespace

json StackData(const Run& run, const fs::path& folder, const fs::path& from) {
  const fs::path name = folder.has_filename() ? folder.filename() : folder.parent_path().filename();
  return {{"target", run.sut.target},
          {"folder", name.string()},
          {"link", AsLink(fs::proximate(folder, from))},
          {"stack", run.sut.stack},
          {"peer", run.peer.stack},
          {"kernel", run.kernel},
          {"closespec", run.closespec},
          {"suite", run.suite_revision},
          {"started", run.started},
          {"finished", run.finished},
          {"interrupted", run.interrupted},
          {"follows", run.follows},
          {"limitations", run.limitations},
          {"settings", run.sut.settings},
          {"repeat", RunCommandOf(run)},
          {"seed", std::to_string(run.seed)}};
}

CaseSource::CaseSource(const Suite& suite, fs::path folder)
    : suite_(suite), folder_(std::move(folder)) {
  for (const Scenario& scenario : suite.scenarios) {
    for (const Case& each : scenario.cases) cases_.emplace(each.id, &each);
  }
}

Case CaseSource::Find(const CaseResult& result) const {
  const auto found = cases_.find(result.id);
  if (found == cases_.end()) return {};
  Case recorded = *found->second;
  MakeAsRecorded(head_, suite_.requirements, recorded);
  return recorded;
}

json CaseSource::Line(const CaseResult& result, std::size_t scenario) const {
  unsigned levels = 0;
  for (const CheckResult& each : result.checks) levels |= 1U << static_cast<unsigned>(each.level);
  json line = {scenario, Parameters(result), static_cast<int>(result.verdict),
               (result.known ? 1 : 0) + (result.attempts > 1 ? 2 : 0), levels};
  if (IsTrouble(result)) {
    line.push_back(Headline(suite_.requirements, Find(result), result));
  } else if (!result.reason.empty()) {
    line.push_back(result.reason);
  }
  return line;
}

json CaseSource::Details(const CaseResult& result, TextTable& texts) {
  json details = {{"checks", CheckData(result, texts)}, {"us", result.duration.count()}};
  if (result.blame != Blame::kNobody) details["blame"] = Named(result.blame);
  if (!result.reason.empty()) details["reason"] = result.reason;
  if (result.attempts > 1) details["attempts"] = result.attempts;
  if (result.lateness.count() > 0) details["late"] = result.lateness.count();
  for (const Record& each : result.records)
    details["records"].push_back({each.what, each.observed});
  // A SUT that is but an open port was asked for other steps than the suite's.
  if (ServerOf(head_.sut.stack)) {
    const Case recorded = Find(result);
    details["preamble"] = recorded.preamble_steps;
    details["steps"] = json::array();
    for (const Step& step : recorded.steps) {
      details["steps"].push_back(StepData(step, suite_.requirements));
    }
  }
  if (!result.evidence.empty()) AddEvidence(result, texts, details);
  return details;
}

void CaseSource::AddEvidence(const CaseResult& result, TextTable& texts, json& details) {
  if (!IsBelow(result.evidence)) {
    throw DocumentError((folder_ / "results.json").string() + ": evidence of " + result.id +
                        ": expected a path below the run's folder, found \"" + result.evidence +
                        "\"");
  }
  const fs::path stem = folder_ / result.evidence;
  const std::string journal_file = stem.string() + ".journal";
  // A run that was killed may not have come to write them.
  const bool has_journal = fs::exists(journal_file);
  if (has_journal) {
    const Journal journal = ReadJournal(ReadFile(journal_file, journal_file), journal_file);
    const Case judged = Find(result);
    const bool is_changed = judged.stimulus != journal.stimulus;
    details["ladder"] = LadderData(is_changed ? Case{} : judged, result, journal, texts);
    if (is_changed) details["changed"] = true;
  }
  const std::string capture = stem.string() + ".pcap";
  std::error_code error;
  const std::uintmax_t size = fs::file_size(capture, error);
  if (!has_journal && error) return;
  details["evidence"] = {AsLink(result.evidence), has_journal, !error};
  if (error || !IsTrouble(result)) return;
  if (size > kLargestCapture || capture_octets_ + size > kAllCaptures) return;
  capture_octets_ += size;
  details["pcap"] = Base64(ReadFile(capture, capture));
}

}  // namespace closespec
