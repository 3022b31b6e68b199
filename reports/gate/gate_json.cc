#include <ostream>

#include "reports/diff/facts_json.h"
#include "reports/gate/gate_text.h"

namespace closespec {
namespace {

OrderedJson ToJson(const GateOutcome& outcome) {
  OrderedJson json = {{"id", outcome.Id()},
                      {"class", ToText(outcome.what)},
                      {"red", outcome.is_red},
                      {"reasons", outcome.reasons}};
  if (outcome.facts.before != nullptr) json["baseline"] = ToJson(*outcome.facts.before);
  if (outcome.facts.after != nullptr) json["run"] = ToJson(*outcome.facts.after);
  return json;
}

}  // namespace

void PrintGateJson(std::ostream& out, const NamedRun& run, const GateMeasure& measure,
                   const GateReport& report) {
  OrderedJson json = {{"format", "closespec-gate"},
                      {"version", 1},
                      {"conclusion", ConclusionOf(report)},
                      {"exit_status", ExitCode(report)},
                      {"run", ToJson(run)}};
  if (measure.baseline) json["baseline"] = ToJson(*measure.baseline);
  if (!measure.expectations.empty()) json["expectations"] = measure.expectations;
  json["counts"] = OrderedJson::object();
  for (const auto& [what, count] : report.counts) json["counts"][std::string(ToText(what))] = count;
  json["drifted"] = report.drifted;
  json["cases"] = OrderedJson::array();
  for (const GateOutcome& each : report.outcomes) json["cases"].push_back(ToJson(each));
  json["unused_expectations"] = report.unused;
  json["stale_expectations"] = report.stale;
  json["troubles"] = report.troubles;
  Print(out, json);
}

}  // namespace closespec
