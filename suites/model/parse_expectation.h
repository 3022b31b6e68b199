// Reads the value of `expect`: what the clause demands of one call, in the fields that the call's
// row of the action table can give.

#ifndef CLOSESPEC_SUITES_MODEL_PARSE_EXPECTATION_H_
#define CLOSESPEC_SUITES_MODEL_PARSE_EXPECTATION_H_

#include <string_view>

#include "suites/model/expectation.h"
#include "suites/model/reading.h"

namespace closespec {

// Which call is expected to come to something.
struct ExpectedCall {
  std::string_view action;
  std::string_view facts;   // what its row gives, separated by spaces
  std::string_view option;  // of getsockopt, else empty
};

Expectation ParseExpectation(const Reading& reading, const Node& node, const ExpectedCall& call);

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_PARSE_EXPECTATION_H_
