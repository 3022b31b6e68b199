#include "reports/history/history_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "reports/history/sample_history.h"
#include "suites/model/loader.h"

namespace closespec {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::ThrowsMessage;

std::vector<TargetHistory> Sample() {
  TargetHistory acme =
      HistoryOf({CaseOf("a/always_fails", "FFFFFFFF"), CaseOf("a/deviates", "dddddddd"),
                 CaseOf("a/fails[family=ipv4]", ".....FFF"), CaseOf("a/flips", ".F.F.F.."),
                 CaseOf("a/gone", "..F"), CaseOf("a/known", "..FFFFFF"),
                 CaseOf("a/slower", "........"), CaseOf("a/steady", "........"),
                 CaseOf("a/unclear", ".......?"), CaseOf("a/unknown", "????????")});
  for (std::size_t i = 5; i < acme.runs.size(); ++i) acme.runs[i].stack = "acme-7.2";
  acme.cases[5].outcomes.back().kept.known = true;
  acme.cases[6].outcomes.back().kept.duration = std::chrono::milliseconds(81);
  acme.cases[6].outcomes.back().kept.lateness = std::chrono::milliseconds(30);
  TargetHistory lwip = HistoryOf({CaseOf("a/steady", ".")});
  lwip.target = "lwip";
  return {acme, lwip};
}

std::vector<std::string> Ids(const ShownTarget& target) {
  std::vector<std::string> ids;
  for (const CaseAccount& each : target.shown) ids.push_back(each.history->id);
  return ids;
}

std::string AsIs(std::string_view text) { return std::string(text); }

TEST(Choose, WhatIsNotableTheWorstFirst) {
  const std::vector<TargetHistory> targets = Sample();
  const std::vector<ShownTarget> chosen = Choose(targets, {});
  ASSERT_EQ(chosen.size(), 2U);
  EXPECT_THAT(Ids(chosen[0]),
              ElementsAre("a/fails[family=ipv4]", "a/gone", "a/always_fails", "a/unclear",
                          "a/unknown", "a/known", "a/flips", "a/slower"));
  EXPECT_EQ(chosen[0].unshown, 2U);
  EXPECT_THAT(chosen[1].shown, IsEmpty());
}

TEST(Choose, WhateverFitsASelector) {
  const std::vector<TargetHistory> targets = Sample();
  const std::vector<ShownTarget> chosen = Choose(targets, {{"a/fails"}, {"a/d*"}});
  ASSERT_EQ(chosen.size(), 1U);
  EXPECT_THAT(Ids(chosen[0]), ElementsAre("a/fails[family=ipv4]", "a/deviates"));
  EXPECT_EQ(Choose(targets, {{"a/"}}).size(), 2U);
  EXPECT_THAT(
      [&] {
        (void)Choose(targets, {{"a/"}, {"b/*"}});
      },
      ThrowsMessage<NothingSelected>(HasSubstr("\"b/*\" fits no case")));
}

TEST(StripOf, HasTheNewestRuns) {
  const TargetHistory target = HistoryOf({CaseOf("a/x", "FFFFFFFFFF.F du?..........")});
  EXPECT_EQ(StripOf(target, target.cases[0]), "FFFF.F du?..........");
}

TEST(PrintHistory, Golden) {
  const std::vector<TargetHistory> targets = Sample();
  std::ostringstream out;
  PrintHistory(out, Choose(targets, {}), AsIs);
  std::ostringstream golden;
  golden << std::ifstream(std::string(GOLDEN_FOLDER) + "/history.txt").rdbuf();
  EXPECT_EQ(out.str(), golden.str());
}

TEST(PrintHistory, TextOfUnknownOriginIsCleaned) {
  std::vector<TargetHistory> targets = {HistoryOf({CaseOf("a/\033[2J", "F")})};
  targets[0].target = "\033[1m";
  targets[0].runs[0].folder = "\033[3J";
  targets[0].cases[0].outcomes[0].kept.signature = "\033[4J";
  std::ostringstream out;
  PrintHistory(out, Choose(targets, {}), [](std::string_view text) {
    return text.find('\033') == std::string_view::npos ? std::string(text) : "CLEANED";
  });
  EXPECT_EQ(out.str().find('\033'), std::string::npos);
  EXPECT_THAT(out.str(), HasSubstr("CLEANED"));
}

}  // namespace
}  // namespace closespec
