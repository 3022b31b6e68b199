// Whether an expectation leaves nothing out, so that the check passes whatever happens.

#ifndef CLOSESPEC_SUITES_MODEL_CANNOT_FAIL_H_
#define CLOSESPEC_SUITES_MODEL_CANNOT_FAIL_H_

#include "suites/model/scenario.h"

namespace closespec {

// That a call returns at all is not counted as a demand.
bool CannotFail(const Step& step);

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_CANNOT_FAIL_H_
