// Reads one step of a scenario or preamble for one case, and checks it against the action table,
// the clauses and the names that earlier steps made.

#ifndef CLOSESPEC_SUITES_MODEL_PARSE_STEP_H_
#define CLOSESPEC_SUITES_MODEL_PARSE_STEP_H_

#include <set>
#include <string>

#include "suites/model/known_names.h"
#include "suites/model/reading.h"
#include "suites/model/requirement.h"
#include "suites/model/scenario.h"

namespace closespec {

struct StepContext {
  Reading reading;
  const Requirements& requirements;
  Actor opener;
  std::string default_clause;  // empty: every check must name its own
  bool wire_peer;              // plays the other side
  KnownNames& names;
  std::set<std::string>& needs;
};

Step ParseStep(const StepContext& context, const Node& node);

// The id of a clause that exists and binds a stack.
std::string ReadClause(const Reading& reading, const Requirements& requirements, const Node& node);

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_PARSE_STEP_H_
