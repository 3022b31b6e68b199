#include "reports/markdown/catalogue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "suites/model/describe.h"
#include "suites/model/temporary_suite.h"

namespace closespec {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;

constexpr const char* kSteps = R"({"sut": "send", "bytes": 1, "expect": 1})";

TEST(CatalogueTest, HasAnIndexAndAPageForEachChapter) {
  const TemporarySuite files;
  files.WriteScenario("half_close/x", kSteps);
  files.WriteScenario("half_close/y", kSteps);
  files.WriteScenario("linger/z", kSteps);
  const Suite suite = LoadSuite(files.Folder());

  const std::vector<CataloguePage> pages = MakeCatalogue(suite);

  EXPECT_THAT(pages, ElementsAre(Field(&CataloguePage::file, "README.md"),
                                 Field(&CataloguePage::file, "half_close.md"),
                                 Field(&CataloguePage::file, "linger.md")));
  EXPECT_THAT(pages.at(0).text, HasSubstr("3 scenarios, 12 cases"));
  EXPECT_THAT(pages.at(0).text, HasSubstr("| [half\\_close](half_close.md) | 2 | 8 |\n"));
  EXPECT_THAT(pages.at(1).text, HasSubstr("| [x](#x) | extended | 4 | T |\n"));
  EXPECT_THAT(pages.at(1).text, HasSubstr("\n## y\n\n```text\nhalf_close/y (extended, 4 cases)\n"));
  EXPECT_THAT(pages.at(2).text,
              HasSubstr(DescribeScenario(suite.scenarios.at(2), suite.requirements) + "```\n"));
}

TEST(CatalogueTest, TakesTextsAsTexts) {
  const TemporarySuite files;
  files.Write("linger/z.json",
              R"({"title": "<b> | [a](b) *c*", "purpose": "ends ``` here", "requirements": ["must"],
                  "preamble": "open", "steps": [{"sut": "send", "bytes": 1, "expect": 1}]})");

  const std::string page = MakeCatalogue(LoadSuite(files.Folder())).at(1).text;

  EXPECT_THAT(page, HasSubstr(R"(| \<b\> \| \[a\]\(b\) \*c\* |)"));
  EXPECT_THAT(page, HasSubstr("\n````text\n"));
}

}  // namespace
}  // namespace closespec
