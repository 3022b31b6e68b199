// What the page shows of a case beyond its verdict, as JSON: the checks, and from the evidence the
// ladder. page/details.js reads them and names their fields.

#ifndef CLOSESPEC_REPORTS_HTML_CASE_DATA_H_
#define CLOSESPEC_REPORTS_HTML_CASE_DATA_H_

#include <nlohmann/json_fwd.hpp>

#include "reports/html/text_table.h"
#include "reports/results/results.h"
#include "suites/model/journal.h"
#include "suites/model/scenario.h"

namespace closespec {

nlohmann::json CheckData(const CaseResult& result, TextTable& texts);

// `judged` is empty where the suite no longer has the case.
nlohmann::json LadderData(const Case& judged, const CaseResult& result, const Journal& journal,
                          TextTable& texts);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_HTML_CASE_DATA_H_
