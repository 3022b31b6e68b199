#include <nlohmann/json.hpp>
#include <ostream>

#include "reports/diff/diff_text.h"

namespace closespec {
namespace {

using OrderedJson = nlohmann::ordered_json;

OrderedJson ToJson(const CaseFacts& facts) {
  OrderedJson json = {{"verdict", ToText(facts.verdict)}};
  if (facts.counts.Cases() > 1) {
    for (const Verdict each : kAllVerdicts) {
      if (facts.counts.Of(each) != 0) {
        json["repetitions"][std::string(ToText(each))] = facts.counts.Of(each);
      }
    }
  }
  for (const BrokenCheck& each : facts.broken) json["signatures"].push_back(each.signature);
  if (!facts.reason.empty()) json["reason"] = facts.reason;
  return json;
}

OrderedJson ToJson(const CaseDifference& difference) {
  const CaseFacts* either = difference.after != nullptr ? difference.after : difference.before;
  OrderedJson json = {{"id", either->id}};
  if (difference.before != nullptr) json["before"] = ToJson(*difference.before);
  if (difference.after != nullptr) json["after"] = ToJson(*difference.after);
  for (const Drift& each : DriftOf(difference)) {
    json["drift"].push_back({{"what", each.what}, {"before", each.before}, {"after", each.after}});
  }
  return json;
}

OrderedJson ToJson(const std::vector<CaseDifference>& cases) {
  OrderedJson json = OrderedJson::array();
  for (const CaseDifference& each : cases) json.push_back(ToJson(each));
  return json;
}

OrderedJson ToJson(const NamedRun& run) {
  const Run& head = run.facts.head;
  return {{"name", run.name},
          {"target", head.sut.target},
          {"stack", head.sut.stack},
          {"started", head.started},
          {"suite_revision", head.suite_revision},
          {"cases", run.facts.cases.size()}};
}

}  // namespace

void PrintDiffJson(std::ostream& out, const NamedRun& before, const NamedRun& after,
                   const RunDifference& difference) {
  const OrderedJson json = {{"before", ToJson(before)},
                            {"after", ToJson(after)},
                            {"same", difference.same},
                            {"changed", ToJson(difference.changed)},
                            {"added", ToJson(difference.added)},
                            {"removed", ToJson(difference.removed)},
                            {"drift", ToJson(difference.drifted)}};
  out << json.dump(1, ' ', false, OrderedJson::error_handler_t::replace) << '\n';
}

}  // namespace closespec
