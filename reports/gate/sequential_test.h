// Whether a case that came out so comes out so every time: Wald's sequential probability ratio
// test over its repetitions, which stops as soon as they tell enough (docs/gate.md derives it).
//
//   SequentialTest test;
//   while (test.Wanted() > 0) { ... run it Wanted() times ...; test.Add(true, as_it_was); ... }

#ifndef CLOSESPEC_REPORTS_GATE_SEQUENTIAL_TEST_H_
#define CLOSESPEC_REPORTS_GATE_SEQUENTIAL_TEST_H_

#include <cstddef>

namespace closespec {

// A steady case comes out alike in so many of its repetitions at least, one that is not steady in
// at most so many. Between the two either answer is right.
inline constexpr double kSteadyRate = 0.99;
inline constexpr double kUnsteadyRate = 0.5;
// How often the answer is wrong, of a case at either rate; further off it is wrong less often.
inline constexpr double kErrorRate = 0.01;

enum class Steadiness { kUndecided, kSteady, kUnsteady };

class SequentialTest {
 public:
  // Further repetitions that came out as the first result did, or otherwise. The first result, for
  // which the case was chosen, is none of them.
  void Add(bool alike, std::size_t repetitions);

  [[nodiscard]] Steadiness Decision() const;
  // How many more decide it if they are all alike; 0 when it is decided.
  [[nodiscard]] std::size_t Wanted() const;

 private:
  double log_ratio_ = 0;  // of the likelihoods, steady over unsteady
};

}  // namespace closespec

#endif  // CLOSESPEC_REPORTS_GATE_SEQUENTIAL_TEST_H_
