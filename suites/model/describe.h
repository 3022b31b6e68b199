// A scenario as a document for people: `closespec show`, and its line in `closespec list`.

#ifndef CLOSESPEC_SUITES_MODEL_DESCRIBE_H_
#define CLOSESPEC_SUITES_MODEL_DESCRIBE_H_

#include <string>

#include "suites/model/requirement.h"
#include "suites/model/scenario.h"

namespace closespec {

// Title, purpose, the words of the clauses, parameters and needs, then the steps of its first case:
// the SUT's on the left, the peer's on the right, the wire between them. At most 100 columns.
std::string DescribeScenario(const Scenario& scenario, const Requirements& requirements);

// The same of one case of it.
std::string DescribeCase(const Scenario& scenario, const Case& shown,
                         const Requirements& requirements);

// Id, priority, number of cases and title; the id padded to `id_width`.
std::string ListLine(const Scenario& scenario, std::size_t cases, std::size_t id_width);

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_DESCRIBE_H_
