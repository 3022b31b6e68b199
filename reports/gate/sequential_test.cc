#include "reports/gate/sequential_test.h"

#include <cmath>

namespace closespec {
namespace {

// Wald's bounds for equal error rates.
double Bound() { return std::log((1 - kErrorRate) / kErrorRate); }

double Weight(bool alike) {
  return alike ? std::log(kSteadyRate / kUnsteadyRate)
               : std::log((1 - kSteadyRate) / (1 - kUnsteadyRate));
}

}  // namespace

void SequentialTest::Add(bool alike, std::size_t repetitions) {
  log_ratio_ += Weight(alike) * static_cast<double>(repetitions);
}

Steadiness SequentialTest::Decision() const {
  if (log_ratio_ >= Bound()) return Steadiness::kSteady;
  if (log_ratio_ <= -Bound()) return Steadiness::kUnsteady;
  return Steadiness::kUndecided;
}

std::size_t SequentialTest::Wanted() const {
  if (Decision() != Steadiness::kUndecided) return 0;
  return static_cast<std::size_t>(std::ceil((Bound() - log_ratio_) / Weight(true)));
}

}  // namespace closespec
