// Reads everything of a scenario but its steps.

#ifndef CLOSESPEC_SUITES_MODEL_PARSE_HEADER_H_
#define CLOSESPEC_SUITES_MODEL_PARSE_HEADER_H_

#include <string>
#include <vector>

#include "suites/model/preambles.h"
#include "suites/model/reading.h"
#include "suites/model/scenario.h"

namespace closespec {

// A parameter with its values as the file has them; `Scenario::parameters` has them as text.
struct Parameter {
  std::string name;
  std::vector<Node> values;
};

struct Header {
  Scenario scenario;  // without cases
  std::vector<Parameter> parameters;
};

Header ParseHeader(const Document& document, const std::string& id,
                   const Requirements& requirements, const Preambles& preambles);

// The capabilities in `needs`, or none.
std::vector<std::string> ParseNeeds(const Reading& reading, const Node& object);
// The ids in `requirements`, or none. The first is the default of every check and binds a stack.
std::vector<std::string> ParseClauses(const Reading& reading, const Requirements& requirements,
                                      const Node& object);

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_PARSE_HEADER_H_
