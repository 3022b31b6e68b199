// Cases as tests of GoogleTest: "unread_data/close.unread=1,family=ipv4,opener=sut" is the case
// "unread_data/close[unread=1,family=ipv4,opener=sut]".

#ifndef CLOSESPEC_HARNESS_GTEST_CASE_TEST_H_
#define CLOSESPEC_HARNESS_GTEST_CASE_TEST_H_

#include <gtest/gtest.h>

#include "harness/gtest/conducted_cases.h"

namespace closespec {

// Has the cases conducted whose tests the filter and the shard leave, before the first of them.
class ConductingEnvironment final : public ::testing::Environment {
 public:
  explicit ConductingEnvironment(ConductedCases& cases) : cases_(cases) {}

  void SetUp() override;

 private:
  ConductedCases& cases_;
};

// A test for every case. It passes, fails or is skipped as CiStatus says; an inconclusive case and
// one that was not run fail. `cases` must live until the tests are over.
void RegisterCaseTests(const Suite& suite, const ConductedCases& cases);

}  // namespace closespec

#endif  // CLOSESPEC_HARNESS_GTEST_CASE_TEST_H_
