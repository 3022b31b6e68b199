#include "reports/profile/profile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "suites/model/document_error.h"

namespace closespec {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

CaseResult Recorded(const std::string& id, const std::string& observed,
                    Verdict verdict = Verdict::kPass) {
  CaseResult result;
  result.id = id;
  result.verdict = verdict;
  result.records = {{"recv", observed}};
  return result;
}

Profile Of(const std::vector<CaseResult>& results) {
  ProfileBuilder builder("linux-6.18");
  for (const CaseResult& each : results) builder.Add(each);
  return builder.Build();
}

TEST(ProfileBuilder, CasesThatAreAlikeAreOne) {
  const Profile profile = Of({Recorded("a/x[n=1,family=ipv4,opener=sut]", "0"),
                              Recorded("a/x[n=1,family=ipv6,opener=peer]", "0"),
                              Recorded("a/x[n=2,family=ipv4,opener=sut]", "5")});
  EXPECT_THAT(profile.cases, ElementsAre(Pair("a/x[n=1]", CaseProfile{{"recv", "0"}}),
                                         Pair("a/x[n=2]", CaseProfile{{"recv", "5"}})));
}

TEST(ProfileBuilder, CasesThatDifferKeepTheirNames) {
  const Profile profile =
      Of({Recorded("a/x[family=ipv4]", "0"), Recorded("a/x[family=ipv6]", "EINVAL")});
  EXPECT_THAT(profile.cases,
              ElementsAre(Pair("a/x[family=ipv4]", CaseProfile{{"recv", "0"}}),
                          Pair("a/x[family=ipv6]", CaseProfile{{"recv", "EINVAL"}})));
}

TEST(ProfileBuilder, WhatWasNotJudgedToItsEndIsLeftOut) {
  EXPECT_TRUE(Of({Recorded("a", "0", Verdict::kError), Recorded("b", "0", Verdict::kUnsupported),
                  Recorded("c", "0", Verdict::kInconclusive)})
                  .cases.empty());
  EXPECT_EQ(Of({Recorded("a", "0", Verdict::kFail)}).cases.size(), 1U);
}

TEST(ProfileBuilder, OfRepeatedCasesTheFirstCounts) {
  EXPECT_THAT(Of({Recorded("a", "0"), Recorded("a", "1")}).cases,
              ElementsAre(Pair("a", CaseProfile{{"recv", "0"}})));
}

TEST(ProfileText, IsReadAsItWasWritten) {
  const Profile profile =
      Of({Recorded("a/x[n=1]", "failed with EPIPE, events=IN"), Recorded("a/y", "")});
  EXPECT_EQ(ParseProfile(ToText(profile), "p"), profile);
}

std::string ErrorOf(const std::string& text) {
  try {
    ParseProfile(text, "p.txt");
  } catch (const DocumentError& error) {
    return error.what();
  }
  return "no error";
}

TEST(ProfileText, SaysWhatIsWrongAndWhere) {
  EXPECT_THAT(ErrorOf(""), HasSubstr("p.txt:0: found \"\", allowed is \"closespec profile 1\""));
  EXPECT_THAT(ErrorOf("closespec profile 1\nlinux\n"), HasSubstr("p.txt:2: found \"linux\""));
  const std::string head = "closespec profile 1\nstack s\n";
  EXPECT_THAT(ErrorOf(head + "  recv\t0\n"), HasSubstr("p.txt:3: found \"  recv\t0\""));
  EXPECT_THAT(ErrorOf(head + "c/a\n  recv 0\n"), HasSubstr("p.txt:4: found \"  recv 0\""));
  EXPECT_THAT(ErrorOf(head + "c/a\nc/b\nc/a\n"), HasSubstr("p.txt:5: found \"c/a\""));
  EXPECT_THAT(ErrorOf(head + "\nnot a profile at all\n"),
              HasSubstr("p.txt:4: found \"not a profile at all\", allowed is the id of a case"));
  const std::string nul("  recv\t0\0x\n", 11);
  EXPECT_THAT(ErrorOf(head + "c/a\n" + nul), HasSubstr("p.txt:4: found \"  recv 0\uFFFDx\""));
}

TEST(CompareProfiles, TellsWhatDiffersAndWhatIsNotThere) {
  const Profile left{
      .stack = "l",
      .cases = {{"a", {{"recv", "0"}, {"recv", "1"}, {"send", "5"}}}, {"b", {{"recv", "0"}}}}};
  const Profile right{.stack = "r",
                      .cases = {{"a", {{"recv", "0"}, {"recv", "2"}}}, {"c", {{"recv", "0"}}}}};
  const ProfileComparison comparison = Compare(left, right);
  EXPECT_THAT(comparison.differences, ElementsAre(ProfileDifference{"a", "recv", "1", "2"},
                                                  ProfileDifference{"a", "send", "5", ""}));
  EXPECT_EQ(comparison.same, 1U);
  const std::string text = ToText(comparison, left, right);
  EXPECT_THAT(text, HasSubstr("a\n  recv\n    l: 1\n    r: 2\n  send\n"));
  EXPECT_THAT(text, HasSubstr("1 records are the same, 2 differ; not compared: 1 cases of l and 1 "
                              "of r alone"));
}

}  // namespace
}  // namespace closespec
