#include "reports/gate/sequential_test.h"

#include <gtest/gtest.h>

#include <random>

namespace closespec {
namespace {

// How a case at the rate is called, and after how many repetitions.
struct Called {
  Steadiness decision = Steadiness::kUndecided;
  std::size_t repetitions = 0;
};

Called Call(double rate, std::mt19937& random) {
  std::bernoulli_distribution is_alike(rate);
  SequentialTest test;
  Called called;
  while (const std::size_t wanted = test.Wanted()) {
    for (std::size_t i = 0; i < wanted; ++i) test.Add(is_alike(random), 1);
    called.repetitions += wanted;
  }
  called.decision = test.Decision();
  return called;
}

struct Tried {
  double wrong = 0;        // share of
  double repetitions = 0;  // mean
};

Tried Try(double rate, Steadiness right) {
  constexpr int kTrials = 20'000;
  std::mt19937 random(1);
  Tried tried;
  for (int i = 0; i < kTrials; ++i) {
    const Called called = Call(rate, random);
    if (called.decision != right) tried.wrong += 1.0 / kTrials;
    tried.repetitions += static_cast<double>(called.repetitions) / kTrials;
  }
  return tried;
}

TEST(SequentialTest, SevenAlikeAreSteady) {
  SequentialTest test;
  test.Add(true, 6);
  EXPECT_EQ(test.Decision(), Steadiness::kUndecided);
  EXPECT_EQ(test.Wanted(), 1U);
  test.Add(true, 1);
  EXPECT_EQ(test.Decision(), Steadiness::kSteady);
  EXPECT_EQ(test.Wanted(), 0U);
}

TEST(SequentialTest, TwoUnlikeAreUnsteady) {
  SequentialTest test;
  EXPECT_EQ(test.Wanted(), 7U);
  test.Add(false, 1);
  EXPECT_EQ(test.Decision(), Steadiness::kUndecided);
  EXPECT_EQ(test.Wanted(), 13U);
  test.Add(false, 1);
  EXPECT_EQ(test.Decision(), Steadiness::kUnsteady);
}

TEST(SequentialTest, OneUnlikeOfFourteenIsSteady) {
  SequentialTest test;
  test.Add(false, 1);
  test.Add(true, 12);
  EXPECT_EQ(test.Decision(), Steadiness::kUndecided);
  test.Add(true, 1);
  EXPECT_EQ(test.Decision(), Steadiness::kSteady);
}

// The rates that docs/gate.md states, run as the gate runs it: as many at once as may decide it.
TEST(SequentialTest, IsWrongAsSeldomAsStated) {
  const Tried steady = Try(kSteadyRate, Steadiness::kSteady);
  EXPECT_LT(steady.wrong, kErrorRate);
  EXPECT_LT(steady.repetitions, 8);
  const Tried unsteady = Try(kUnsteadyRate, Steadiness::kUnsteady);
  EXPECT_LT(unsteady.wrong, kErrorRate * 1.1);
  EXPECT_GT(unsteady.wrong, kErrorRate / 10);
  EXPECT_LT(unsteady.repetitions, 11);
  EXPECT_LT(Try(0.1, Steadiness::kUnsteady).wrong, kErrorRate / 100);
}

TEST(SequentialTest, EndsBetweenTheRatesToo) {
  std::mt19937 random(1);
  for (int i = 0; i < 1000; ++i) EXPECT_LT(Call(0.85, random).repetitions, 500U);
}

}  // namespace
}  // namespace closespec
