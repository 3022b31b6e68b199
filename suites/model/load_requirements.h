// Reads suites/requirements.json: the clauses and the level at which each binds.

#ifndef CLOSESPEC_SUITES_MODEL_LOAD_REQUIREMENTS_H_
#define CLOSESPEC_SUITES_MODEL_LOAD_REQUIREMENTS_H_

#include "suites/model/document.h"
#include "suites/model/requirement.h"

namespace closespec {

Requirements ParseRequirements(const Document& document);

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_LOAD_REQUIREMENTS_H_
