#include "reports/markdown/catalogue.h"

#include <fmt/format.h>

#include <map>
#include <string_view>

#include "suites/model/describe.h"

namespace closespec {
namespace {

using Chapters = std::map<std::string, std::vector<const Scenario*>>;

// CommonMark 2.4: a backslash takes its meaning from any of these.
std::string Literal(std::string_view text) {
  std::string literal;
  for (const char each : text) {
    if (std::string_view("\\`*_{}[]<>()#+!|&~").find(each) != std::string_view::npos) {
      literal += '\\';
    }
    literal += each;
  }
  return literal;
}

// No line of `text` can end the block.
std::string CodeBlock(const std::string& text) {
  std::string fence = "```";
  while (text.find(fence) != std::string::npos) fence += '`';
  return fence + "text\n" + text + fence + "\n";
}

std::string NameOf(const Scenario& scenario) {
  return scenario.id.substr(scenario.id.rfind('/') + 1);
}

std::string IndexText(const Suite& suite, const Chapters& chapters) {
  std::string rows;
  std::size_t all = 0;
  for (const auto& [chapter, scenarios] : chapters) {
    std::size_t cases = 0;
    for (const Scenario* each : scenarios) cases += each->cases.size();
    all += cases;
    rows += fmt::format("| [{0}]({1}.md) | {2} | {3} |\n", Literal(chapter), chapter,
                        scenarios.size(), cases);
  }
  return fmt::format(
      "# Catalogue\n\n{} scenarios, {} cases; revision `{}` of the suite.\n\n"
      "| chapter | scenarios | cases |\n| --- | ---: | ---: |\n{}",
      suite.scenarios.size(), all, suite.revision, rows);
}

std::string ChapterText(const std::string& chapter, const std::vector<const Scenario*>& scenarios,
                        const Requirements& requirements) {
  std::string text = fmt::format(
      "# {}\n\n[All chapters](README.md)\n\n| scenario | | cases | |\n| --- | --- | ---: | --- |\n",
      Literal(chapter));
  for (const Scenario* each : scenarios) {
    text += fmt::format("| [{}](#{}) | {} | {} | {} |\n", Literal(NameOf(*each)), NameOf(*each),
                        ToText(each->priority), each->cases.size(), Literal(each->title));
  }
  for (const Scenario* each : scenarios) {
    text += fmt::format("\n## {}\n\n{}", Literal(NameOf(*each)),
                        CodeBlock(DescribeScenario(*each, requirements)));
  }
  return text;
}

}  // namespace

std::vector<CataloguePage> MakeCatalogue(const Suite& suite) {
  Chapters chapters;
  for (const Scenario& each : suite.scenarios) chapters[each.chapter].push_back(&each);
  std::vector<CataloguePage> pages{{"README.md", IndexText(suite, chapters)}};
  for (const auto& [chapter, scenarios] : chapters) {
    pages.push_back({chapter + ".md", ChapterText(chapter, scenarios, suite.requirements)});
  }
  return pages;
}

}  // namespace closespec
