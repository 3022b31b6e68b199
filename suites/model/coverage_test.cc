#include "suites/model/coverage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "suites/model/document_error.h"
#include "suites/model/temporary_suite.h"

namespace closespec {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// The clauses "checked", "second" and one of the test's own, as members of its object.
void WriteClauses(const TemporarySuite& files, const std::string& more) {
  constexpr const char* kRest =
      R"("source": "RFC 9293", "section": "3.6", "level": "MUST", "applies_to": "any", "text": "A")";
  const std::string rest(kRest);
  files.Write("requirements.json", R"({"requirements": [{"id": "must", "binds": "stack", )" + rest +
                                       R"(}, {"id": "posix", "binds": "stack", )" + rest +
                                       R"(}, {"id": "advice", "binds": "application", )" + rest +
                                       R"(}, {"id": "own", "binds": "stack", )" + more + rest +
                                       "}]}");
}

class CoverageTest : public ::testing::Test {
 protected:
  ClauseCoverage Own(const std::string& more,
                     std::span<const InvariantClause> invariants = {}) const {
    WriteClauses(files_, more);
    files_.WriteScenario("a/x", R"({"sut": "recv", "expect": 0, "clause": "posix"})");
    suite_ = LoadSuite(files_.Folder());
    for (const ClauseCoverage& each : CoverageOf(suite_, invariants)) {
      if (each.clause->id == "own") return each;
    }
    ADD_FAILURE() << "the clause is left out";
    return {};
  }
  std::string ErrorOf(const std::string& more) const {
    WriteClauses(files_, more);
    files_.WriteScenario("a/x", R"({"sut": "recv", "expect": 0})");
    try {
      LoadSuite(files_.Folder());
    } catch (const DocumentError& error) {
      return error.what();
    }
    return "no error";
  }

  TemporarySuite files_;
  mutable Suite suite_;
};

TEST_F(CoverageTest, OnlyChecksCount) {
  WriteClauses(files_, "");
  files_.WriteScenario("a/x", R"({"sut": "recv", "expect": 0, "clause": "posix"})");
  files_.WriteScenario("a/y", R"({"sut": "recv", "record": "r"})");
  suite_ = LoadSuite(files_.Folder());
  const auto coverage = CoverageOf(suite_, {});
  ASSERT_EQ(coverage.size(), 3U) << "the application's clause binds no stack";
  EXPECT_EQ(coverage[0].clause->id, "must");
  EXPECT_EQ(coverage[0].state, CoverageState::kOpen) << "named by both headers, checked by none";
  EXPECT_EQ(coverage[2].clause->id, "posix");
  EXPECT_EQ(coverage[2].state, CoverageState::kChecked);
  EXPECT_THAT(coverage[2].scenarios, ElementsAre("a/x"));
}

TEST_F(CoverageTest, ClauseWithoutReasonIsOpen) { EXPECT_EQ(Own("").state, CoverageState::kOpen); }

TEST_F(CoverageTest, ChecksOfTheClauseThatIsRestatedCount) {
  const ClauseCoverage own = Own(R"("restates": "posix", )");
  EXPECT_EQ(own.state, CoverageState::kRestated);
  EXPECT_THAT(own.scenarios, ElementsAre("a/x"));
}

TEST_F(CoverageTest, OwnChecksOfAClauseThatRestatesComeFirst) {
  WriteClauses(files_, R"("restates": "posix", )");
  files_.WriteScenario("a/x", R"({"sut": "recv", "expect": 0, "clause": "posix"})");
  files_.WriteScenario("a/y", R"({"sut": "recv", "expect": 0, "clause": "own"})");
  suite_ = LoadSuite(files_.Folder());
  const auto coverage = CoverageOf(suite_, {});
  ASSERT_EQ(coverage[1].clause->id, "own");
  EXPECT_EQ(coverage[1].state, CoverageState::kChecked);
  EXPECT_THAT(coverage[1].scenarios, ElementsAre("a/y"));
}

TEST_F(CoverageTest, RestatingWhatNobodyChecksIsOpen) {
  EXPECT_EQ(Own(R"("restates": "must", )").state, CoverageState::kOpen);
}

TEST_F(CoverageTest, ReasonsAreOfTwoKinds) {
  EXPECT_EQ(Own(R"("unobservable": "R", )").state, CoverageState::kUnobservable);
  EXPECT_EQ(Own(R"("unchecked": "R", )").state, CoverageState::kUnchecked);
}

TEST_F(CoverageTest, InvariantsAreChecksOfEveryCase) {
  constexpr std::array kInvariants = {InvariantClause{"no_war", "own"}};
  const ClauseCoverage own = Own("", kInvariants);
  EXPECT_EQ(own.state, CoverageState::kChecked);
  EXPECT_THAT(own.invariants, ElementsAre("no_war"));
  EXPECT_THAT(own.scenarios, IsEmpty());
}

TEST_F(CoverageTest, LintWantsACheckOrAReasonAndNotBoth) {
  const auto warnings_of = [&](const std::string& more, const std::string& cited) {
    WriteClauses(files_, more);
    files_.WriteScenario("a/x", R"({"sut": "recv", "expect": 0, "clause": "posix"},
                                   {"sut": "recv", "expect": 0, "clause": "must"},
                                   {"sut": "recv", "expect": 0, "clause": ")" +
                                    cited + "\"}");
    suite_ = LoadSuite(files_.Folder());
    std::vector<std::string> texts;
    for (const Warning& each : LintClauses(suite_, CoverageOf(suite_, {}))) {
      texts.push_back(ToText(each).substr(files_.Folder().size()));
    }
    return texts;
  };
  EXPECT_THAT(warnings_of("", "must"),
              ElementsAre("/requirements.json:1: the clause \"own\" has no check, and nothing says "
                          "why"));
  EXPECT_THAT(warnings_of(R"("unchecked": "R", )", "must"), IsEmpty());
  EXPECT_THAT(warnings_of(R"("unchecked": "R", )", "own"),
              ElementsAre(HasSubstr("\"own\" says why it has no check, and has one")));
  EXPECT_THAT(warnings_of(R"("restates": "posix", )", "own"), IsEmpty());
}

TEST_F(CoverageTest, BadReasonsAreRefused) {
  EXPECT_THAT(ErrorOf(R"("restates": "nowhere", )"), HasSubstr("there is no clause \"nowhere\""));
  EXPECT_THAT(ErrorOf(R"("restates": "advice", )"), HasSubstr("\"advice\" binds no stack"));
  EXPECT_THAT(ErrorOf(R"("restates": "own", )"), HasSubstr("name that one"));
  EXPECT_THAT(ErrorOf(R"("restates": "must", "unchecked": "R", )"), HasSubstr("is enough"));
}

}  // namespace
}  // namespace closespec
