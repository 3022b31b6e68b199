#include "reports/diff/facts_json.h"

#include <ostream>

namespace closespec {

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

OrderedJson ToJson(const NamedRun& run) {
  const Run& head = run.facts.head;
  return {{"name", run.name},
          {"target", head.sut.target},
          {"stack", head.sut.stack},
          {"started", head.started},
          {"suite_revision", head.suite_revision},
          {"cases", run.facts.cases.size()}};
}

void Print(std::ostream& out, const OrderedJson& json) {
  out << json.dump(1, ' ', false, OrderedJson::error_handler_t::replace) << '\n';
}

}  // namespace closespec
