#include "suites/model/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace closespec {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

Settings Read(const std::string& text) {
  const Document document = Document::Parse(text, "x.json");
  const Bindings bindings = {{"n", {.kind = Node::Kind::kInteger, .integer = 7}},
                             {"switch", {.kind = Node::Kind::kString, .text = "off"}}};
  return ReadSettings({document, bindings}, document.Root());
}

std::string TroubleWith(const std::string& text) {
  try {
    Read(text);
  } catch (const DocumentError& error) {
    return error.what();
  }
  return "none";
}

TEST(SettingsTest, ValuesBecomeTextInAFixedOrder) {
  EXPECT_THAT(Read(R"({"sack": false, "fin_wait_2_timeout": {"seconds": 2}, "orphan_retries": 3,
               "rto_min": {"milliseconds": 5}, "timestamps": true})"),
              ElementsAre(Pair("fin_wait_2_timeout", "2000"), Pair("orphan_retries", "3"),
                          Pair("rto_min", "5"), Pair("sack", "off"), Pair("timestamps", "on")));
}

TEST(SettingsTest, ParametersStandForValues) {
  EXPECT_THAT(Read(R"({"sack": "$switch", "rto_max": {"seconds": "$n"}, "syn_retries": "$n"})"),
              ElementsAre(Pair("rto_max", "7000"), Pair("sack", "off"), Pair("syn_retries", "7")));
}

TEST(SettingsTest, UnknownOnesGetTheNearestSpelling) {
  EXPECT_THAT(TroubleWith(R"({"orphan_retry": 3})"),
              HasSubstr(R"(unknown setting "orphan_retry" (did you mean "orphan_retries"?))"));
}

TEST(SettingsTest, WrongKindsSayWhatIsAllowed) {
  EXPECT_THAT(TroubleWith(R"({"rto_min": 5})"),
              HasSubstr(R"(a duration is {"seconds": n} or {"milliseconds": n}, found )"));
  EXPECT_THAT(TroubleWith(R"({"rto_min": {"seconds": 1, "milliseconds": 5}})"),
              HasSubstr("a duration is"));
  EXPECT_THAT(TroubleWith(R"({"rto_min": {"minutes": 1}})"),
              HasSubstr(R"(a duration has no key "minutes")"));
  EXPECT_THAT(TroubleWith(R"({"rto_min": {"seconds": 3000000}})"),
              HasSubstr("a whole number from 0 to 2147483"));
  EXPECT_THAT(TroubleWith(R"({"sack": 1})"), HasSubstr("a switch is true or false"));
  EXPECT_THAT(TroubleWith(R"({"syn_retries": true})"), HasSubstr("must be a whole number"));
  EXPECT_THAT(TroubleWith(R"({})"), HasSubstr("settings sets nothing"));
  EXPECT_THAT(TroubleWith(R"([])"), HasSubstr("must be an object"));
}

TEST(SettingsTest, EachHasItsOwnNameAndOneLine) {
  std::set<std::string_view> names;
  for (const SettingRow& row : SettingRows()) {
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_FALSE(row.meaning.empty() || row.meaning.ends_with('.')) << row.name;
    EXPECT_EQ(FindSetting(row.name), &row);
  }
  EXPECT_EQ(FindSetting("user_timeout"), nullptr) << "an option of a socket";
}

TEST(SettingsTest, TheDocumentationHasThemAll) {
  const std::string page =
      ReadFile(std::string(CLOSESPEC_SOURCE_DIR) + "/docs/targets.md", "docs/targets.md");
  for (const SettingRow& row : SettingRows()) {
    std::string line = "\n| `" + std::string(row.name) + "` | ";
    line += std::string(ToText(row.kind)) + " | " + std::string(row.meaning) + " | ";
    EXPECT_THAT(page, HasSubstr(line));
  }
}

}  // namespace
}  // namespace closespec
