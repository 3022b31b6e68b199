#include "suites/model/loader.h"

namespace closespec {

void ResolveLevels(const Requirements& requirements, const std::set<std::string>& follows,
                   Case& resolved) {
  resolved.levels.clear();
  const auto resolve = [&](const std::string& id) {
    const auto found = requirements.find(id);
    if (id.empty() || found == requirements.end()) return;
    const Requirement& clause = found->second;
    const bool binds = clause.applies_to == "any" || follows.contains(clause.applies_to);
    resolved.levels[id] = binds ? clause.level : Level::kRecord;
  };
  for (const std::string& id : resolved.requirements) resolve(id);
  for (const Step& step : resolved.steps) resolve(step.clause);
  for (const Allowance& allowance : resolved.leaves) resolve(allowance.clause);
  for (const Allowance& allowance : resolved.waive) resolve(allowance.clause);
}

}  // namespace closespec
