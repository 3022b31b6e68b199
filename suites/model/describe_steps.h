// The steps of a case in two columns; a part of describe.h's.

#ifndef CLOSESPEC_SUITES_MODEL_DESCRIBE_STEPS_H_
#define CLOSESPEC_SUITES_MODEL_DESCRIBE_STEPS_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "suites/model/requirement.h"
#include "suites/model/scenario.h"

namespace closespec {

// The steps [first, last) with their numbers counted from 1.
std::string DescribeSteps(const Case& shown, std::size_t first, std::size_t last,
                          const Requirements& requirements);

// `text` in lines of at most `width` columns, each behind `margin` spaces, ended by a newline.
std::string Wrapped(std::string_view text, std::size_t margin, std::size_t width);

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_DESCRIBE_STEPS_H_
