// The steps of a case in two columns; a part of describe.h's.

#ifndef CLOSESPEC_SUITES_MODEL_DESCRIBE_STEPS_H_
#define CLOSESPEC_SUITES_MODEL_DESCRIBE_STEPS_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "suites/model/requirement.h"
#include "suites/model/scenario.h"

namespace closespec {

enum class StepSide { kSut, kWire, kPeer };

// A step in words. `purpose`: what it judges or records, and by which clause; empty of preparation.
struct StepText {
  StepSide side = StepSide::kSut;
  std::string action;
  std::string purpose;
};
StepText TextOf(const Step& step, const Requirements& requirements);

// The steps [first, last) with their numbers counted from 1.
std::string DescribeSteps(const Case& shown, std::size_t first, std::size_t last,
                          const Requirements& requirements);

// `text` in lines of at most `width` columns, each behind `margin` spaces, ended by a newline.
std::string Wrapped(std::string_view text, std::size_t margin, std::size_t width);

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_DESCRIBE_STEPS_H_
