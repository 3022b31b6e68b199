#include "reports/terminal/matrix.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "suites/model/loader.h"

namespace closespec {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

TEST(MatrixTest, PutsAScenarioIntoTheCellOfItsName) {
  Matrix matrix;
  matrix.AddScenario("segment_in_state/rst_ack_in_fin_wait_1_any_ack");
  EXPECT_THAT(matrix.ToText(),
              HasSubstr("fin_wait_1\n  rst\n    none: no reason stated\n  rst_ack\n"
                        "    rst_ack_in_fin_wait_1_any_ack\n"));
}

TEST(MatrixTest, DataWithAFinIsNoFin) {
  Matrix matrix;
  matrix.AddScenario("segment_in_state/data_fin_in_closing_at_rcv_nxt");
  EXPECT_THAT(matrix.ToText(), HasSubstr("  data_fin\n    data_fin_in_closing_at_rcv_nxt\n"));
}

TEST(MatrixTest, OtherScenariosAreInNoCell) {
  Matrix matrix;
  matrix.AddScenario("linger/rst_in_listen");
  matrix.AddScenario("segment_in_state/rst_burst_in_established");
  EXPECT_THAT(matrix.ToText(), Not(HasSubstr("rst_burst")));
  EXPECT_THAT(matrix.ToText(), Not(HasSubstr("    rst_in_listen")));
}

TEST(MatrixTest, TellsTheWorstVerdictOfAScenario) {
  Matrix matrix;
  matrix.AddScenario("segment_in_state/rst_in_listen");
  for (const Verdict each : {Verdict::kUnsupported, Verdict::kFail, Verdict::kPass}) {
    matrix.AddVerdict("segment_in_state/rst_in_listen", each);
  }
  EXPECT_THAT(matrix.ToText(), HasSubstr("    rst_in_listen: fail\n"));
  EXPECT_THAT(matrix.ToText(), HasSubstr("1 (1)"));
}

TEST(MatrixTest, OfTheShippedSuiteEveryCellIsFilledOrSaysWhyNot) {
  Matrix matrix;
  for (const Scenario& each : LoadSuite(CLOSESPEC_SUITES_FOLDER).scenarios) {
    matrix.AddScenario(each.id);
  }
  EXPECT_THAT(matrix.Unexplained(), IsEmpty());
}

}  // namespace
}  // namespace closespec
