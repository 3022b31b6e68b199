#include "reports/gate/expectations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "reports/json/temporary_file.h"
#include "suites/model/document_error.h"

namespace closespec {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class ExpectationsTest : public ::testing::Test {
 protected:
  Expectations Read(const std::string& text) const {
    std::ofstream(file_.Path()) << text;
    return Expectations::Read(file_.Path());
  }
  std::string Complaint(const std::string& text) const {
    try {
      Read(text);
    } catch (const DocumentError& error) {
      return error.what();
    }
    return "accepted";
  }

  const TemporaryFile file_;
};

Deviation Of(const std::string& cases, const std::string& signature = "s") {
  return {cases, signature, "why", "docs", "tcp team", "2027-06-30"};
}

std::vector<std::string> Fitting(const std::vector<std::string>& selectors, const std::string& id) {
  std::vector<ExpectedFailure> all;
  all.reserve(selectors.size());
  for (const std::string& each : selectors) all.push_back({Of(each), ""});
  const Expectations expectations(std::move(all));
  std::vector<std::string> fitting;
  for (const ExpectedFailure* each : expectations.Of(id)) fitting.push_back(each->deviation.cases);
  return fitting;
}

TEST_F(ExpectationsTest, AreReadWithTheirLines) {
  const Expectations expectations = Read(
      "// ours\n{\"expectations\": [\n"
      "{\"cases\": \"a/x\", \"signature\": \"s\", \"why\": \"why\", \"evidence\": \"docs\","
      " \"owner\": \"tcp team\", \"expires\": \"2027-06-30\"}]}");
  ASSERT_EQ(expectations.All().size(), 1U);
  EXPECT_EQ(expectations.All()[0].deviation, Of("a/x"));
  EXPECT_THAT(expectations.All()[0].place, EndsWith("results.json:3"));
}

TEST_F(ExpectationsTest, WhatIsWrongIsToldWithItsLine) {
  const std::string good = ToText({Of("a/x")});
  const auto with = [&good](const std::string& what, const std::string& instead) {
    std::string text = good;
    return text.replace(text.find(what), what.size(), instead);
  };
  EXPECT_EQ(Complaint(good), "accepted");
  EXPECT_THAT(Complaint(with("\"owner\":\"tcp team\",", "")), HasSubstr(":3: /expectations/0: "));
  EXPECT_THAT(Complaint(with("\"owner\":\"tcp team\",", "")), HasSubstr("needs the key \"owner\""));
  EXPECT_THAT(Complaint(with("tcp team", "  ")), HasSubstr("found nobody"));
  EXPECT_THAT(Complaint(with(",\"expires\":\"2027-06-30\"", "")), HasSubstr("\"expires\""));
  EXPECT_THAT(Complaint(with("2027-06-30", "2027-06-31")), HasSubstr("expected a date"));
  EXPECT_THAT(Complaint(with("\"why\"", "\"wyh\"")), HasSubstr("did you mean \"why\""));
  EXPECT_THAT(Complaint(with("\"expectations\"", "\"deviations\"")), HasSubstr(":2: "));
  EXPECT_THAT(Complaint("{}"), HasSubstr("needs the key \"expectations\""));
  EXPECT_THAT(Complaint("{\"expectations\": 1}"), HasSubstr("expected a list, found 1"));
  EXPECT_THAT(Complaint(ToText({Of("a/x"), Of("a/x")})),
              HasSubstr(":4: /expectations/1: the same cases and signature as in line 3"));
}

TEST_F(ExpectationsTest, AFolderIsCalledOne) {
  EXPECT_THAT(
      [] { Expectations::Read("/"); },
      testing::ThrowsMessage<DocumentError>("/: a folder, where a file of expectations is wanted"));
}

TEST(Expectations, FitAsSelectorsDo) {
  const std::vector<std::string> selectors = {"a/x", "a/x[n=1]", "a/x[n=2]", "a/x[", "a/", "a",
                                              "a/*", "*[n=1]",   "b/x",      "a/xy", "?/x"};
  EXPECT_THAT(Fitting(selectors, "a/x[n=1]"),
              ElementsAre("a/x", "a/x[n=1]", "a/x[", "a/", "a", "a/*", "*[n=1]", "?/x"));
  EXPECT_THAT(Fitting(selectors, "c/x"), ElementsAre("?/x"));
  EXPECT_THAT(Fitting({}, "a/x"), IsEmpty());
}

TEST_F(ExpectationsTest, CanonicalTextIsSortedAndReadBack) {
  const std::string text = ToText({Of("b/x"), Of("a/x", "t \"quoted\""), Of("a/x", "s")});
  EXPECT_EQ(text,
            "{\n  \"expectations\": [\n"
            "    {\"cases\":\"a/x\",\"signature\":\"s\",\"why\":\"why\",\"evidence\":\"docs\","
            "\"owner\":\"tcp team\",\"expires\":\"2027-06-30\"},\n"
            "    {\"cases\":\"a/x\",\"signature\":\"t \\\"quoted\\\"\",\"why\":\"why\","
            "\"evidence\":\"docs\",\"owner\":\"tcp team\",\"expires\":\"2027-06-30\"},\n"
            "    {\"cases\":\"b/x\",\"signature\":\"s\",\"why\":\"why\",\"evidence\":\"docs\","
            "\"owner\":\"tcp team\",\"expires\":\"2027-06-30\"}\n"
            "  ]\n}\n");
  const Expectations read = Read(text);
  std::vector<Deviation> again;
  for (const ExpectedFailure& each : read.All()) again.push_back(each.deviation);
  EXPECT_EQ(ToText(again), text);
  EXPECT_THAT(Read(ToText(std::vector<Deviation>())).All(), IsEmpty());
}

}  // namespace
}  // namespace closespec
