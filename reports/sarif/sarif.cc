#include "reports/sarif/sarif.h"

#include <cctype>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <ostream>
#include <set>
#include <string>

#include "reports/results/account.h"
#include "reports/results/plain_text.h"

namespace closespec {
namespace {

using Json = nlohmann::ordered_json;

// A message string, in which braces stand for arguments unless they are doubled.
Json Message(std::string_view text) {
  std::string plain;
  for (const char each : PlainText(text)) {
    plain += each;
    if (each == '{' || each == '}') plain += each;
  }
  return {{"text", plain}};
}

std::string Uri(const std::string& file) {
  constexpr std::string_view kHexadecimal = "0123456789ABCDEF";
  constexpr std::string_view kPlain = "-._~/";
  std::string uri = std::filesystem::path(file).is_absolute() ? "file://" : "";
  for (const char each : file) {
    const auto octet = static_cast<unsigned char>(each);
    const bool letter = octet < 0x80 && std::isalnum(octet) != 0;
    if (letter || kPlain.find(each) != std::string_view::npos) {
      uri += each;
    } else {
      uri += {'%', kHexadecimal[octet >> 4U], kHexadecimal[octet & 0xFU]};
    }
  }
  return uri;
}

bool BreaksAClause(const CheckResult& check) {
  return check.verdict == Verdict::kFail || check.verdict == Verdict::kDeviates;
}

std::string RuleOf(const CheckResult& check) {
  return check.clause.empty() ? "closespec" : check.clause;
}

Json Rule(const RecordedRun& recorded, const CheckResult& check) {
  Json rule = {{"id", RuleOf(check)}};
  if (const Requirement* clause = recorded.ClauseOf(check)) {
    rule["shortDescription"] = Message(Citation(*clause));
    rule["fullDescription"] = Message(clause->text);
  }
  return rule;
}

Json Result(const RecordedRun& recorded, const CaseResult& result, const CheckResult& check) {
  Json location = {{"logicalLocations", Json::array({Json{{"fullyQualifiedName", result.id}}})}};
  const SourceLine line = recorded.LineOf(result, check);
  if (!line.file.empty()) {
    location["physicalLocation"] = {{"artifactLocation", {{"uri", Uri(line.file)}}},
                                    {"region", {{"startLine", line.line}}}};
  }
  Json json = {
      {"ruleId", RuleOf(check)},
      {"level", check.verdict == Verdict::kFail ? "error" : "warning"},
      {"message", Message(SentenceOf(check) + " (" + recorded.RepeatCommand(result) + ")")},
      {"locations", Json::array({std::move(location)})},
      {"partialFingerprints", {{"closespec/v1", result.id + " " + check.signature}}}};
  if (check.known) {
    json["suppressions"] =
        Json::array({Json{{"kind", "external"}, {"justification", PlainText(*check.known)}}});
  }
  return json;
}

Json Invocation(const Run& run) {
  const bool finished = IsWhole(run);
  Json notifications = Json::array();
  for (const CaseResult& each : run.cases) {
    if (CiStatusOf(each) != CiStatus::kBroken) continue;
    const bool ours = each.verdict == Verdict::kError;
    notifications.push_back(
        {{"level", ours ? "error" : "warning"},
         {"message",
          Message(each.id + ": " + std::string(ToText(each.verdict)) + ": " + HeadlineOf(each))}});
  }
  Json invocation = {{"executionSuccessful", finished && notifications.empty()},
                     {"startTimeUtc", run.started}};
  if (!run.finished.empty()) invocation["endTimeUtc"] = run.finished;
  if (!notifications.empty()) invocation["toolExecutionNotifications"] = std::move(notifications);
  return invocation;
}

}  // namespace

void WriteSarif(std::ostream& out, const RecordedRun& recorded) {
  const Run& run = recorded.Results();
  Json results = Json::array();
  Json rules = Json::array();
  std::set<std::string> known_rules;
  for (const CaseResult& each : run.cases) {
    for (const CheckResult* check : BrokenChecks(each)) {
      if (!BreaksAClause(*check)) continue;
      if (known_rules.insert(RuleOf(*check)).second) rules.push_back(Rule(recorded, *check));
      results.push_back(Result(recorded, each, *check));
    }
  }
  Json driver = {{"name", "closespec"}, {"version", run.closespec}, {"rules", std::move(rules)}};
  Json judged = {{"tool", {{"driver", std::move(driver)}}},
                 {"invocations", Json::array({Invocation(run)})},
                 {"results", std::move(results)}};
  const Json log = {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                    {"version", "2.1.0"},
                    {"runs", Json::array({std::move(judged)})}};
  out << log.dump(1, ' ', false, Json::error_handler_t::replace) << '\n';
}

}  // namespace closespec
