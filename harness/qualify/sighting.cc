#include "harness/qualify/sighting.h"

#include <tuple>

namespace closespec {

std::string_view ToText(Catch how) {
  switch (how) {
    case Catch::kNothing:
      return "nothing";
    case Catch::kUnseen:
      return "unseen";
    case Catch::kWeak:
      return "weak";
    case Catch::kRecord:
      return "record";
    case Catch::kCheck:
      break;
  }
  return "check";
}

const Sighting& Stronger(const Sighting& left, const Sighting& right) {
  return std::tie(left.how, left.is_fail) < std::tie(right.how, right.is_fail) ? right : left;
}

}  // namespace closespec
