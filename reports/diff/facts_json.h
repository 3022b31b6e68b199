// A run and what was seen of a case as JSON, for all that compares runs.

#ifndef CLOSESPEC_REPORTS_DIFF_FACTS_JSON_H_
#define CLOSESPEC_REPORTS_DIFF_FACTS_JSON_H_

#include <iosfwd>
#include <nlohmann/json.hpp>

#include "reports/diff/case_facts.h"
#include "reports/diff/diff_text.h"

namespace closespec {

using OrderedJson = nlohmann::ordered_json;

// {"verdict"}, and of "repetitions", "signatures" and "reason" what there is.
OrderedJson ToJson(const CaseFacts& facts);
// {"name", "target", "stack", "started", "suite_revision", "cases"}.
OrderedJson ToJson(const NamedRun& run);

// As a document; octets that are not UTF-8 become U+FFFD.
void Print(std::ostream& out, const OrderedJson& json);

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_DIFF_FACTS_JSON_H_
