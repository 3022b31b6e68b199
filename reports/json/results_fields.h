// The values of results.json from parsed JSON. Unknown keys, wrong types and unknown words are
// thrown as FieldTrouble; the reader adds file and line.

#ifndef CLOSESPEC_REPORTS_JSON_RESULTS_FIELDS_H_
#define CLOSESPEC_REPORTS_JSON_RESULTS_FIELDS_H_

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "reports/results/results.h"
#include "reports/results/tally.h"

namespace closespec {

struct FieldTrouble {
  std::string place;    // "/run/seed"
  std::string message;  // "expected a whole number, found \"x\""
};

// `place` is the JSON pointer of the value itself.
Run RunFrom(const nlohmann::json& json, const std::string& place);
CaseResult CaseFrom(const nlohmann::json& json, const std::string& place);
Tally TallyFrom(const nlohmann::json& json, const std::string& place);
std::string TextFrom(const nlohmann::json& json, const std::string& place);
bool FlagFrom(const nlohmann::json& json, const std::string& place);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_JSON_RESULTS_FIELDS_H_
