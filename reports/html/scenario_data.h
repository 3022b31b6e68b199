// What the page shows of scenarios and clauses, as JSON.

#ifndef CLOSESPEC_REPORTS_HTML_SCENARIO_DATA_H_
#define CLOSESPEC_REPORTS_HTML_SCENARIO_DATA_H_

#include <nlohmann/json_fwd.hpp>
#include <set>
#include <string>

#include "suites/model/requirement.h"
#include "suites/model/scenario.h"

namespace closespec {

// Title, purpose and file; the steps that its cases have, each once, and by the case's parameters
// which of them it has in which order.
nlohmann::json ScenarioData(const Scenario& scenario, const Requirements& requirements);

// A step as the page shows it: side, action, what it judges or records, why, and where it stands.
nlohmann::json StepData(const Step& step, const Requirements& requirements);

// By id: citation and words.
nlohmann::json ClauseData(const Requirements& requirements);

// The clauses that its cases cite.
std::set<std::string> ClausesOf(const Scenario& scenario);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_HTML_SCENARIO_DATA_H_
