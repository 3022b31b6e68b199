#include "reports/json/results_text.h"

#include <nlohmann/json.hpp>

namespace closespec {
namespace {

using OrderedJson = nlohmann::ordered_json;

// A peer may say anything; what is not UTF-8 becomes U+FFFD.
std::string Dump(const OrderedJson& json) {
  return json.dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
}

template <typename T>
void Put(OrderedJson& json, const char* key, const T& value, const T& usual = {}) {
  if (value != usual) json[key] = value;
}

void Put(OrderedJson& json, const char* key, Blame blame) {
  if (blame != Blame::kNobody) json[key] = ToText(blame);
}

OrderedJson ToJson(const CheckResult& check) {
  OrderedJson json = OrderedJson::object();
  if (check.step) json["step"] = *check.step;
  Put(json, "expected", check.expected);
  Put(json, "observed", check.observed);
  Put(json, "clause", check.clause);
  if (check.level != Level::kMust) json["level"] = ToText(check.level);
  if (check.verdict != Verdict::kPass) json["verdict"] = ToText(check.verdict);
  Put(json, "signature", check.signature);
  Put(json, "blame", check.blame);
  Put(json, "reason", check.reason);
  if (check.entry) json["entry"] = *check.entry;
  if (check.known) json["known"] = *check.known;
  return json;
}

OrderedJson ToJson(const StackEnvironment& environment) {
  OrderedJson json = {{"target", environment.target}, {"stack", environment.stack}};
  Put(json, "settings", environment.settings);
  return json;
}

OrderedJson ToJson(const RunSelection& selection) {
  OrderedJson json = {{"hash", selection.hash}, {"cases", selection.cases}};
  Put(json, "repeat", selection.repeat, 1);
  Put(json, "shard", selection.shard);
  return json;
}

OrderedJson ToJson(const VerdictCounts& count) {
  OrderedJson json = {{"cases", count.Cases()}};
  for (const Verdict each : kAllVerdicts) {
    if (count.Of(each) != 0) json[std::string(ToText(each))] = count.Of(each);
  }
  Put(json, "known", count.known);
  Put(json, "rerun", count.rerun);
  return json;
}

}  // namespace

std::string_view ScenarioOf(std::string_view id) { return id.substr(0, id.find('[')); }
std::string_view ChapterOf(std::string_view id) { return id.substr(0, id.find('/')); }

std::string RunText(const Run& run) {
  OrderedJson json = {{"closespec", run.closespec}, {"suite_revision", run.suite_revision},
                      {"started", run.started},     {"kernel", run.kernel},
                      {"command", run.command},     {"follows", run.follows},
                      {"seed", run.seed},           {"jobs", run.jobs}};
  Put(json, "canary", run.canary);
  if (run.socket != SocketKind::kTcp) json["socket"] = ToText(run.socket);
  Put(json, "limitations", run.limitations);
  if (run.selection) json["selection"] = ToJson(*run.selection);
  json["sut"] = ToJson(run.sut);
  json["peer"] = ToJson(run.peer);
  return "{\"format\":\"" + std::string(kResultsFormat) +
         "\",\"version\":" + std::to_string(kResultsVersion) + ",\n\"run\":" + Dump(json) +
         ",\n\"cases\":[";
}

std::string CaseText(const CaseResult& result) {
  OrderedJson json = {{"id", result.id}, {"verdict", ToText(result.verdict)}};
  if (result.scenario != ScenarioOf(result.id)) json["scenario"] = result.scenario;
  if (result.chapter != ChapterOf(result.id)) json["chapter"] = result.chapter;
  json["microseconds"] = result.duration.count();
  Put(json, "late_milliseconds", result.lateness.count());
  Put(json, "attempts", result.attempts, 1);
  Put(json, "blame", result.blame);
  Put(json, "known", result.known);
  Put(json, "reason", result.reason);
  Put(json, "distrusted", result.distrusted);
  Put(json, "reset", result.reset);
  Put(json, "evidence", result.evidence);
  for (const CheckResult& each : result.checks) json["checks"].push_back(ToJson(each));
  for (const Record& each : result.records) {
    json["records"].push_back({{"what", each.what}, {"observed", each.observed}});
  }
  return Dump(json);
}

std::string EndingText(const std::string& finished, bool interrupted, const Tally& tally) {
  OrderedJson summary = ToJson(tally.total);
  summary["chapters"] = OrderedJson::object();
  for (const auto& [chapter, count] : tally.chapters) summary["chapters"][chapter] = ToJson(count);
  return "\n],\"finished\":" + Dump(finished) +
         ",\"interrupted\":" + (interrupted ? "true" : "false") + ",\"summary\":" + Dump(summary) +
         "}\n";
}

}  // namespace closespec
