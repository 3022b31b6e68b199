#include <ostream>

#include "reports/diff/diff_text.h"
#include "reports/diff/facts_json.h"

namespace closespec {
namespace {

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
  Print(out, json);
}

}  // namespace closespec
