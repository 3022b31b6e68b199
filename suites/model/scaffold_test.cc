#include "suites/model/scaffold.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "suites/model/document_error.h"
#include "suites/model/lint.h"
#include "suites/model/temporary_suite.h"

namespace closespec {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Scaffold : public ::testing::Test {
 protected:
  Scaffold() {
    // Every suite has at least one scenario.
    files_.WriteScenario("a/x", R"({"sut": "recv", "expect": 0})");
    files_.Write("preambles/established.json", R"({"title": "T", "purpose": "P",
      "preamble": "open", "steps": [{"sut": "wait_state", "state": "ESTABLISHED"}]})");
  }
  std::string ErrorOf(const std::string& id, const std::string& clause) const {
    try {
      WriteScaffold(files_.Folder(), LoadSuite(files_.Folder()), id, clause,
                    OtherSide::kSocketCalls);
    } catch (const DocumentError& error) {
      return error.what();
    }
    return "no error";
  }

  TemporarySuite files_;
};

TEST_F(Scaffold, LoadsAsItIsAndHasNoWeakness) {
  WriteScaffold(files_.Folder(), LoadSuite(files_.Folder()), "b/my_case", "must",
                OtherSide::kSocketCalls);
  const Suite suite = LoadSuite(files_.Folder());
  ASSERT_EQ(suite.scenarios.size(), 2U);
  EXPECT_EQ(suite.scenarios[1].id, "b/my_case");
  EXPECT_EQ(suite.scenarios[1].title, "my case");
  EXPECT_THAT(Lint(suite, {"posix"}), IsEmpty());
}

TEST_F(Scaffold, OverwritesNothing) {
  EXPECT_THAT(ErrorOf("a/x", "must"), HasSubstr("a/x.json: exists already"));
}

TEST_F(Scaffold, RefusesWhatIsNoName) {
  for (const auto* id : {"x", "/x", "a/", "a/b/c", "a/My", "../x"}) {
    EXPECT_THAT(ErrorOf(id, "must"), HasSubstr("found \"" + std::string(id) + "\"")) << id;
  }
}

TEST_F(Scaffold, RefusesAClauseThatBindsNoStack) {
  EXPECT_THAT(ErrorOf("a/y", "mutt"), HasSubstr("did you mean \"must\"?"));
  EXPECT_THAT(ErrorOf("a/y", "advice"), HasSubstr("no clause \"advice\""));
}

}  // namespace
}  // namespace closespec
