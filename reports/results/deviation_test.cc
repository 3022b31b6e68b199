#include "reports/results/deviation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace closespec {
namespace {

using ::testing::HasSubstr;

constexpr const char* kWhole =
    R"({"cases": "linger/*", "signature": "s", "why": "w", "evidence": "e", "owner": "o",
        "expires": "2027-06-30"})";

Deviation Read(const std::string& text, Responsibility responsibility) {
  const Document document = Document::Parse(text, "x.json");
  return ReadDeviation(document, document.Root(), "an expectation", responsibility);
}

std::string Complaint(const std::string& text, Responsibility responsibility) {
  try {
    Read(text, responsibility);
  } catch (const DocumentError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(ReadDeviation, TakesEveryKey) {
  EXPECT_EQ(Read(kWhole, Responsibility::kRequired),
            (Deviation{"linger/*", "s", "w", "e", "o", "2027-06-30"}));
}

TEST(ReadDeviation, OwnerAndExpiryMayBeLeftOutOrNot) {
  const std::string anonymous = R"({"cases": "c", "signature": "s", "why": "w", "evidence": "e"})";
  EXPECT_EQ(Read(anonymous, Responsibility::kOptional), (Deviation{"c", "s", "w", "e", "", ""}));
  EXPECT_THAT(Complaint(anonymous, Responsibility::kRequired),
              HasSubstr("x.json:1: an expectation needs the key \"owner\""));
}

TEST(ReadDeviation, SaysWhereADateIsNone) {
  const std::string text =
      "{\"cases\": \"c\", \"signature\": \"s\", \"why\": \"w\", \"evidence\": \"e\",\n"
      "\"expires\": \"30.6.2027\"}";
  EXPECT_THAT(Complaint(text, Responsibility::kOptional),
              HasSubstr("x.json:2: /expires: expected a date such as \"2027-06-30\""));
}

TEST(IsDate, KnowsTheCalendar) {
  EXPECT_TRUE(IsDate("2027-06-30"));
  EXPECT_TRUE(IsDate("2028-02-29"));
  for (const char* each : {"2027-02-29", "2027-06-31", "2027-13-01", "2027-00-01", "2027-6-30",
                           "2027-06-3x", "2027/06/30", "-027-06-30", "2027-06-30T00", ""}) {
    EXPECT_FALSE(IsDate(each)) << each;
  }
}

TEST(HasExpired, OnTheDayAfter) {
  const Deviation deviation{.expires = "2027-06-30"};
  EXPECT_FALSE(HasExpired(deviation, "2027-06-30"));
  EXPECT_TRUE(HasExpired(deviation, "2027-07-01"));
  EXPECT_FALSE(HasExpired(Deviation{}, "2999-01-01"));
}

}  // namespace
}  // namespace closespec
