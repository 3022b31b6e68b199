#include "reports/terminal/stacks_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace closespec {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;

class StacksTableTest : public ::testing::Test {
 protected:
  void Add(const std::string& target, const std::string& scenario, Verdict verdict) {
    CaseResult result;
    result.scenario = "linger/" + scenario;
    result.chapter = "linger";
    result.verdict = verdict;
    table_.Add(target, result);
  }

  StacksTable table_;
};

TEST_F(StacksTableTest, CountsWhatIsMetOfWhatCouldRun) {
  Add("linux", "a", Verdict::kPass);
  Add("linux", "b", Verdict::kPermitted);
  Add("linux", "c", Verdict::kFail);
  Add("lwip", "a", Verdict::kUnsupported);
  Add("lwip", "b", Verdict::kFail);
  EXPECT_THAT(table_.ToMarkdown(), HasSubstr("| chapter | linux | lwip |\n"
                                             "| --- | --- | --- |\n"
                                             "| linger | 2 of 3 | 0 of 1 |\n"));
}

TEST_F(StacksTableTest, ScenarioIsAsBadAsItsWorstCaseThatCouldRun) {
  Add("lwip", "a", Verdict::kUnsupported);
  Add("lwip", "a", Verdict::kFail);
  Add("lwip", "a", Verdict::kPass);
  Add("lwip", "b", Verdict::kPass);
  EXPECT_THAT(table_.ToMarkdown(), HasSubstr("| `linger/a` | fail |\n"));
  EXPECT_THAT(table_.ToMarkdown(), Not(HasSubstr("linger/b")));
}

TEST_F(StacksTableTest, TheOneThatDiffersFromAllOthersIsMarked) {
  for (const char* const target : {"linux", "gvisor", "lwip"}) {
    Add(target, "a", Verdict::kPass);
    Add(target, "b", target == std::string("linux") ? Verdict::kFail : Verdict::kPermitted);
  }
  EXPECT_THAT(table_.Loners(), ElementsAre(Pair("linger/b", "linux")));
  EXPECT_THAT(table_.ToMarkdown(), HasSubstr("| `linger/b` | **fail** | permitted | permitted |"));
}

TEST_F(StacksTableTest, OfTwoNobodyIsAlone) {
  Add("linux", "a", Verdict::kPass);
  Add("lwip", "a", Verdict::kFail);
  Add("gvisor", "a", Verdict::kUnsupported);
  EXPECT_THAT(table_.Loners(), IsEmpty());
}

}  // namespace
}  // namespace closespec
