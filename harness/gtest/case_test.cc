#include "harness/gtest/case_test.h"

#include <set>
#include <string>
#include <utility>

#include "reports/results/account.h"

namespace closespec {
namespace {

struct TestName {
  std::string suite;
  std::string test;
};

TestName NameOf(const Case& each) {
  const std::size_t bracket = each.id.find('[');
  if (bracket == std::string::npos) return {each.id, "only"};
  return {each.id.substr(0, bracket), each.id.substr(bracket + 1, each.id.size() - bracket - 2)};
}

std::string IdOf(const ::testing::TestInfo& test) {
  const std::string name = test.name();
  return test.test_suite_name() + (name == "only" ? "" : "[" + name + "]");
}

class CaseTest : public ::testing::Test {
 public:
  CaseTest(std::string id, const ConductedCases& cases) : id_(std::move(id)), cases_(cases) {}

  void TestBody() override {
    const CaseResult* result = cases_.ResultOf(id_);
    if (result == nullptr) FAIL() << "the run ended before it came to this case";
    RecordProperty("verdict", std::string(ToText(result->verdict)));
    RecordProperty("microseconds", std::to_string(result->duration.count()));
    switch (CiStatusOf(*result)) {
      case CiStatus::kPassed:
        return;
      case CiStatus::kFailed:
      case CiStatus::kBroken:
        FAIL() << cases_.Account(*result);
      case CiStatus::kSkipped:
        GTEST_SKIP() << HeadlineOf(*result);
    }
  }

 private:
  std::string id_;
  const ConductedCases& cases_;
};

}  // namespace

void ConductingEnvironment::SetUp() {
  std::set<std::string> ids;
  const ::testing::UnitTest& all = *::testing::UnitTest::GetInstance();
  for (int i = 0; i < all.total_test_suite_count(); ++i) {
    const ::testing::TestSuite& suite = *all.GetTestSuite(i);
    for (int j = 0; j < suite.total_test_count(); ++j) {
      const ::testing::TestInfo& test = *suite.GetTestInfo(j);
      if (test.should_run()) ids.insert(IdOf(test));
    }
  }
  cases_.Conduct(ids);
}

void RegisterCaseTests(const Suite& suite, const ConductedCases& cases) {
  for (const Scenario& scenario : suite.scenarios) {
    for (const Case& each : scenario.cases) {
      const TestName name = NameOf(each);
      // The analyzer takes what RegisterTest() keeps for lost.
#ifndef __clang_analyzer__
      // GoogleTest owns the test.
      ::testing::RegisterTest(
          name.suite.c_str(), name.test.c_str(), nullptr, nullptr, scenario.file.c_str(), 1,
          [id = each.id, &cases]() -> CaseTest* { return new CaseTest(id, cases); });
#endif
    }
  }
}

}  // namespace closespec
